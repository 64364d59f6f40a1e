using Imcc.Infrastructure.Organisation;
using Imcc.Web.Administration;
using Imcc.Web.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Components.Flows;

/// <summary>What the screens of flows have in common: their own words, also for what is refused.</summary>
public abstract class FlowScreen : AdminScreen
{
    [Inject] public required IStringLocalizer<FlowText> F { get; init; }

    protected override string WordsOf(Problem problem) => F["Problem_" + problem.Code, problem.Argument ?? ""] is { ResourceNotFound: false } own ? own.Value : base.WordsOf(problem);
}
