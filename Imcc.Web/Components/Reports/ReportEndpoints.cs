using System.Security.Claims;
using Imcc.Core.Reporting;
using Imcc.Infrastructure.Organisation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Imcc.Web.Components.Reports;

/// <summary>Reports as files, of the same address as on screen.</summary>
public static class ReportEndpoints
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static IEndpointRouteBuilder MapReports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(ReportAddress.File, ExportAsync).RequireAuthorization(new AuthorizeAttribute { Roles = $"{Role.Admin},{Role.Lead}" }).ExcludeFromDescription();
        return routes;
    }

    private static async Task<Results<FileContentHttpResult, BadRequest, StatusCodeHttpResult>> ExportAsync(
        string? format, HttpContext http, Infrastructure.Reporting.Reports reports, ReportFile file, ScreenClock clock, CancellationToken cancellationToken)
    {
        if (format is not ("csv" or "xlsx"))
            return TypedResults.BadRequest();
        var person = Guid.Parse(http.User.FindFirstValue(ClaimTypes.NameIdentifier)!);
        var address = ReportAddress.Read(http.Request.QueryString.Value ?? "", DateOnly.FromDateTime(clock.Local(clock.Now).DateTime));
        ReportTable table;
        try
        {
            table = await reports.ReadAsync(person, address.ToQuery(clock.Zone.Id), cancellationToken);
        }
        catch (UnauthorizedAccessException)
        {
            // The right was taken away since the sign-in.
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        }

        http.Response.Headers.CacheControl = "private, no-store";
        var name = FormattableString.Invariant($"{address.Preset.Key}-{address.From:yyyy-MM-dd}-{address.To:yyyy-MM-dd}.{format}");
        if (format == "csv")
            return TypedResults.File(file.Csv(table, address), "text/csv; charset=utf-8", name);
        using var book = new MemoryStream();
        file.Excel(book, table, address);
        return TypedResults.File(book.ToArray(), Workbook, name);
    }
}
