using Imcc.Bench.Reporting;
using Imcc.Core.Conversations;
using Imcc.Core.Reporting;
using Imcc.Infrastructure.Reporting;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.EntityFrameworkCore;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Tests.Reporting;

/// <summary>A made month whose figures are known is reported exactly, from its events by way of the store.</summary>
public sealed class ReportTruthTests(PostgresServer postgres)
{
    private static readonly ReportDimension[] Dimensions =
    [
        ReportDimension.None, ReportDimension.Time, ReportDimension.Group, ReportDimension.Agent, ReportDimension.Account, ReportDimension.Reason, ReportDimension.Tier, ReportDimension.Weekday, ReportDimension.Hour,
    ];

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Every_figure_of_every_row_is_what_the_month_was_made_to_be_and_recounting_changes_nothing(DatabaseProvider provider)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var month = new MadeMonth(1500, groups: 4, agents: 12);
        var (time, truth) = (new FakeTimeProvider(MadeMonth.From), await WriteAsync(database, month));
        var (facts, presence) = Rollers(database, time);
        // As a running host does it: a piece at a time, each piece looked at more than once.
        while (time.GetUtcNow() < MadeMonth.To)
        {
            time.Advance(TimeSpan.FromHours(37));
            await facts.RollAsync(cancel);
            await presence.RollAsync(cancel);
        }

        var reports = new Reports(database.Stores, null!, () => Directory.Empty, null!);
        var rules = new ReportRules { ServiceLevel = new() { Within = TimeSpan.FromMilliseconds(TruthCell.Within), ShortAbandon = TimeSpan.FromMilliseconds(TruthCell.TooSoon) } };
        foreach (var by in Dimensions)
        {
            var table = await reports.ReadAsync(ReportScope.Everything, Query(by), rules, cancel);
            var cells = truth.Cells(by);
            Assert.Equal(cells.Keys.OrderBy(k => k.Number).ThenBy(k => k.Id), table.Rows.Where(r => HasLines(r)).Select(r => r.First).OrderBy(k => k.Number).ThenBy(k => k.Id));
            foreach (var row in table.Rows.Where(HasLines))
                Compare($"{by} {row.First}", cells[row.First], row);
            Compare($"{by} in all", truth.Cells(ReportDimension.None).Values.Single(), table.Totals);
            Assert.All(table.Rows, r => Assert.True(r.IsFinal));
        }

