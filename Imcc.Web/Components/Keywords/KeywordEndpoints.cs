using System.Security.Claims;
using Imcc.Infrastructure.Answering.Keywords;
using Imcc.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Imcc.Web.Components.Keywords;

/// <summary>Keyword rules as an Excel file.</summary>
public static class KeywordEndpoints
{
    public static IEndpointRouteBuilder MapKeywords(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(KeywordUrls.Export, ExportAsync).RequireAuthorization(Policy.Editor).ExcludeFromDescription();
        return routes;
    }

    private static async Task<FileContentHttpResult> ExportAsync(HttpContext http, KeywordImports keywords, CancellationToken cancellationToken)
    {
        using var book = new MemoryStream();
        await keywords.WriteAsync(Guid.Parse(http.User.FindFirstValue(ClaimTypes.NameIdentifier)!), book, cancellationToken);
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.File(book.ToArray(), KeywordWorkbook.ContentType, "关键字应答.xlsx");
    }
}
