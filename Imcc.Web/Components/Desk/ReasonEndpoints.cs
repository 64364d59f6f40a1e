using System.Security.Claims;
using Imcc.Core.Desk;
using Imcc.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Imcc.Web.Components.Desk;

/// <summary>What the desk's script reads by itself.</summary>
public static class ReasonEndpoints
{
    /// <summary><c>GET /desk/reasons</c>: the reasons of a skill group for the picker, which searches them in the browser.</summary>
    public static IEndpointRouteBuilder MapReasons(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(DeskUrls.Desk + "/reasons", Get).RequireAuthorization(Policy.Agent).ExcludeFromDescription();
        return routes;
    }

    private static Results<Ok<ReasonOffer>, NotFound> Get(string? group, HttpContext http, IClassification classification)
    {
        if (!Guid.TryParse(http.User.FindFirstValue(ClaimTypes.NameIdentifier), out var agent))
            return TypedResults.NotFound();
        // Which roots a group uses may change without a new version: kept by the page, not by the browser.
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Ok(classification.Offer(agent, Guid.TryParse(group, out var id) ? id : null));
    }
}
