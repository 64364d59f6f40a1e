using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Infrastructure.Channels;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Delivery;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Tests.Storage;

/// <summary>What the group-committing writer promises, on every provider that runs here.</summary>
public sealed class StoreWriterTests(PostgresServer postgres)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 30, 15, 123, TimeSpan.Zero);

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Every_column_of_a_conversation_comes_back_as_it_was(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var full = Conversation() with
        {
            State = ConversationState.WrapUp,
            PreviousId = NewId(),
            GroupId = NewId(),
            EnqueuedAt = Now.AddSeconds(1),
            VipTier = 3,
            AgentId = NewId(),
            OfferId = NewId(),
            Attempts = 2,
            DeclinedBy = [NewId(), NewId()],
            SegmentId = NewId(),
            AcceptedAt = Now.AddSeconds(2),
            FirstReplyAt = Now.AddSeconds(3),
            LastCustomerMessageAt = Now.AddSeconds(4),
            LastAgentMessageAt = Now.AddSeconds(5),
            WaitingSince = Now.AddSeconds(6),
            AwaySince = Now.AddSeconds(7),
            Unread = 7,
            Preview = "境外消费的手续费怎么算？😀 it's \"quoted\"",
            DueAt = Now.AddMinutes(1),
            EndedAt = Now.AddSeconds(8),
            EndReason = EndReason.Customer,
            Note = "客户咨询手续费\n已解答",
            Units = 3,
            IsForced = true,
            JoinedLineAt = Now.AddSeconds(9),
            PreferredAgentId = NewId(),
            PreferredUntil = Now.AddSeconds(10),
            Invitation = new(NewId(), NewId(), NewId(), Now, Now.AddSeconds(30), 2, new string('转', 100), new string('备', 1000)),
            Help = new(NewId(), NewId(), Now, new string('问', 1000)),
            Alerts = ConversationAlerts.ReplyWarned | ConversationAlerts.CustomerIdleWarned,
            ReplyTransfers = 1,
            RemindAt = Now.AddHours(1),
            AwaitsMessage = true,
            MessageLeftAt = Now.AddSeconds(11),
            ToldAt = Now.AddSeconds(12),
            Handover = new(NewId(), Now, new string('转', 100), string.Concat(Enumerable.Repeat("😀", 500))),
            IsWoken = true,
            Reasons = [new(NewId(), 7, "CC0402", ["信用卡", "账单", "账单分期"], ["CC", "CC04", "CC0402"], true)],
            SummaryOwedBy = NewId(),
            Chat = new("家庭群", new("m1", "小李😀"), new("m2", "小王")),
            Flow = new(NewId(), 3, "银行卡挂失", "n2", [new("卡种", "信用卡😀")], 1, "请选择：\n1. 是", Now, Now.AddMinutes(10), "再见"),
        };
        // Whatever is added to a conversation later has to be given a value here, and comes back.
        Assert.DoesNotContain(typeof(Conversation).GetProperties().Where(p => p.CanWrite), p => Equals(p.GetValue(full), p.GetValue(Conversation())) && p.Name is not ("OpenedAt" or "Since" or "Revision"));
        var empty = Conversation();

        await database.Store.Writer.CommitAsync(new WriteUnit().Insert(ConversationRow.From(full)).Insert(ConversationRow.From(empty)));

        await using var context = database.Store.Read();
        var read = (await context.Conversations.SingleAsync(c => c.Id == full.Id)).ToConversation();
        Assert.Equal(full.DeclinedBy, read.DeclinedBy);
        Assert.Equivalent(full.Reasons, read.Reasons, strict: true);
        Assert.Equal(full.Flow!.Slots, read.Flow!.Slots);
        Assert.Equal(full, read with { DeclinedBy = full.DeclinedBy, Reasons = full.Reasons, Flow = read.Flow with { Slots = full.Flow.Slots } });
        Assert.Equal(empty, (await context.Conversations.SingleAsync(c => c.Id == empty.Id)).ToConversation() with { DeclinedBy = empty.DeclinedBy, Reasons = empty.Reasons });
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task The_same_delivery_is_stored_once_however_many_race(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var account = NewId();
        var tasks = Enumerable.Range(0, 600).Select(i => Task.Run(() =>
            database.Store.Writer.CommitAsync(new WriteUnit().InsertIfNew(Ledger(account, "key" + i % 200)))));

        var outcomes = await Task.WhenAll(tasks);

        Assert.Equal(200, outcomes.Count(o => o == WriteOutcome.Committed));
        Assert.Equal(400, outcomes.Count(o => o == WriteOutcome.Duplicate));
        await using var context = database.Store.Read();
        Assert.Equal(200, await context.Ledger.CountAsync());
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task The_first_of_equal_deliveries_is_the_one_that_is_stored(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var account = NewId();
        var rows = Enumerable.Range(0, 50).Select(_ => Ledger(account, "same")).ToList();

        // Queued at once, so that they meet in one batch.
        var outcomes = await Task.WhenAll(rows.Select(r => database.Store.Writer.CommitAsync(new WriteUnit().InsertIfNew(r))));

        var stored = outcomes.Index().Single(o => o.Item == WriteOutcome.Committed).Index;
        await using var context = database.Store.Read();
        Assert.Equal(rows[stored].MessageId, (await context.Ledger.SingleAsync()).MessageId);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Of_two_writers_of_one_revision_one_wins_and_nothing_of_the_other_is_written(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var conversation = Conversation();
        await database.Store.Writer.CommitAsync(new WriteUnit().Insert(ConversationRow.From(conversation)));
        var units = Enumerable.Range(1, 8).Select(i => new WriteUnit()
            .Update(ConversationRow.From(conversation with { Revision = conversation.Revision + 1, Preview = "writer " + i }), conversation.Revision)
            .Insert(Message(conversation.ThreadId, i))).ToList();

        var outcomes = await Task.WhenAll(units.Select(database.Store.Writer.CommitAsync));

        Assert.Single(outcomes, WriteOutcome.Committed);
        Assert.Equal(7, outcomes.Count(o => o == WriteOutcome.Stale));
        await using var context = database.Store.Read();
        var winner = Array.IndexOf(outcomes, WriteOutcome.Committed) + 1;
        Assert.Equal("writer " + winner, (await context.Conversations.SingleAsync()).Preview);
        Assert.Equal(winner, (await context.Messages.SingleAsync()).Seq);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_unit_that_fails_does_not_take_its_neighbours_down(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var thread = NewId();
        await database.Store.Writer.CommitAsync(new WriteUnit().Insert(Message(thread, 1)));
        var good = Enumerable.Range(2, 100).Select(i => new WriteUnit().Insert(Message(thread, i))).ToList();
        // The same place in the thread again; its second row must not stay behind.
        var bad = new WriteUnit().Insert(Message(NewId(), 77)).Insert(Message(thread, 1));
        good.Insert(50, bad);

        var outcomes = await Task.WhenAll(good.Select(database.Store.Writer.CommitAsync));

        Assert.Equal(WriteOutcome.Stale, outcomes[50]);
        Assert.Equal(100, outcomes.Count(o => o == WriteOutcome.Committed));
        await using var context = database.Store.Read();
        Assert.Equal(101, await context.Messages.CountAsync());
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_unit_with_an_impossible_value_gets_the_exception_and_the_writer_goes_on(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var thread = NewId();
        var impossible = new WriteUnit().Insert(new MessageRow
        {
            Id = NewId(), ThreadId = thread, Seq = 1, Direction = 0, Sender = 0, Content = null!, At = Now,
        });

        var failing = database.Store.Writer.CommitAsync(impossible);
        var fine = database.Store.Writer.CommitAsync(new WriteUnit().Insert(Message(thread, 2)));

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => failing);
        Assert.Equal(WriteOutcome.Committed, await fine);
        Assert.Equal(WriteOutcome.Committed, await database.Store.Writer.CommitAsync(new WriteUnit().Insert(Message(thread, 3))));
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Only_the_named_columns_are_patched_and_a_deleted_row_is_gone(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var thread = NewId();
        var message = Message(thread, 1);
        var delivery = new DeliveryRow { MessageId = message.Id, ThreadId = thread, Seq = 1, AccountId = NewId(), State = DeliveryState.Pending, CreatedAt = Now };
        await database.Store.Writer.CommitAsync(new WriteUnit().Insert(message).Insert(delivery));
        string[] columns = [nameof(MessageRow.Delivery), nameof(MessageRow.DeliveryError)];

        await database.Store.Writer.CommitAsync(new WriteUnit()
            .Patch(new MessageRow { Id = message.Id, ThreadId = default, Seq = 99, Direction = 0, Sender = 0, Content = "other", At = default, Delivery = DeliveryState.Failed, DeliveryError = "45015" }, columns)
            .Delete(delivery));

        await using var context = database.Store.Read();
        var read = await context.Messages.SingleAsync();
        Assert.Equal((DeliveryState.Failed, "45015", 1L, message.Content), (read.Delivery, read.DeliveryError, read.Seq, read.Content));
        Assert.Equal(0, await context.Deliveries.CountAsync());
    }

    [Fact]
    public async Task More_than_can_be_written_is_refused_not_piled_up()
    {
        var executor = new BlockedExecutor();
        await using var writer = new StoreWriter(executor, capacity: 10, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        var taken = new List<Task<WriteOutcome>> { writer.CommitAsync(new WriteUnit()) };
        await executor.Began;
        for (var i = 0; i < 10; i++)
            taken.Add(writer.CommitAsync(new WriteUnit()));

        Assert.Throws<StoreOverloadedException>(() => { _ = writer.CommitAsync(new WriteUnit()); });

        executor.Release();
        Assert.All(await Task.WhenAll(taken), o => Assert.Equal(WriteOutcome.Committed, o));
    }

    private static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    private static Conversation Conversation() =>
        Imcc.Core.Conversations.Conversation.Open(NewId(), NewId(), NewId(), NewId(), null, Now);

    private static LedgerRow Ledger(Guid account, string key) => new()
    {
        MessageId = NewId(), AccountId = account, DedupeKey = key, ExternalId = "oCustomer", ReceivedAt = Now, Raw = "<xml/>",
    };

    private static MessageRow Message(Guid thread, long seq) => new()
    {
        Id = NewId(), ThreadId = thread, Seq = seq, Direction = MessageDirection.Inbound, Sender = MessageSender.Customer, Content = """{"kind":"text","text":"你好"}""", At = Now,
    };

    private sealed class BlockedExecutor : IBatchExecutor
    {
        private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Began => _began.Task;

        public void Release() => _released.SetResult();

        public async ValueTask<WriteOutcome[]?> TryCommitAsync(IReadOnlyList<WriteUnit> units)
        {
            _began.TrySetResult();
            await _released.Task;
            return new WriteOutcome[units.Count];
        }

        public ValueTask<WriteOutcome> CommitAsync(WriteUnit unit) => new(WriteOutcome.Committed);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
