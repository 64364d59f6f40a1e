using System.Globalization;
using System.Security.Claims;
using Imcc.Infrastructure.Followers;
using Imcc.Web.Administration;
using Imcc.Web.Localization;
using Imcc.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Web.Components.Followers;

/// <summary>Pictures of QR codes: one, or many with their list in a zip.</summary>
public static class QrEndpoints
{
    public static IEndpointRouteBuilder MapQrCodes(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(FollowerUrls.Codes).RequireAuthorization(Policy.Admin).ExcludeFromDescription();
        group.MapGet("/{id:guid}/picture.png", PictureAsync);
        group.MapGet("/export", ExportAsync);
        return routes;
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> PictureAsync(
        Guid id, string? download, HttpContext http, QrCodeAdministration codes, CancellationToken cancellationToken)
    {
        if (await codes.FindAsync(ActorOf(http), id, cancellationToken) is not { IsMade: true } code)
            return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.File(QrPicture.Png(code.Url), "image/png", download is null ? null : QrArchive.FileName(code));
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> ExportAsync(
        Guid account, string? q, HttpContext http, QrCodeAdministration codes, Func<Directory> directory, AdminClock clock, IStringLocalizer<FollowersText> words, CancellationToken cancellationToken)
    {
        var page = await codes.ListAsync(ActorOf(http), account, q ?? "", take: QrCodeAdministration.MostExported, cancellationToken: cancellationToken);
        if (page.Lines.Count == 0)
            return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.File(QrArchive.Pack(page.Lines, directory(), clock, words), "application/zip", "qrcodes-" + clock.Today.ToString("yyyyMMdd", CultureInfo.InvariantCulture) + ".zip");
    }

    private static Guid ActorOf(HttpContext http) => Guid.Parse(http.User.FindFirstValue(ClaimTypes.NameIdentifier)!);
}