        await OccupancyAsync(reports, rules, truth, month, cancel);
        for (var day = MadeMonth.From; day < MadeMonth.To; day += TimeSpan.FromDays(1))
            Assert.Equal((0, 0), (await facts.RecountAsync(day, day.AddDays(1), cancel), await presence.RecountAsync(day, day.AddDays(1), cancel)));
    }

    [Fact]
    public async Task A_sheet_that_was_lost_or_spoilt_is_made_anew_from_the_events()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var database = await ConversationDatabase.NewAsync(DatabaseProvider.Sqlite, postgres);
        var month = new MadeMonth(300, groups: 2, agents: 4);
        await WriteAsync(database, month);
        var (facts, _) = Rollers(database, new FakeTimeProvider(MadeMonth.To));
        await facts.RollAsync(cancel);
        await using var context = database.Store.Read();
        var before = await context.ReportSheets.OrderBy(s => s.Kind).ThenBy(s => s.Start).ToListAsync(cancel);
        await context.ReportSheets.Where(s => s.Kind == FactKind.Visit).ExecuteDeleteAsync(cancel);
        Assert.True(await facts.RecountAsync(MadeMonth.From, MadeMonth.To, cancel) > 0);
        await using var after = database.Store.Read();
        var now = await after.ReportSheets.OrderBy(s => s.Kind).ThenBy(s => s.Start).ToListAsync(cancel);
        Assert.Equal(before.Select(s => (s.Kind, s.Start, Convert.ToHexString(s.Facts), Convert.ToHexString(s.Conversations))), now.Select(s => (s.Kind, s.Start, Convert.ToHexString(s.Facts), Convert.ToHexString(s.Conversations))));
    }

    [Fact]
    public async Task Behind_a_cell_stand_its_conversations_page_by_page()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var database = await ConversationDatabase.NewAsync(DatabaseProvider.Sqlite, postgres);
        var month = new MadeMonth(600, groups: 3, agents: 6);
        var truth = await WriteAsync(database, month);
        var (facts, _) = Rollers(database, new FakeTimeProvider(MadeMonth.To));
        await facts.RollAsync(cancel);
        var behind = new BehindReading(database.Stores, Directory.Empty);
        var group = new ReportTerm(MadeMonth.GroupId(1), 0);
        var abandoned = truth.All.SelectMany(c => c.Visits.Where(v => v is { Group: 1, Outcome: VisitOutcome.Abandoned }).Select(v => (v.At, Id: MadeMonth.ConversationId(c.Number)))).OrderByDescending(v => v.At).Select(v => v.Id).ToList();
        var found = new List<Guid>();
        for (var skip = 0; skip < abandoned.Count; skip += 5)
        {
            var page = await behind.ReadAsync(ReportScope.Everything, Query(ReportDimension.Group), group, null, KpiCatalogue.Find("abandoned")!, skip, 5, cancel);
            Assert.Equal(abandoned.Count, page.Total);
            found.AddRange(page.Items.Select(i => i.ConversationId));
        }

        Assert.NotEmpty(abandoned);
        Assert.Equal(abandoned, found);
        // A viewer of another unit sees none of it.
        var stranger = new ReportScope(false, [MadeMonth.GroupId(0)], [], []);
        Assert.Equal(0, (await behind.ReadAsync(stranger, Query(ReportDimension.Group), group, null, KpiCatalogue.Find("abandoned")!, 0, 5, cancel)).Total);
        var reports = new Reports(database.Stores, null!, () => Directory.Empty, null!);
        var table = await reports.ReadAsync(stranger, Query(ReportDimension.Group), new(), cancel);
        Assert.Equal([MadeMonth.GroupId(0)], table.Rows.Select(r => r.First.Id));
        // What is counted by a threshold stands behind its figure by the same one, and all of it is found page by page as well.
        var rules = new ReportRules { ServiceLevel = new() { Within = TimeSpan.FromSeconds(5), ShortAbandon = TimeSpan.FromSeconds(15) } };
        foreach (var key in (string[])["answeredInTime", "shortAbandoned", "handled"])
        {
            var figure = (await reports.ReadAsync(ReportScope.Everything, Query(ReportDimension.Group) with { Kpis = [key] }, rules, cancel)).Totals.Values[0]!.Value;
            var ruled = new BehindReading(database.Stores, Directory.Empty) { Rules = rules };
            Assert.Equal(figure, (await ruled.ReadAsync(ReportScope.Everything, Query(ReportDimension.Group), null, null, KpiCatalogue.Find(key)!, 0, 5, cancel)).Total);
            var all = new List<FactItem>();
            await foreach (var page in ruled.ReadAllAsync(ReportScope.Everything, Query(ReportDimension.Group), null, null, KpiCatalogue.Find(key)!, 450, cancel))
                all.AddRange(page.Items);
            Assert.Equal((Math.Min(figure, 450), true), (all.Count, all.Select(i => i.At).SequenceEqual(all.Select(i => i.At).OrderDescending())));
        }
    }

    private static async Task OccupancyAsync(Reports reports, ReportRules rules, MadeTruth truth, MadeMonth month, CancellationToken cancel)
    {
        var query = Query(ReportDimension.Agent) with { Kpis = ["staffedTime", "availableTime", "breakTime", "occupancy", "slotUtilisation"] };
        var table = await reports.ReadAsync(ReportScope.Everything, query, rules, cancel);
        Assert.Equal(month.Agents, table.Rows.Count);
        foreach (var agent in Enumerable.Range(0, month.Agents))
        {
            const long Minute = 60_000, Hour = 60 * Minute;
            var row = table.Rows.Single(r => r.First.Id == MadeMonth.AgentId(agent));
            var work = truth.All.SelectMany(c => c.Segments).Where(s => s.Agent == agent).Select(s => (From: s.At, To: s.At + s.Served + s.WrapUp)).OrderBy(w => w.From).ToList();
            var shifts = Enumerable.Range(0, MadeMonth.Days).SelectMany(d => new[] { ((d * 24L) + 9, (d * 24L) + 12), ((d * 24L) + 13, (d * 24L) + 18) }).Select(s => (From: s.Item1 * Hour, To: s.Item2 * Hour)).ToList();
            // Second by second would be the same, only longer: what of the month the agent was on contact, and what of that lay in a shift.
            long busy = 0, busyInShift = 0, used = 0, until = long.MinValue;
            foreach (var (from, to) in work)
            {
                var (begin, end) = (Math.Max(from, until), to);
                if (begin < end)
                {
                    busy += end - begin;
                    busyInShift += shifts.Sum(s => Math.Max(0, Math.Min(s.To, end) - Math.Max(s.From, begin)));
                }

                until = Math.Max(until, to);
                used += shifts.Sum(s => Math.Max(0, Math.Min(s.To, to) - Math.Max(s.From, from)));
            }

            var available = MadeMonth.Days * 8 * Hour;
            Assert.Equal([MadeMonth.Days * 9.0 * Hour, available, MadeMonth.Days * Hour], row.Values.Take(3).Select(v => v!.Value));
            Assert.Equal((double)busy / (busy + available - busyInShift), row.Values[3]!.Value, 12);
            Assert.Equal((double)used / (available * MadeMonth.Capacity), row.Values[4]!.Value, 12);
        }
    }

    // Agents who were there and had nothing to do have a row as well.
    private static bool HasLines(ReportRow row) => row.Values.Any(v => v is not (null or 0));

    private static void Compare(string where, TruthCell cell, ReportRow row)
    {
        foreach (var (key, i) in TruthCell.Keys.Select((k, i) => (k, i)))
        {
            var (expected, actual) = (cell.Of(key), row.Values[i]);
            Assert.True(expected is null == actual is null && Math.Abs((expected ?? 0) - (actual ?? 0)) <= 1e-9 * Math.Max(1, Math.Abs(expected ?? 0)), $"{key} of {where}: {actual}, and not {expected}");
        }
    }

    private static ReportQuery Query(ReportDimension by) => new() { From = MadeMonth.From, To = MadeMonth.To, TimeZone = MadeMonth.TimeZone, Interval = ReportInterval.Day, Rows = by, Kpis = [.. TruthCell.Keys] };

    private static (FactRoller Facts, PresenceRoller Presence) Rollers(ConversationDatabase database, FakeTimeProvider time)
    {
        var options = Options.Create(new ReportOptions { LookBack = TimeSpan.FromDays(60) });
        return (new(database.Stores, new FactReading(() => []), options, time, NullLogger<FactRoller>.Instance), new(database.Stores, _ => null, options, time));
    }

    private static async Task<MadeTruth> WriteAsync(ConversationDatabase database, MadeMonth month)
    {
        var made = new List<MadeConversation>();
        var writing = new List<Task<WriteOutcome>>();
        for (var i = 0; i < month.Conversations; i++)
        {
            var events = new List<ConversationEvent>();
            made.Add(month.Make(i, events));
            writing.Add(database.Store.Writer.CommitAsync(Unit(MadeRows.Of(made[^1], events))));
        }

        writing.AddRange(Enumerable.Range(0, month.Agents).Select(a => database.Store.Writer.CommitAsync(Unit(MadeRows.PresenceOf(a)))));
        Assert.All(await Task.WhenAll(writing), o => Assert.Equal(WriteOutcome.Committed, o));
        return new(made);
    }

    private static WriteUnit Unit(IEnumerable<object> rows) => rows.Aggregate(new WriteUnit(), (unit, row) => unit.Insert(row));
}
