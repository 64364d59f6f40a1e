using Imcc.Core.FollowUps;
using Imcc.Core.Surveys;
using Imcc.Infrastructure.FollowUps;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Tests.FollowUps;

/// <summary>From a low rating to a task that is done, and what the list of ratings says, on every provider that runs here.</summary>
public sealed class FollowUpStorageTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_low_rating_becomes_one_task_however_often_and_by_whom_it_is_found(DatabaseProvider provider)
    {
        await using var s = await FollowUpStores.StartAsync(provider, postgres);
        var (admin, lead, agent) = (await s.PersonAsync("admin"), await s.PersonAsync("lead1"), await s.PersonAsync("agent1"));
        var maker = s.Maker();
        var before = await s.ServedAsync(agent, s.Now.AddMinutes(-30), 1);
        // No rule, no task; a rule holds from when it is made.
        Assert.Equal(0, await maker.RunAsync(Cancel));
        Assert.True((await s.Rules.SaveAsync(admin, new() { Id = Guid.CreateVersion7(s.Now), OrgUnitId = OrgUnitRow.RootId, Limit = 2, DueHours = 24, Since = s.Now })).Made);
        Assert.Equal(0, await maker.RunAsync(Cancel));
        s.Directory.Pass(TimeSpan.FromMinutes(10));
        var low = await s.ServedAsync(agent, s.Now.AddMinutes(-2), 2, "没人回");
        await s.ServedAsync(agent, s.Now.AddMinutes(-2), 3);
        await s.ServedAsync(agent, s.Now.AddMinutes(-2), null);
        var step = await s.ServedAsync(agent, s.Now.AddMinutes(-2), 1, scale: SurveyScale.Steps);
        await s.ServedAsync(agent, s.Now.AddMinutes(-2), 2, scale: SurveyScale.Steps);

        // Two nodes at once, then one of them again, then one that has just started.
        var made = await Task.WhenAll(maker.RunAsync(Cancel), s.Maker().RunAsync(Cancel));
        Assert.Equal(2, made.Sum());
        Assert.Equal((0, 0), (await maker.RunAsync(Cancel), await s.Maker().RunAsync(Cancel)));
        var page = await s.Tasks.ListAsync(admin, new(), 0, 50);
        Assert.Equal((2, 2, 0), (page.Total, page.Open, page.Overdue));
        Assert.Equal(new[] { low, step }.Order(), page.Lines.Select(l => l.Task.ConversationId).Order());
        Assert.DoesNotContain(page.Lines, l => l.Task.ConversationId == before);
        Assert.Equal((lead, "周敏"), (page.Lines[0].Task.AssigneeId!.Value, page.Lines[0].Assignee));

        // Worked on: what is refused is said, what is done stands in the history and in the log.
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => s.Tasks.ListAsync(agent, new(), 0, 50));
        Assert.Equal(FollowUpOutcome.NotFound, await s.Tasks.BeginAsync(lead, before));
        Assert.Equal(FollowUpOutcome.NotTheirs, await s.Tasks.AssignAsync(lead, low, agent));
        Assert.Equal(FollowUpOutcome.Done, await s.Tasks.AssignAsync(lead, low, admin));
        Assert.Equal(FollowUpOutcome.Done, await s.Tasks.BeginAsync(lead, low));
        Assert.Equal(FollowUpOutcome.NotNow, await s.Tasks.BeginAsync(lead, low));
        Assert.Equal(FollowUpOutcome.WordsMissing, await s.Tasks.FinishAsync(lead, low, FollowUpResult.Resolved, " "));
        s.Directory.Pass(TimeSpan.FromHours(25));
        page = await s.Tasks.ListAsync(lead, new(OverdueOnly: true, MineOnly: true), 0, 50);
        Assert.Equal((2, 2), (page.Total, page.Overdue));
        Assert.Equal(FollowUpOutcome.Done, await s.Tasks.FinishAsync(lead, low, FollowUpResult.Explained, "已致电说明"));
        page = await s.Tasks.ListAsync(lead, new(FollowUpState.Done), 0, 50);
        Assert.Equal((low, FollowUpResult.Explained, 1, 1), (page.Lines[0].Task.ConversationId, page.Lines[0].Task.Result, page.Open, page.Overdue));
        Assert.Equal(("没人回", "等待时间太长"), (page.Lines[0].Comment, page.Lines[0].Tags.Single()));
        var sheet = (await s.Tasks.OpenAsync(lead, low))!;
        Assert.Equal([FollowUpDeed.Created, FollowUpDeed.Assigned, FollowUpDeed.Begun, FollowUpDeed.Finished], sheet.Line.Task.History.Select(h => h.Deed));
        Assert.All(sheet.Line.Task.History.Skip(1), h => Assert.NotEmpty(sheet.People[h.By!.Value]));
        Assert.Equal(FollowUpOutcome.Done, await s.Tasks.ReopenAsync(lead, low, "客户又来电"));
        await using var context = s.Directory.Context();
        Assert.Equal(
            ["followup.assigned", "followup.begun", "followup.finished", "followup.reopened", "followup.rule.changed"],
            await context.AuditLog.Where(a => a.Action.StartsWith("followup.")).OrderBy(a => a.Action).Select(a => a.Action).ToListAsync(Cancel));
        Assert.DoesNotContain(await context.AuditLog.Select(a => a.Detail).ToListAsync(Cancel), d => d.Contains("致电", StringComparison.Ordinal));
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task What_the_list_counts_is_what_reports_count(DatabaseProvider provider)
    {
        await using var s = await FollowUpStores.StartAsync(provider, postgres);
        var (lead, agent, other) = (await s.PersonAsync("lead1"), await s.PersonAsync("agent1"), await s.PersonAsync("agent4"));
        var noon = new DateTimeOffset(2026, 2, 27, 4, 0, 0, TimeSpan.Zero);
        foreach (var (minute, who, score, comment) in new (int, Guid, int?, string)[] { (0, agent, 5, "很好"), (1, agent, 5, ""), (2, agent, 1, "太慢"), (3, other, 3, ""), (4, other, null, "") })
            await s.ServedAsync(who, noon.AddMinutes(minute), score, comment);
        await s.ServedAsync(other, noon.AddMinutes(5), 1, scale: SurveyScale.Steps);
        await s.ServedAsync(other, noon.AddMinutes(6), null, isInvited: false);
        // The day after, by a minute; and the day before.
        await s.ServedAsync(agent, new(2026, 2, 27, 16, 0, 0, TimeSpan.Zero), 1);
        await s.ServedAsync(agent, new(2026, 2, 26, 15, 59, 0, TimeSpan.Zero), 1);
        await s.RollAsync();
        var day = new SatisfactionFilter(new(2026, 2, 26, 16, 0, 0, TimeSpan.Zero), new(2026, 2, 27, 16, 0, 0, TimeSpan.Zero));

        var page = await s.Said.ListAsync(lead, day, 0, 3);
        var figures = await s.Said.CountAsync(lead, day, "Asia/Shanghai");
        Assert.Equal((5, 3, 5), (page.Total, page.Lines.Count, page.Rated));
        Assert.Equal([2, 0, 1, 0, 2], page.Counts);
        Assert.Equal([("等待时间太长", 2)], page.Tags);
        Assert.Equal([7.0, 6, 6 / 7.0, 5, 5 / 6.0, 2 / 5.0, 1 / 5.0, 2 / 5.0, 3], figures.Total.Select(t => t!.Value));
        // By the reports' own names.
        Assert.Equal(page.Counts[3] + page.Counts[4], (int)Math.Round(figures.Total[Satisfactions.Kpis.IndexOf("csat")]!.Value * page.Rated));
        Assert.Equal([(new DateOnly(2026, 2, 27), 0.4, 5)], figures.Days.Select(d => (d.Day, d.Csat!.Value, d.Rated)));
        Assert.Equal(3, (await s.Said.ListAsync(lead, day with { AgentId = agent }, 0, 50)).Total);
        Assert.Equal([("太慢", true)], (await s.Said.ListAsync(lead, day with { Score = 1, CommentsOnly = true }, 0, 50)).Lines.Select(l => (l.Comment, l.IsLow)));
        Assert.Equal(2, (await s.Said.ListAsync(lead, day with { Tag = "等待时间太长" }, 0, 50)).Total);
        // A neutral one of somebody, and a contented one with words.
        Assert.Equal(1, (await s.Said.ListAsync(lead, day with { Score = 3, AgentId = other }, 0, 50)).Total);
        Assert.Equal(1, (await s.Said.ListAsync(lead, day with { Score = 5, CommentsOnly = true }, 0, 50)).Total);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => s.Said.ListAsync(agent, day, 0, 50));
    }

    [Fact]
    public void The_nearest_unit_says_and_the_lead_with_the_least_to_do_has_it()
    {
        var rule = new FollowUpRule { Id = Guid.CreateVersion7(DateTimeOffset.UnixEpoch), OrgUnitId = Unit(0), Since = DateTimeOffset.UnixEpoch };
        var units = new Core.Organisation.UnitTree(new Dictionary<Guid, Guid?> { [Unit(0)] = null, [Unit(1)] = Unit(0), [Unit(2)] = Unit(1), [Unit(3)] = Unit(0) });
        var off = rule with { OrgUnitId = Unit(1), Enabled = false };
        Dictionary<Guid, FollowUpRule> rules = new() { [Unit(0)] = rule, [Unit(1)] = off };
        Assert.Equal([rule, off, off, rule], Enumerable.Range(0, 4).Select(i => FollowUpRule.Of(rules, units, Unit(i))));
        Assert.Null(FollowUpRule.Of(new Dictionary<Guid, FollowUpRule>(), units, Unit(2)));

        Core.Organisation.Agent[] people = [Lead(10, 0), Lead(11, 1), Lead(12, 1), Lead(13, 3)];
        var known = new Core.Organisation.Directory(1, [], [], people) { Units = units };
        // Those of unit 1 are nearer than the head office; the one with less to do; nobody judges what was said of themselves.
        Assert.Equal(Unit(12), rule.AssigneeOf(known, Unit(2), Unit(99), new Dictionary<Guid, int> { [Unit(11)] = 2, [Unit(12)] = 1 }));
        Assert.Equal(Unit(11), rule.AssigneeOf(known, Unit(2), Unit(12), new Dictionary<Guid, int> { [Unit(11)] = 2 }));
        Assert.Equal(Unit(10), rule.AssigneeOf(known, Unit(0), Unit(99), new Dictionary<Guid, int>()));
        Assert.Equal(Unit(13), (rule with { AssigneeId = Unit(13) }).AssigneeOf(known, Unit(2), Unit(99), new Dictionary<Guid, int>()));
        Assert.Null((rule with { AssigneeId = Unit(13) }).AssigneeOf(known, Unit(2), Unit(13), new Dictionary<Guid, int>()));

        static Guid Unit(int number) => new(number, 0, 0, new byte[8]);
        static Core.Organisation.Agent Lead(int number, int unit) => new() { Id = Unit(number), UserName = "l" + number, DisplayName = "l" + number, OrgUnitId = Unit(unit), IsLead = true };
    }
}
