using System.Text;
using Imcc.Core.Agents;
using Imcc.Core.Reporting;
using Imcc.Core.Schedule;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Reporting;
using Imcc.Infrastructure.Schedule;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Tests.Schedule;

/// <summary>Shifts from planning to how they were kept, on every provider that runs here.</summary>
public sealed class ScheduleStorageTests(PostgresServer postgres)
{
    // The demo's clock stands at Sunday, March 1st 2026, 16:00 in Shanghai.
    private static readonly DateOnly Monday = new(2026, 3, 2);

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_week_is_planned_published_kept_and_counted(DatabaseProvider provider)
    {
        await using var s = await ScheduleStores.StartAsync(provider, postgres);
        var (admin, lead, agent, other) = (await s.PersonAsync("admin"), await s.PersonAsync("lead1"), await s.PersonAsync("agent1"), await s.PersonAsync("agent2"));
        var meal = s.Directory.Cache.Current.PresenceReasons.First(r => r.Presence == Presence.Break).Id;
        var early = await s.KindAsync(admin, ShiftHoursTests.Early with { Breaks = [new(180, 60, meal)] });
        var night = await s.KindAsync(admin, ShiftHoursTests.Night("Asia/Shanghai"));
        Assert.Equal("NameTaken", Assert.Single((await s.Kinds.SaveAsync(admin, new() { Id = Guid.CreateVersion7(DateTimeOffset.UnixEpoch), OrgUnitId = OrgUnitRow.RootId, Hours = ShiftHoursTests.Early with { Breaks = [] } })).Problems).Code);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => s.Plans.ReadAsync(agent, Monday));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => s.Plans.PaintAsync(agent, [new(agent, Monday)], early));

        // Painted: leads see it, agents do not.
        Assert.True((await s.Plans.PaintAsync(lead, [new(agent, Monday), new(agent, Monday.AddDays(1)), new(other, Monday)], early)).Made);
        Assert.True((await s.Plans.PaintAsync(lead, [new(other, Monday)], night)).Made);
        Assert.Equal(3, (await s.Plans.ReadAsync(lead, Monday)).Drafts);
        Assert.Empty((await s.Kept.OwnAsync(agent, Monday, Monday.AddDays(6))).Days);

        // Published: they do; the same once more is nothing new.
        Assert.True((await s.Plans.PublishAsync(lead, Monday, null)).Made);
        Assert.Equal([(Monday, "早班"), (Monday.AddDays(1), "早班")], (await s.Kept.OwnAsync(agent, Monday, Monday.AddDays(6))).Days.Select(d => (d.Day, d.Hours.Name)));
        Assert.Equal(0, (await s.Plans.ReadAsync(lead, Monday)).Drafts);
        Assert.Equal("KindInUse", Assert.Single((await s.Kinds.DeleteAsync(admin, early)).Problems).Code);

        // A cell taken away is a draft until it is published, and then no row is left.
        Assert.True((await s.Plans.PaintAsync(lead, [new(agent, Monday.AddDays(1))], null)).Made);
        Assert.Equal(1, (await s.Plans.ReadAsync(lead, Monday)).Drafts);
        Assert.Equal(2, (await s.Kept.OwnAsync(agent, Monday, Monday.AddDays(6))).Days.Count);
        Assert.True((await s.Plans.PublishAsync(lead, Monday, null)).Made);
        Assert.Single((await s.Kept.OwnAsync(agent, Monday, Monday.AddDays(6))).Days);

        // Monday as it was: 5:30 late, 10:00 over the meal; the night on the other side of midnight 20:00 early.
        await WasAsync(agent, "01:05:30", Presence.Available);
        await WasAsync(agent, "04:00:00", Presence.Break, meal);
        await WasAsync(agent, "05:10:00", Presence.Available);
        await WasAsync(agent, "10:00:00", Presence.Offline);
        await WasAsync(other, "13:50:00", Presence.Available);
        await WasAsync(other, "18:00:00", Presence.Break);
        await WasAsync(other, "19:00:00", Presence.Available);
        await WasAsync(other, "21:40:00", Presence.Offline);
        s.Directory.Time.AdjustTime(new(2026, 3, 3, 1, 0, 0, TimeSpan.Zero));
        var report = await s.Kept.CountAsync(lead, Monday, Monday.AddDays(1));
        Assert.Equal((17 * 3600.0, (17 * 3600.0) - 330 - 600 - 1200), (report.Total.Scheduled.TotalSeconds, report.Total.Adherent.TotalSeconds));
        Assert.Equal([(Deviation.LeftEarly, 1200.0), (Deviation.BreakOverrun, 600.0), (Deviation.Late, 330.0)], report.Incidents.Select(i => (i.Exception.Kind, i.Exception.Length.TotalSeconds)));
        // Of the night's shift all is the Monday's.
        Assert.Equal(["2026-03-02"], report.Days.Select(d => d.Key));
        Assert.Equal(2, Assert.Single(report.Days).Shifts);
        Assert.Equal(report.Total, report.Agents.Aggregate(default(AdherenceFigures), (sum, a) => sum + a.Figures));
        var strip = (await s.Kept.StripAsync(lead, other, Monday))!;
        Assert.Equal((3, strip.Planned[0].From.AddHours(-1)), (strip.Planned.Count, strip.From));

        // A kind that is changed afterwards changes no day that was; asked again, the answer is the same.
        var kind = (await s.Kinds.ListAsync(admin)).Single(k => k.Kind.Id == early).Kind;
        Assert.True((await s.Kinds.SaveAsync(admin, kind with { Hours = kind.Hours with { From = 8 * 60 } })).Made);
        Assert.Equal(report.Total, (await s.Kept.CountAsync(lead, Monday, Monday.AddDays(1))).Total);
        // Whoever has left since was there then.
        await using (var gone = s.Directory.Context())
            await gone.Users.Where(u => u.Id == other).ExecuteUpdateAsync(set => set.SetProperty(u => u.Enabled, false));
        await s.Directory.Cache.LoadAsync(CancellationToken.None);
        Assert.Equal(report.Total, (await s.Kept.CountAsync(lead, Monday, Monday.AddDays(1))).Total);
        Assert.DoesNotContain((await s.Plans.ReadAsync(lead, Monday)).Rows, r => r.AgentId == other);
        var (rules, rev) = await s.Kinds.RulesAsync();
        Assert.True((await s.Kinds.SaveRulesAsync(admin, rules with { Grace = TimeSpan.FromMinutes(6) }, rev)).Made);
        Assert.Equal(report.Total.Adherent + TimeSpan.FromSeconds(330), (await s.Kept.CountAsync(lead, Monday, Monday.AddDays(1))).Total.Adherent);

        await using var context = s.Directory.Context();
        Assert.Equal(
            ["schedule.planned", "schedule.planned", "schedule.planned", "schedule.published", "schedule.published"],
            await context.AuditLog.Where(a => a.Action.StartsWith("schedule.p")).OrderBy(a => a.Action).Select(a => a.Action).ToListAsync(TestContext.Current.CancellationToken));

        Task WasAsync(Guid who, string time, Presence presence, Guid? reason = null) => s.WasAsync(who, new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero) + TimeSpan.Parse(time, null), presence, reason);
    }

    [Fact]
    public async Task A_week_is_copied_and_a_sheet_taken_whole_or_not_at_all()
    {
        await using var s = await ScheduleStores.StartAsync(DatabaseProvider.Sqlite, postgres);
        var (admin, agent, other) = (await s.PersonAsync("admin"), await s.PersonAsync("agent1"), await s.PersonAsync("agent2"));
        var early = await s.KindAsync(admin, ShiftHoursTests.Early);
        var night = await s.KindAsync(admin, ShiftHoursTests.Night("Asia/Shanghai"));

        const string Bad = "账号,姓名,2026-03-02,下周二,2026-03-02\r\nagent1,李,早,夜班,\r\nnobody,,早,,\r\nagent2,王,中,,\r\nagent1,,夜,,\r\n";
        Assert.Equal(
            [(1, "D", "DayBad", "下周二"), (1, "E", "DayTwice", "2026-03-02"), (3, "A", "AgentUnknown", "nobody"), (4, "C", "KindUnknown", "中"), (5, "A", "AgentTwice", "2")],
            (await s.Plans.ImportAsync(admin, Csv(Bad))).Select(f => (f.Line, f.Column, f.Code, f.Argument)));
        Assert.DoesNotContain((await s.Plans.ReadAsync(admin, Monday)).Rows.SelectMany(r => r.Cells), c => c.KindId is not null);

        // As Excel writes it in China.
        Assert.Empty(await s.Plans.ImportAsync(admin, Csv("账号,姓名,2026-03-02,2026/3/3\r\nagent1,李,早,夜班\r\nagent2,王,,早\r\n", CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!)));
        var plan = await s.Plans.ReadAsync(admin, Monday);
        Assert.Equal([early, night], plan.Rows.Single(r => r.AgentId == agent).Cells.Take(2).Select(c => c.KindId!.Value));

        // What was written is read again, and says the same.
        using var book = new MemoryStream();
        ShiftSheet.Write(book, plan, "排班");
        book.Position = 0;
        Assert.True((await s.Plans.PaintAsync(admin, [new(agent, Monday), new(other, Monday.AddDays(5))], night)).Made);
        Assert.Empty(await s.Plans.ImportAsync(admin, SheetLines.Open(book, isCsv: false)));
        Assert.Equal(Of(plan), Of(await s.Plans.ReadAsync(admin, Monday)));

        Assert.True((await s.Plans.PaintAsync(admin, [new(other, Monday.AddDays(13))], night)).Made);
        Assert.True((await s.Plans.CopyAsync(admin, Monday.AddDays(7), null)).Made);
        Assert.Equal(Of(plan), Of(await s.Plans.ReadAsync(admin, Monday.AddDays(7))));
        Assert.Throws<InvalidDataException>(() => SheetLines.Open(new MemoryStream([1, 2, 3]), isCsv: false));

        static IEnumerable<(Guid, int, Guid?)> Of(WeekPlan plan) => plan.Rows.SelectMany(r => r.Cells.Select((c, i) => (r.AgentId, i, c.KindId)));
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Staff_is_planned_against_what_the_last_weeks_brought_and_against_who_was_there(DatabaseProvider provider)
    {
        await using var s = await ScheduleStores.StartAsync(provider, postgres);
        var (admin, agent) = (await s.PersonAsync("admin"), await s.PersonAsync("agent1"));
        var group = s.Directory.Cache.Current.Groups[s.Directory.Cache.Current.Agents[agent].Skills[0].GroupId];
        var early = await s.KindAsync(admin, ShiftHoursTests.Early);
        await s.Plans.PaintAsync(admin, [new(agent, Monday)], early);
        await s.Plans.PublishAsync(admin, Monday, null);
        await s.WasAsync(agent, new(2026, 3, 2, 1, 15, 0, TimeSpan.Zero), Presence.Available);
        // Two Mondays with 40 and 20 at 9:00, each of which took 6 min, two at once: as reports count them.
        await CameAsync(new(2026, 2, 23, 1, 0, 0, TimeSpan.Zero), 40);
        await CameAsync(new(2026, 2, 16, 1, 0, 0, TimeSpan.Zero), 20);
        s.Directory.Time.AdjustTime(new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero));

        var day = Assert.Single((await s.Staffing.ReadAsync(admin, group.Id, Monday, 1))!);
        Assert.Equal((2, TimeSpan.FromMinutes(3)), (day.LearntFrom, day.Handle));
        var (nine, noon, ten) = (day.HalfHours[18], day.HalfHours[24], day.HalfHours[20]);
        var target = new ScheduleRules().Target;
        Assert.Equal((30.0, (int?)target.AgentsFor(30, TimeSpan.FromMinutes(3)), 1.0, 0.5), (nine.Expected!.Value, nine.Computed, nine.Planned, nine.There!.Value));
        // In the meal nobody is planned; what is not over is not said.
        Assert.Equal((0.0, 0, (double?)null), (noon.Planned, noon.Needed!.Value, ten.There));

        var needs = new int?[48];
        needs[18] = 9;
        Assert.True((await s.Staffing.EnterAsync(admin, group.Id, Monday, needs, day.Rev)).Made);
        Assert.Equal("ChangedMeanwhile", Assert.Single((await s.Staffing.EnterAsync(admin, group.Id, Monday, needs, day.Rev)).Problems).Code);
        nine = (await s.Staffing.ReadAsync(admin, group.Id, Monday, 1))![0].HalfHours[18];
        Assert.Equal((9, -8.0), (nine.Needed!.Value, nine.Gap!.Value));
        Assert.Equal(["HalfHourBad", "NumberBad"], (await s.Staffing.ImportAsync(admin, group.Id, Csv("时段,2026-03-02\r\n9:10,3\r\n9:30,许多\r\n"))).Select(f => f.Code));
        Assert.Empty(await s.Staffing.ImportAsync(admin, group.Id, Csv("时段,2026-03-02,2026-03-03\r\n09:30,3,\r\n10:00,,4\r\n")));
        var week = (await s.Staffing.ReadAsync(admin, group.Id, Monday, 2))!;
        Assert.Equal((null, 3, 4), (week[0].HalfHours[18].Entered, week[0].HalfHours[19].Entered, week[1].HalfHours[20].Entered));
        Assert.Null(await s.Staffing.ReadAsync(admin, Guid.Empty, Monday, 1));

        async Task CameAsync(DateTimeOffset at, int count)
        {
            var by = new FactDimensions(group.Id, agent, null, null, null, 0);
            var unit = new WriteUnit();
            unit.Insert(FactSheet.Write(FactKind.Visit, at, Enumerable.Range(0, count).Select(i => new FactLine(FactKind.Visit, at, Guid.CreateVersion7(at.AddSeconds(i)), by, [i, 5_000, (long)VisitOutcome.Answered, 0], [])), 1));
            unit.Insert(FactSheet.Write(FactKind.Segment, at, Enumerable.Range(0, count).Select(i => new FactLine(FactKind.Segment, at, Guid.CreateVersion7(at.AddSeconds(i)), by, [i, 360_000, 0, -1, -1, (long)SegmentExit.Ended], [])), 1));
            // Side by side, two at a time.
            unit.Insert(FactSheet.Write(FactKind.Work, at, Enumerable.Range(0, 2).Select(i => new FactLine(FactKind.Work, at, Guid.CreateVersion7(at.AddSeconds(i)), by, [0, 360_000, 1, 0], [])), 1));
            Assert.Equal(WriteOutcome.Committed, await s.Conversations.Store.Writer.CommitAsync(unit));
        }
    }

    private static SheetLines Csv(string text, Encoding? encoding = null) => SheetLines.Open(new MemoryStream((encoding ?? new UTF8Encoding(true)).GetBytes(text)), isCsv: true);
}
