using Imcc.Infrastructure.Organisation;
using Imcc.Web.Administration;
using Imcc.Web.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Components.Keywords;

/// <summary>What the screens of keyword rules and robots have in common: their own words, also for what is refused.</summary>
public abstract class KeywordScreen : AdminScreen
{
    [Inject] public required IStringLocalizer<KeywordText> K { get; init; }

    protected override string WordsOf(Problem problem) => K["Problem_" + problem.Code, problem.Argument ?? ""] is { ResourceNotFound: false } own ? own.Value : base.WordsOf(problem);
}
