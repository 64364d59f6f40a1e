using System.Globalization;
using Imcc.Core.FollowUps;
using Imcc.Core.Surveys;
using Imcc.Infrastructure.Organisation;
using Imcc.Web.Administration;
using Imcc.Web.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Components.FollowUps;

/// <summary>What the screens of satisfaction have in common: their words, and how a score is written.</summary>
public abstract class FollowUpScreen : AdminScreen
{
    [Inject] public required IStringLocalizer<FollowUpText> F { get; init; }

    [Inject] public required ScreenClock Clock { get; init; }

    protected override IStringLocalizer Vocabulary => F;

    protected DateOnly Today => DateOnly.FromDateTime(Clock.Local(Clock.Now).DateTime);

    /// <summary>2/5; of three steps 1/3.</summary>
    internal static string Score(SurveyScale scale, int score) => string.Create(CultureInfo.InvariantCulture, $"{score}/{SurveyRules.Best(scale)}");

    internal static string Tone(SurveyScale scale, int score) => (scale == SurveyScale.Stars ? score : 1 + ((score - 1) * 2)) switch { <= 2 => "bad", 3 => "warn", _ => "good" };

    internal static string Tone(FollowUpState state) => state switch { FollowUpState.Open => "bad", FollowUpState.InProgress => "key", _ => "good" };

    /// <summary>What a problem says: in our own words, else in administration's.</summary>
    protected override string WordsOf(Problem problem)
    {
        var own = F["Problem_" + problem.Code, problem.Argument ?? ""];
        return own.ResourceNotFound ? L["Problem_" + problem.Code, problem.Argument ?? ""] : own;
    }

    protected DateTimeOffset Start(DateOnly day) => Clock.StartOf(day);

    /// <summary>Exclusive.</summary>
    protected DateTimeOffset End(DateOnly day) => Clock.EndOf(day);
}
