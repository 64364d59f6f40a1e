using System.Globalization;
using Imcc.Core.Quality;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Quality;
using Imcc.Web.Administration;
using Imcc.Web.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Components.Quality;

/// <summary>What quality's screens have in common: their words, and how a score is written.</summary>
public abstract class QualityScreen : AdminScreen
{
    [Inject] public required IStringLocalizer<QualityText> Q { get; init; }

    [Inject] public required ScreenClock Clock { get; init; }

    protected override IStringLocalizer Vocabulary => Q;

    protected DateOnly Today => DateOnly.FromDateTime(Clock.Local(Clock.Now).DateTime);

    /// <summary>87.50 as 87.5; nothing where there is no score.</summary>
    internal static string Score(decimal? percent) => percent is { } value ? value.ToString("0.##", CultureInfo.CurrentCulture) : "–";

    internal static string Tone(Grade? grade) => grade switch
    {
        Grade.Failed => "bad",
        Grade.NeedsImprovement => "warn",
        Grade.Exceeds => "good",
        _ => "",
    };

    internal static string Tone(EvaluationState state) => state switch
    {
        EvaluationState.Appealed => "bad",
        EvaluationState.Draft or EvaluationState.Assigned => "key",
        EvaluationState.Final or EvaluationState.Acknowledged => "good",
        _ => "",
    };

    /// <summary>What a problem says: in our own words, else in administration's.</summary>
    protected override string WordsOf(Problem problem)
    {
        var own = Q["Problem_" + problem.Code, problem.Argument ?? ""];
        return own.ResourceNotFound ? L["Problem_" + problem.Code, problem.Argument ?? ""] : own;
    }

    protected DateTimeOffset Start(DateOnly day) => Clock.StartOf(day);

    /// <summary>Exclusive.</summary>
    protected DateTimeOffset End(DateOnly day) => Clock.EndOf(day);

    protected string RisksOf(EvaluationLine line) =>
        string.Join(' ', Enum.GetValues<Risks>().Where(r => r != Risks.None && line.Risks.HasFlag(r)).Select(r => Q[$"Risk.{r}"].Value));
}
