using System.Security.Claims;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Quality;
using Imcc.Web.Localization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Components.Quality;

/// <summary>The quality report as an Excel file, and a form as JSON.</summary>
public static class QualityEndpoints
{
    public static IEndpointRouteBuilder MapQuality(this IEndpointRouteBuilder routes)
    {
        var inspectors = new AuthorizeAttribute { Roles = $"{Role.Admin},{Role.Lead}" };
        routes.MapGet(QualityUrls.ReportFile, ReportAsync).RequireAuthorization(inspectors).ExcludeFromDescription();
        routes.MapGet(QualityUrls.Forms + "/{id:guid}/export", FormAsync).RequireAuthorization(inspectors).ExcludeFromDescription();
        return routes;
    }

    private static async Task<Results<FileContentHttpResult, BadRequest>> ReportAsync(
        DateOnly from, DateOnly to, string? agent, string? group, string? form, HttpContext http, QualityReports reports, ScreenClock clock, IStringLocalizer<QualityText> words, CancellationToken cancellationToken)
    {
        if (from > to)
            return TypedResults.BadRequest();
        var filter = new EvaluationFilter(
            EvaluationQueue.Counted, Id(agent), Id(group), Id(form), null, clock.StartOf(from), clock.EndOf(to));
        var report = await reports.CountAsync(Person(http), filter, cancellationToken);
        using var book = new MemoryStream();
        QualityWorkbook.Write(book, report, key => words[key]);
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.File(book.ToArray(), QualityWorkbook.ContentType, $"quality-{QualityUrls.Day(from)}-{QualityUrls.Day(to)}.xlsx");
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> FormAsync(Guid id, HttpContext http, QualityForms forms, CancellationToken cancellationToken)
    {
        if (await forms.ExportAsync(Person(http), id, cancellationToken) is not { } file)
            return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.File(file.File, "application/json", file.Name + ".json");
    }

    private static Guid Person(HttpContext http) => Guid.Parse(http.User.FindFirstValue(ClaimTypes.NameIdentifier)!);

    private static Guid? Id(string? text) => Guid.TryParse(text, out var id) ? id : null;
}
