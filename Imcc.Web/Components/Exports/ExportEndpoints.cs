using System.Security.Claims;
using Imcc.Infrastructure.Organisation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Imcc.Web.Components.Exports;

/// <summary>Files that were made in the background, for whoever asked for them.</summary>
public static class ExportEndpoints
{
    public static IEndpointRouteBuilder MapExports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(ExportUrls.Files + "/{id:guid}/file", FetchAsync).RequireAuthorization(new AuthorizeAttribute { Roles = $"{Role.Admin},{Role.Lead}" }).ExcludeFromDescription();
        return routes;
    }

    private static async Task<Results<FileStreamHttpResult, NotFound, StatusCodeHttpResult>> FetchAsync(Guid id, HttpContext http, Infrastructure.Exports.Exports exports, CancellationToken cancellationToken)
    {
        try
        {
            if (await exports.OpenAsync(Guid.Parse(http.User.FindFirstValue(ClaimTypes.NameIdentifier)!), id, cancellationToken) is not { } found)
                return TypedResults.NotFound();
            http.Response.Headers.CacheControl = "private, no-store";
            var type = found.Export.Format == Infrastructure.Exports.ExportFormat.Csv ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            return TypedResults.File(found.Content, type, $"{found.Export.Title}.{found.Export.Extension}");
        }
        catch (UnauthorizedAccessException)
        {
            // The right was taken away since it was asked for.
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        }
    }
}
