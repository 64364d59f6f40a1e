using Imcc.Bench.Reporting;
using Imcc.Core.Board;
using Imcc.Core.Conversations;
using Imcc.Core.Reporting;
using Imcc.Infrastructure.Board;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Reporting;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Tests.Board;

/// <summary>The board's day, read from the rows, beside what reports make of the same rows.</summary>
public sealed class TodayTests(PostgresServer postgres)
{
    private static readonly DateTimeOffset Day = MadeMonth.From.AddDays(10);
    private static readonly ReportRules Rules = new() { ServiceLevel = new() { Variant = ServiceLevelVariant.D, Within = TimeSpan.FromSeconds(15), ShortAbandon = TimeSpan.FromSeconds(10) } };

    // Whatever is counted of lines, offers and stretches of service; medians and turns the board does not show.
    private static readonly Kpi[] Kpis =
        [.. KpiCatalogue.All.Where(k => k.Kind is FactKind.Visit or FactKind.Attempt or FactKind.Segment && !k.NeedsValues && k.Measured != Measure.Reply)];

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Today_on_the_board_is_what_reports_say_of_today_in_the_middle_of_the_day_and_at_its_end(DatabaseProvider provider)
    {
        var cancel = TestContext.Current.CancellationToken;
        var month = new MadeMonth(31 * 150, groups: 4, agents: 12);
        foreach (var now in new[] { Day.AddHours(14.3), Day.AddDays(1) })
        {
            await using var database = await ConversationDatabase.NewAsync(provider, postgres);
            await WriteAsync(database, month, now);
            var time = new FakeTimeProvider(now.AddMinutes(5));
            await new FactRoller(database.Stores, new FactReading(() => []), Options.Create(new ReportOptions { LookBack = TimeSpan.FromDays(60) }), time, NullLogger<FactRoller>.Instance).RollAsync(cancel);
            var reports = new Reports(database.Stores, null!, () => Directory.Empty, null!);

            var rows = new BoardRows(database.Stores);
            var book = new BoardBook(Day, Rules);
            var ids = await rows.ChangedAsync(Day, cancel);
            ids.UnionWith((await rows.OpenAsync(cancel)).Select(c => c.Id));
            await foreach (var (conversation, events) in rows.ReadAsync(ids, cancel))
                book.Read(conversation, events);

            var groups = await reports.ReadAsync(ReportScope.Everything, Query(ReportDimension.Group), Rules, cancel);
            Assert.Equal(month.Groups, groups.Rows.Count);
            foreach (var row in groups.Rows)
            {
                Compare(row, book.Day.Of(row.First.Id));
                // In reports what is in hand is work already; the board's forecast takes what is over.
                if (!book.Open.Any())
                    Assert.Equal(row.Values[^1]!.Value, book.Day.Spans().Concurrency(_ => true)[row.First.Id], 12);
            }

            var agents = (await reports.ReadAsync(ReportScope.Everything, Query(ReportDimension.Agent), Rules, cancel)).Rows.Where(r => r.First.Id != Guid.Empty).ToList();
            Assert.Equal(month.Agents, agents.Count);
            Assert.All(agents, row => Compare(row, book.Day.Of(row.First.Id)));
            Assert.True(groups.Rows.Sum(r => r.Values[0]) > 50);
            Assert.Equal(now < Day.AddDays(1), book.Open.Any());
        }
    }

    private static ReportQuery Query(ReportDimension by) =>
        new() { From = Day, To = Day.AddDays(1), TimeZone = MadeMonth.TimeZone, Rows = by, Kpis = [.. Kpis.Select(k => k.Key), "concurrency"] };

    private static void Compare(ReportRow row, Tally sums)
    {
        foreach (var (kpi, i) in Kpis.Select((k, i) => (k, i)))
        {
            var (expected, actual) = (row.Values[i], kpi.Of(sums, Rules));
            Assert.True(expected is null == actual is null && Math.Abs((expected ?? 0) - (actual ?? 0)) < 1e-9, $"{kpi.Key} of {row.First}: {actual} on the board, {expected} in the report");
        }
    }

    /// <summary>As the rows would be at a moment.</summary>
    private static async Task WriteAsync(ConversationDatabase database, MadeMonth month, DateTimeOffset now)
    {
        var writing = new List<Task<WriteOutcome>>();
        foreach (var number in Enumerable.Range(0, month.Conversations).Where(n => month.DayOf(n) is 9 or 10))
        {
            var events = new List<ConversationEvent>();
            var made = month.Make(number, events);
            if (events[0].At > now)
                continue;
            var isOver = events[^1].At <= now;
            events.RemoveAll(e => e.At > now);
            var unit = new WriteUnit();
            foreach (var row in MadeRows.Of(made, events))
            {
                if (row is ConversationRow { } c && !isOver)
                    unit.Insert(ConversationRow.From(c.ToConversation() with { State = events[^1].Kind == ConversationEventKind.Enqueued ? ConversationState.Queued : ConversationState.Active, EndedAt = null }));
                else
                    unit.Insert(row);
            }

            writing.Add(database.Store.Writer.CommitAsync(unit));
        }

        Assert.All(await Task.WhenAll(writing), o => Assert.Equal(WriteOutcome.Committed, o));
    }
}
