using System.Globalization;
using System.Security.Claims;
using Imcc.Core.Reasons;
using Imcc.Infrastructure.Reasons;
using Imcc.Web.Hubs;
using Imcc.Web.Security;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Imcc.Web.Administration;

/// <summary>The reason tree as an Excel file, out and in. What comes in is only kept to be looked at; the page takes it over.</summary>
public static class ReasonTreeEndpoints
{
    private const int MaxBytes = 3 * 1024 * 1024;

    /// <summary>Somewhat more is read, so that a file that is too large is answered by a sentence.</summary>
    private const int MostRead = 3 * MaxBytes;

    private static readonly Sentence NoWorkbook = new("这不是可以读取的 Excel 文件（.xlsx）。", "This is no Excel workbook (.xlsx) that can be read.");
    private static readonly Sentence Stale = new("页面已过期，请刷新后重试。", "The page is out of date; reload it and try again.");
    private static readonly Sentence TooLarge = new("文件太大，最多 3 MB。", "The file is too large; the limit is 3 MB.");

    public static IEndpointRouteBuilder MapReasonTree(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/admin/reason-tree").RequireAuthorization(Policy.Admin).ExcludeFromDescription();
        group.MapGet("/export", ExportAsync);
        // Looked at by hand: a form that the framework reads answers a missing token with an exception.
        group.MapPost("/import", ImportAsync).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(MostRead), new RequestFormLimitsAttribute { MultipartBodyLengthLimit = MostRead });
        return routes;
    }

    /// <param name="version">Null: the draft.</param>
    private static async Task<Results<FileContentHttpResult, NotFound>> ExportAsync(
        int? version, HttpContext http, ReasonTreeAdministration reasons, CancellationToken cancellationToken)
    {
        var actor = ActorOf(http);
        IReadOnlyCollection<ReasonNode>? nodes;
        if (version is { } number)
            nodes = await reasons.VersionAsync(actor, number, cancellationToken);
        else
            nodes = (await reasons.OpenAsync(actor, cancellationToken)).Nodes;
        if (nodes is null)
            return TypedResults.NotFound();
        using var book = new MemoryStream();
        ReasonWorkbook.Write(book, nodes);
        http.Response.Headers.CacheControl = "private, no-store";
        var name = version is { } v ? string.Create(CultureInfo.InvariantCulture, $"来话原因-v{v}.xlsx") : "来话原因-草稿.xlsx";
        return TypedResults.File(book.ToArray(), ReasonWorkbook.ContentType, name);
    }

    private static async Task<Results<Ok<SentId>, ProblemHttpResult>> ImportAsync(
        IFormFile file, HttpContext http, IAntiforgery antiforgery, ReasonImports imports, CancellationToken cancellationToken)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Refused(http, Stale, StatusCodes.Status400BadRequest);
        if (file.Length > MaxBytes)
            return Refused(http, TooLarge, StatusCodes.Status413PayloadTooLarge);
        using var book = new MemoryStream();
        await file.CopyToAsync(book, cancellationToken);
        book.Position = 0;
        try
        {
            var (rows, problems) = ReasonWorkbook.Read(book, cancellationToken);
            return TypedResults.Ok(new SentId(imports.Keep(ActorOf(http), Path.GetFileName(file.FileName), rows, problems)));
        }
        catch (InvalidDataException)
        {
            return Refused(http, NoWorkbook, StatusCodes.Status415UnsupportedMediaType);
        }
    }

    private static ProblemHttpResult Refused(HttpContext http, Sentence sentence, int status) => TypedResults.Problem(detail: sentence.For(http), statusCode: status);

    private static Guid ActorOf(HttpContext http) => Guid.Parse(http.User.FindFirstValue(ClaimTypes.NameIdentifier)!);

    /// <param name="Id">By what the page finds the sheet.</param>
    internal sealed record SentId(Guid Id);
}
