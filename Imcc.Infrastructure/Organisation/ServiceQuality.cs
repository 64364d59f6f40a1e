using Imcc.Core.Organisation;
using Imcc.Core.Surveys;

namespace Imcc.Infrastructure.Organisation;

/// <summary>What holds for a group's survey and for the targets of its agents' days.</summary>
internal static class ServiceQuality
{
    public static void Check(ChangeUnit unit, SurveyRules survey)
    {
        if (!Enum.IsDefined(survey.Mode) || !Enum.IsDefined(survey.Scale))
            unit.Refuse(nameof(survey.Mode), "Missing");
        unit.Name(nameof(survey.Question), survey.Question, SurveyRules.LongestQuestion);
        unit.Span(nameof(survey.Valid), survey.Valid, TimeSpan.FromMinutes(10), TimeSpan.FromHours(72));
        unit.Range(nameof(survey.LowLimit), survey.LowLimit, 0, SurveyRules.Best(survey.Scale) - 1);
        Sentence(unit, nameof(survey.Thanks), survey.Thanks);
        Sentence(unit, nameof(survey.Late), survey.Late);
        Sentence(unit, nameof(survey.Again), survey.Again);
        if (survey.Tags.Count > 0)
            unit.Name(nameof(survey.ReasonQuestion), survey.ReasonQuestion, SurveyRules.LongestQuestion);
        unit.Range(nameof(survey.Tags), survey.Tags.Count, 0, SurveyRules.MostTags);
        foreach (var tag in survey.Tags)
            unit.Name(nameof(survey.Tags), tag, SurveyRules.LongestTag);
    }

    public static void Check(ChangeUnit unit, DayTargets targets)
    {
        if (targets.Handled is { } handled)
            unit.Range("TargetHandled", handled, 1, 1000);
        if (targets.SatisfactionHundredths is { } satisfaction)
            unit.Range("TargetSatisfaction", satisfaction, 100, 500);
    }

    private static void Sentence(ChangeUnit unit, string field, string text)
    {
        if (text.Length > SurveyRules.LongestQuestion)
            unit.Refuse(field, "TooLong", SurveyRules.LongestQuestion);
    }
}
