using System.Collections.Concurrent;
using Imcc.Core.Delivery;
using Imcc.Core.Notices;
using Imcc.Infrastructure.Notices;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Journeys;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Imcc.Tests.Notices;

/// <summary>The rows of notices: taken by one of several nodes, known after a crash, settled once.</summary>
public sealed class NoticeQueueTests(PostgresServer postgres)
{
    private static readonly Guid Account = new("01a20000-0000-7000-8000-00000000000a");

    private readonly ShiftableTime _time = new();
    private readonly IOptions<NoticeOptions> _options = Options.Create(new NoticeOptions { Together = 40 });

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Two_nodes_that_race_for_the_same_notices_send_each_once(DatabaseProvider provider)
    {
        const int count = 600;
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        await using var other = Again(database, provider);
        await StoreAsync(database, Enumerable.Range(0, count).Select(i => Notice("o" + i, i % 3 == 0 ? SendPriority.Bulk : SendPriority.Notice)));
        var sent = new ConcurrentDictionary<Guid, int>();

        await Task.WhenAll(Node(database.Stores), Node(other));

        Assert.Equal(count, sent.Count);
        Assert.All(sent.Values, times => Assert.Equal(1, times));
        await using var context = database.Store.Read();
        Assert.False(await context.NoticeQueue.AnyAsync());
        Assert.Equal(count, await context.Notices.CountAsync(n => n.State == NoticeState.Sent && n.Attempts == 1 && !n.MaybeTwice));

        Task Node(ConversationStores stores) => Task.Run(async () =>
        {
            var (queue, settlement) = Over(stores);
            while (sent.Count < count)
            {
                foreach (var taken in await queue.TakeAsync(Account, NoticeKind.Template, CancellationToken.None))
                {
                    sent.AddOrUpdate(taken.Notice.Id, 1, (_, n) => n + 1);
                    await settlement.SentAsync(taken, "m" + taken.Notice.ExternalId, isReportedLater: true);
                }
            }
        });
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task What_a_dead_process_had_in_its_hands_comes_due_and_is_marked(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        await StoreAsync(database, [Notice("o1"), Notice("o2", SendPriority.Bulk)]);
        var (dead, _) = Over(database.Stores);
        var (queue, settlement) = Over(database.Stores);

        // Customers' notices before mass ones.
        Assert.Equal(["o1", "o2"], (await dead.TakeAsync(Account, NoticeKind.Template, CancellationToken.None)).Select(t => t.Notice.ExternalId));
        Assert.Empty(await queue.TakeAsync(Account, NoticeKind.Template, CancellationToken.None));
        _time.Pass(queue.Lease);

        var again = await queue.TakeAsync(Account, NoticeKind.Template, CancellationToken.None);
        Assert.All(again, t => Assert.Equal((2, true), (t.Queued.Attempts, t.Queued.MaybeTwice)));
        await settlement.SentAsync(again[0], "m", isReportedLater: true);
        await queue.ReleaseAsync([again[1]], _time.GetUtcNow());
        var released = Assert.Single(await queue.TakeAsync(Account, NoticeKind.Template, CancellationToken.None));
        Assert.Equal(("o2", 2), (released.Notice.ExternalId, released.Queued.Attempts));
        await using var context = database.Store.Read();
        Assert.True((await context.Notices.SingleAsync(n => n.ExternalId == "o1")).MaybeTwice);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_notice_ends_in_one_state_whatever_comes_at_the_same_time(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var (queue, settlement) = Over(database.Stores);
        var notices = new[] { Notice("late"), Notice("back"), Notice("fails"), Notice("done") };
        await StoreAsync(database, notices[..1]);
        _time.Pass(NoticeRules.Lifetime);

        // Its time is over: settled on the way, never handed out.
        Assert.Empty(await queue.TakeAsync(Account, NoticeKind.Template, CancellationToken.None));
        notices = [notices[0], .. new[] { "back", "fails", "done" }.Select(n => Notice(n))];
        await StoreAsync(database, notices[1..]);
        var taken = await queue.TakeAsync(Account, NoticeKind.Template, CancellationToken.None);
        // On its way: it cannot be taken back.
        Assert.False(await settlement.CancelledAsync(database.Store, taken.Single(t => t.Notice.ExternalId == "back").Queued, notices[1]));
        await queue.ReleaseAsync([taken.Single(t => t.Notice.ExternalId == "back")], _time.GetUtcNow());
        await using (var context = database.Store.Read())
            Assert.True(await settlement.CancelledAsync(database.Store, await context.NoticeQueue.SingleAsync(q => q.NoticeId == notices[1].Id), notices[1]));
        await settlement.FailedAsync(taken.Single(t => t.Notice.ExternalId == "fails"), "43004", RefusalKind.Unreachable);
        await settlement.SentAsync(taken.Single(t => t.Notice.ExternalId == "done"), "m", isReportedLater: true);

        // A process that had it before, and slept over its lease, writes nothing over what came of it.
        var zombie = taken.Single(t => t.Notice.ExternalId == "fails");
        await settlement.FailedAsync(zombie, "later", RefusalKind.Other);
        var reports = new NoticeReports(database.Stores, settlement, _time);
        await using var after = database.Store.Read();
        var done = await after.Notices.SingleAsync(n => n.ExternalId == "done");
        await settlement.ReportedAsync(database.Store, done, new("m", null, false));
        await reports.RunAsync(CancellationToken.None);

        Assert.Equal(["back Cancelled 0", "done Delivered 1", "fails Failed 1", "late Expired 0"],
            (await after.Notices.ToListAsync()).Select(n => $"{n.ExternalId} {n.State} {n.Attempts}").Order(StringComparer.Ordinal));
        var letter = Assert.Single(await after.NoticeQueue.ToListAsync());
        Assert.Equal((notices[2].Id, RefusalKind.Unreachable), (letter.NoticeId, letter.Refusal));
        Assert.Equal("43004", (await after.Notices.SingleAsync(n => n.ExternalId == "fails")).LastError);
    }

    [Fact]
    public async Task Settled_notices_are_forgotten_with_their_dead_letters_and_what_waits_is_not()
    {
        await using var database = await ConversationDatabase.NewAsync(DatabaseProvider.Sqlite, postgres);
        var (queue, settlement) = Over(database.Stores);
        await StoreAsync(database, Enumerable.Range(0, 1_200).Select(i => Notice("o" + i)));
        var failed = await queue.TakeAsync(Account, NoticeKind.Template, CancellationToken.None);
        foreach (var taken in failed)
            await settlement.FailedAsync(taken, "43004", RefusalKind.Unreachable);
        var retention = new NoticeRetention(database.Stores, _options, _time, NullLogger<NoticeRetention>.Instance);

        Assert.Equal(0, await retention.RunAsync(CancellationToken.None));
        _time.Pass(TimeSpan.FromDays(_options.Value.KeptDays) + TimeSpan.FromMinutes(1));
        Assert.Equal(failed.Count, await retention.RunAsync(CancellationToken.None));

        await using var context = database.Store.Read();
        Assert.Equal(1_200 - failed.Count, await context.Notices.CountAsync(n => n.State == NoticeState.Waiting));
        Assert.Equal(1_200 - failed.Count, await context.NoticeQueue.CountAsync());
    }

    private (NoticeQueue Queue, NoticeSettlement Settlement) Over(ConversationStores stores)
    {
        var settlement = new NoticeSettlement(_options, _time);
        return (new(stores, settlement, _options, _time), settlement);
    }

    private static ConversationStores Again(ConversationDatabase database, DatabaseProvider provider)
    {
        var options = new DatabaseOptions { Provider = provider };
        options.Conversations.Add(database.Store.ConnectionString);
        return new(Options.Create(options), NullLogger<StoreWriter>.Instance);
    }

    private static async Task StoreAsync(ConversationDatabase database, IEnumerable<NoticeRow> notices)
    {
        var unit = new WriteUnit();
        foreach (var notice in notices)
            unit.Insert(notice).Insert(StoredNotice.Queued(notice));
        Assert.Equal(WriteOutcome.Committed, await database.Store.Writer.CommitAsync(unit));
    }

    private NoticeRow Notice(string customer, SendPriority priority = SendPriority.Notice) => StoredNotice.Row(
        new() { Account = "a", Recipient = customer, Priority = priority, Content = new() { Kind = NoticeKind.Template, TemplateId = "T", Data = [new("thing1", "值")] } }, Account, Guid.Empty, null, _time.GetUtcNow());
}
