using System.Security.Claims;
using Imcc.Core.FollowUps;
using Imcc.Core.Surveys;
using Imcc.Infrastructure.FollowUps;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Reporting;
using Imcc.Web.Localization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Components.FollowUps;

/// <summary>Comments and tasks as Excel files, of the same address as on screen.</summary>
public static class FollowUpEndpoints
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static IEndpointRouteBuilder MapFollowUps(this IEndpointRouteBuilder routes)
    {
        var leads = new AuthorizeAttribute { Roles = $"{Role.Admin},{Role.Lead}" };
        routes.MapGet(FollowUpUrls.CommentsFile, CommentsAsync).RequireAuthorization(leads).ExcludeFromDescription();
        routes.MapGet(FollowUpUrls.TasksFile, TasksAsync).RequireAuthorization(leads).ExcludeFromDescription();
        return routes;
    }

    private static async Task<Results<FileContentHttpResult, BadRequest>> CommentsAsync(
        DateOnly from, DateOnly to, string? group, string? agent, string? account, int? score, bool? comments, string? tag, HttpContext http, Satisfactions said, ScreenClock clock, IStringLocalizer<FollowUpText> words,
        CancellationToken cancellationToken)
    {
        if (from > to)
            return TypedResults.BadRequest();
        var filter = new SatisfactionFilter(
            clock.StartOf(from), clock.EndOf(to), Id(group), Id(agent), Id(account), score is >= 1 and <= 5 ? score : null, comments ?? false, tag ?? "");
        var page = await said.ListAsync(Person(http), filter, 0, Satisfactions.MostLines, cancellationToken);
        using var book = new MemoryStream();
        ReportWorkbook.Write(
            book, words["Satisfaction"],
            [words["Score"], words["Best"], words["Tags"], words["Comment"], words["Customer"], words["Agent"], words["Group"], words["Account"], words["AnsweredAt"], words["ClosedAt"], words["Task"]],
            page.Lines.Select(l => (IReadOnlyList<object?>)[l.Score, SurveyRules.Best(l.Scale), string.Join('、', l.Tags), l.Comment, l.Customer, l.Agent, l.Group, l.Account, clock.Full(l.AnsweredAt), clock.Full(l.ClosedAt), l.Task is { } state ? words["State." + state].Value : ""]));
        return File(http, book, $"satisfaction-{FollowUpUrls.Day(from)}-{FollowUpUrls.Day(to)}.xlsx");
    }

    private static async Task<FileContentHttpResult> TasksAsync(string? state, bool? mine, bool? overdue, HttpContext http, FollowUpTasks tasks, ScreenClock clock, IStringLocalizer<FollowUpText> words, CancellationToken cancellationToken)
    {
        var lines = new List<FollowUpLine>();
        var filter = new FollowUpFilter(Enum.TryParse<FollowUpState>(state, out var asked) ? asked : null, mine ?? false, overdue ?? false);
        while (lines.Count < Satisfactions.MostLines)
        {
            var page = await tasks.ListAsync(Person(http), filter, lines.Count, FollowUpTasks.MostTake, cancellationToken);
            lines.AddRange(page.Lines);
            if (page.Lines.Count < FollowUpTasks.MostTake)
                break;
        }

        using var book = new MemoryStream();
        ReportWorkbook.Write(
            book, words["Tab.Tasks"],
            [words["State"], words["Score"], words["Tags"], words["Comment"], words["Customer"], words["Agent"], words["Group"], words["Assignee"], words["RatedAt"], words["Due"], words["Overdue"], words["Result"], words["DoneAt"], words["Words"]],
            lines.Select(l => (IReadOnlyList<object?>)
            [
                words["State." + l.Task.State].Value, l.Task.Score, string.Join('、', l.Tags), l.Comment, l.Customer, l.Agent, l.Group, l.Assignee, clock.Full(l.Task.RatedAt), clock.Full(l.Task.DueAt), l.IsOverdue ? 1 : 0,
                l.Task.Result is { } result ? words["Result." + result].Value : "", l.Task.DoneAt is { } done ? clock.Full(done) : "", l.Task.History.LastOrDefault(h => h.Words.Length > 0)?.Words ?? "",
            ]));
        return File(http, book, "follow-ups.xlsx");
    }

    private static FileContentHttpResult File(HttpContext http, MemoryStream book, string name)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.File(book.ToArray(), Workbook, name);
    }

    private static Guid Person(HttpContext http) => Guid.Parse(http.User.FindFirstValue(ClaimTypes.NameIdentifier)!);

    private static Guid? Id(string? text) => Guid.TryParse(text, out var id) ? id : null;
}
