using System.Globalization;
using System.Security.Claims;
using Imcc.Infrastructure.Files;
using Imcc.Infrastructure.Knowledge;
using Imcc.Web.Files;
using Imcc.Web.Hubs;
using Imcc.Web.Localization;
using Imcc.Web.Security;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Components.Knowledge;

/// <summary>Files of the knowledge base, out and in: what the pages show, and tables of articles.</summary>
public static class KnowledgeEndpoints
{
    /// <summary>100,000 articles with long answers; the import itself says what is too large for it.</summary>
    private const long MostRead = 256L * 1024 * 1024;

    private static readonly Sentence Stale = new("页面已过期，请刷新后重试。", "The page is out of date; reload it and try again.");
    private static readonly Sentence Missing = new("请求里没有文件。", "There is no file in the request.");
    private static readonly Sentence Refused = new("您没有编辑知识的权限。", "You may not edit the knowledge base.");

    public static IEndpointRouteBuilder MapKnowledge(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/knowledge").RequireAuthorization(Policy.Editor).ExcludeFromDescription();
        // Looked at by hand: a form that the framework reads answers a missing token with an exception.
        group.MapPost("/files", UploadAsync).DisableAntiforgery();
        group.MapPost("/import", ImportAsync).DisableAntiforgery();
        group.MapGet("/import/{id:guid}/refused", RefusedAsync);
        group.MapGet("/export", ExportAsync);
        group.MapGet("/export/template", TemplateAsync);
        return routes;
    }

    private static async Task<Results<Ok<UploadedFile>, ProblemHttpResult>> UploadAsync(HttpContext http, IAntiforgery antiforgery, FileStore store, CancellationToken cancellationToken) =>
        await antiforgery.IsRequestValidAsync(http) ? await FileUpload.TakeAsync(http, store, owner: null, cancellationToken) : Problem(http, Stale);

    private static async Task<Results<Ok<SentId>, ProblemHttpResult>> ImportAsync(HttpContext http, IAntiforgery antiforgery, IArticleImports imports, CancellationToken cancellationToken)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Problem(http, Stale);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MostRead;
        try
        {
            return await UploadReader.FileOfAsync(http.Request, cancellationToken) is not var (content, name)
                ? Problem(http, Missing)
                : TypedResults.Ok(new SentId(await imports.BeginAsync(PersonOf(http), Path.GetFileName(name ?? ""), content, cancellationToken)));
        }
        catch (InvalidDataException)
        {
            return Problem(http, Missing);
        }
        catch (UnauthorizedAccessException)
        {
            return Problem(http, Refused, StatusCodes.Status403Forbidden);
        }
    }

    private static Results<PushStreamHttpResult, NotFound> RefusedAsync(Guid id, HttpContext http, IArticleImports imports, IArticleExport export, IStringLocalizer<KnowledgeText> words, CancellationToken cancellationToken)
    {
        if (imports.Find(id, PersonOf(http)) is not { } import)
            return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Stream(
            target => export.WriteRefusedAsync(import, row => words["Problem_" + row.Fault, row.Argument ?? ""], target, cancellationToken),
            "text/csv; charset=utf-8",
            Path.GetFileNameWithoutExtension(import.FileName) + words["RefusedFile"] + ".csv");
    }

    private static PushStreamHttpResult ExportAsync(ArticleFormat format, HttpContext http, IArticleExport export, TimeProvider time, IStringLocalizer<KnowledgeText> words, CancellationToken cancellationToken)
    {
        var filter = ListAsked.Of(new Uri(new Uri("http://x"), http.Request.Path + http.Request.QueryString.ToString()).ToString()).Filter(time.GetUtcNow());
        return Written(http, format, words["ExportFile"], target => export.WriteAsync(PersonOf(http), filter, format, target, IsEnglish, cancellationToken: cancellationToken));
    }

    private static PushStreamHttpResult TemplateAsync(ArticleFormat format, HttpContext http, IArticleExport export, IStringLocalizer<KnowledgeText> words, CancellationToken cancellationToken) =>
        Written(http, format, words["TemplateFile"], target => export.WriteTemplateAsync(format, target, IsEnglish, cancellationToken));

    private static PushStreamHttpResult Written(HttpContext http, ArticleFormat format, string name, Func<Stream, Task> write)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        var (type, extension) = format switch
        {
            ArticleFormat.Excel => ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
            ArticleFormat.Csv => ("text/csv; charset=utf-8", "csv"),
            _ => ("application/jsonl; charset=utf-8", "jsonl"),
        };
        return TypedResults.Stream(Aside, type, $"{name}.{extension}");

        // A workbook is written back and forth, and synchronously: not into a response.
        async Task Aside(Stream response)
        {
            var path = Path.GetTempFileName();
            await using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
            await write(file);
            await file.FlushAsync();
            file.Position = 0;
            await file.CopyToAsync(response);
        }
    }

    private static bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName != "zh";

    private static ProblemHttpResult Problem(HttpContext http, Sentence sentence, int status = StatusCodes.Status400BadRequest) => FileUpload.Problem(http, status, "refused", sentence);

    private static Guid PersonOf(HttpContext http) => Guid.Parse(http.User.FindFirstValue(ClaimTypes.NameIdentifier)!);

    /// <param name="Id">By what the page finds the run.</param>
    internal sealed record SentId(Guid Id);
}
