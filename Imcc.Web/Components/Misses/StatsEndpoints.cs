using System.Globalization;
using System.Security.Claims;
using System.Text;
using Imcc.Infrastructure.Misses;
using Imcc.Infrastructure.Organisation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Imcc.Web.Components.Misses;

/// <summary>The figures of answering as a file that spreadsheets open.</summary>
public static class StatsEndpoints
{
    public static IEndpointRouteBuilder MapAnswerStats(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(MissUrls.StatsFile, ExportAsync).RequireAuthorization(new AuthorizeAttribute { Roles = $"{Role.Admin},{Role.Editor},{Role.Lead}" }).ExcludeFromDescription();
        return routes;
    }

    private static async Task<Results<FileContentHttpResult, BadRequest>> ExportAsync(
        DateOnly from, DateOnly to, string? account, HttpContext http, AnswerStatistics statistics, ScreenClock clock, CancellationToken cancellationToken)
    {
        if (from > to || to.DayNumber - from.DayNumber >= AnswerStatistics.MostDays)
            return TypedResults.BadRequest();
        var person = Guid.Parse(http.User.FindFirstValue(ClaimTypes.NameIdentifier)!);
        var figures = await statistics.CountAsync(person, from, to, clock.Zone, Guid.TryParse(account, out var id) ? id : null, cancellationToken);
        http.Response.Headers.CacheControl = "private, no-store";
        // With a mark of its encoding: otherwise spreadsheets read Chinese as noise.
        return TypedResults.File([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Write(figures))], "text/csv; charset=utf-8", $"answers-{MissUrls.Day(from)}-{MissUrls.Day(to)}.csv");
    }

    internal static string Write(AnswerFigures figures)
    {
        var file = new StringBuilder("part,name,answered,missed,sent,useful,not_useful\r\n");
        foreach (var day in figures.Days)
            Line("day", MissUrls.Day(day.Day), day.Answered, day.Missed);
        foreach (var (step, count) in figures.Steps)
            Line("step", step.ToString(), step is Core.Answering.AnswerStep.None ? 0 : count, step is Core.Answering.AnswerStep.None ? count : 0);
        foreach (var account in figures.Accounts)
            Line("account", account.Name, account.Answered, account.Missed);
        foreach (var article in figures.Articles)
            Line("article", article.Title.Length > 0 ? article.Title : article.Id.ToString(), article.Answered, 0, article.Sent, article.Useful, article.NotUseful);
        foreach (var (text, count) in figures.EmptySearches)
            Line("search", text, 0, count);
        return file.ToString();

        void Line(string part, string name, params ReadOnlySpan<int> counts)
        {
            file.Append(part).Append(',').Append(Cell(name));
            for (var i = 0; i < 5; i++)
                file.Append(',').Append(i < counts.Length ? counts[i].ToString(CultureInfo.InvariantCulture) : "");
            file.Append("\r\n");
        }
    }

    // What begins like a formula must not become one.
    private static string Cell(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
