using System.Security.Claims;
using Imcc.Core.Schedule;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Reporting;
using Imcc.Infrastructure.Schedule;
using Imcc.Web.Localization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Components.Schedule;

/// <summary>A week's plan and the adherence of a time as Excel files.</summary>
public static class ScheduleEndpoints
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static readonly Deviation[] Counted = [.. Enum.GetValues<Deviation>().Where(d => d != Deviation.None)];

    public static IEndpointRouteBuilder MapSchedule(this IEndpointRouteBuilder routes)
    {
        var leads = new AuthorizeAttribute { Roles = $"{Role.Admin},{Role.Lead}" };
        routes.MapGet(ScheduleUrls.WeekFile, WeekAsync).RequireAuthorization(leads).ExcludeFromDescription();
        routes.MapGet(ScheduleUrls.AdherenceFile, AdherenceAsync).RequireAuthorization(leads).ExcludeFromDescription();
        return routes;
    }

    private static async Task<FileContentHttpResult> WeekAsync(DateOnly week, string? group, HttpContext http, ShiftPlans plans, IStringLocalizer<ScheduleText> words, CancellationToken cancellationToken)
    {
        var monday = ScheduleUrls.Monday(AskedDays.Sound(week));
        var plan = await plans.ReadAsync(Person(http), monday, Guid.TryParse(group, out var id) ? id : null, cancellationToken);
        using var book = new MemoryStream();
        ShiftSheet.Write(book, plan, words["Schedule"]);
        return File(http, book, $"schedule-{ScheduleUrls.Day(monday)}.xlsx");
    }

    private static async Task<Results<FileContentHttpResult, BadRequest>> AdherenceAsync(
        DateOnly from, DateOnly to, string? group, string? agent, HttpContext http, Adherences adherences, ScreenClock clock, IStringLocalizer<ScheduleText> words, CancellationToken cancellationToken)
    {
        if (from > to)
            return TypedResults.BadRequest();
        var report = await adherences.CountAsync(Person(http), AskedDays.Sound(from), AskedDays.Sound(to), Guid.TryParse(group, out var g) ? g : null, Guid.TryParse(agent, out var a) ? a : null, cancellationToken);
        using var book = new MemoryStream();
        ReportWorkbook.Write(book, words["Adherence"], [words["Part"], words["Name"], words["Adherence"], words["Adherent"] + " (s)", words["Scheduled"] + " (s)", words["Shifts"], .. Counted.Select(d => words["Deviation." + d].Value)], Lines());
        return File(http, book, $"adherence-{ScheduleUrls.Day(from)}-{ScheduleUrls.Day(to)}.xlsx");

        IEnumerable<IReadOnlyList<object?>> Lines()
        {
            foreach (var (part, lines) in new[] { ("ByAgents", report.Agents), ("ByDays", report.Days), ("ByGroups", report.Groups) })
            {
                foreach (var line in lines)
                    yield return [words[part].Value, line.Name.Length > 0 ? line.Name : line.Key, line.Figures.Share, line.Figures.Adherent.TotalSeconds, line.Figures.Scheduled.TotalSeconds, line.Shifts, .. Counted.Select(d => (object?)line.CountOf(d))];
            }

            foreach (var incident in report.Incidents)
                yield return [words["Incidents"].Value, $"{incident.Agent} · {words["Deviation." + incident.Exception.Kind].Value} · {clock.Full(incident.Exception.From)}", null, incident.Exception.Length.TotalSeconds, null, null, .. Counted.Select(d => (object?)(d == incident.Exception.Kind ? 1 : null))];
        }
    }

    private static FileContentHttpResult File(HttpContext http, MemoryStream book, string name)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.File(book.ToArray(), Workbook, name);
    }

    private static Guid Person(HttpContext http) => Guid.Parse(http.User.FindFirstValue(ClaimTypes.NameIdentifier)!);
}
