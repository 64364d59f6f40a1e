using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Imcc.Web.Simulator;

/// <summary>The row of tabs that joins the simulator's pages: a page has an empty <c>nav</c> with the id <c>tabs</c>, this sheet and this script.</summary>
public static class SimulatorTabs
{
    public static IEndpointRouteBuilder MapSimulatorTabs(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapSimulatorGroup("/simulator");
        group.MapGet("tabs.css", () => Page("tabs.css", "text/css; charset=utf-8"));
        group.MapGet("tabs.js", () => Page("tabs.js", "text/javascript; charset=utf-8"));
        group.MapGet("api/pages", (IEnumerable<SimulatorPage> pages) => pages.OrderBy(p => p.Order));
        return routes;
    }

    /// <summary>For pages of the simulator: anybody may look, and none of it is part of the described interface.</summary>
    internal static RouteGroupBuilder MapSimulatorGroup(this IEndpointRouteBuilder routes, string prefix) =>
        routes.MapGroup(prefix).AllowAnonymous().DisableAntiforgery().WithMetadata(new SkipStatusCodePagesAttribute()).ExcludeFromDescription();

    /// <summary>A file that lies beside the simulator's code: outside the demo there is none of it.</summary>
    internal static FileStreamHttpResult Page(string name, string type) =>
        TypedResults.Stream(typeof(SimulatorTabs).Assembly.GetManifestResourceStream("simulator/" + name)!, type);
}
