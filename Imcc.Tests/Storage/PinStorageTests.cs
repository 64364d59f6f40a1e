using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Delivery;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Tests.Storage;

/// <summary>Pins and what was taken back, as rows.</summary>
public sealed class PinStorageTests(PostgresServer postgres)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly string[] Changeable = [nameof(PinRow.Note), nameof(PinRow.Scope)];

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_pin_is_kept_changed_and_removed(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var pin = Pinned("20251122083012345");
        Assert.Equal(WriteOutcome.Committed, await database.Store.Writer.CommitAsync(new WriteUnit().Insert(PinRow.From(pin))));
        Assert.Equal(pin, await ReadAsync());
        var noted = pin with { Note = "已转仓库😀", Scope = PinScope.Customer };
        Assert.Equal(WriteOutcome.Committed, await database.Store.Writer.CommitAsync(new WriteUnit().Patch(PinRow.From(noted), Changeable)));
        Assert.Equal(noted, await ReadAsync());
        Assert.Equal(WriteOutcome.Committed, await database.Store.Writer.CommitAsync(new WriteUnit().Delete(PinRow.From(noted))));
        Assert.Null(await ReadAsync());

        async Task<Pin?> ReadAsync()
        {
            await using var context = database.Store.Read();
            return (await context.Pins.SingleOrDefaultAsync())?.ToPin();
        }
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task The_same_of_a_message_is_pinned_once_in_a_conversation(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var pin = Pinned("");
        await database.Store.Writer.CommitAsync(new WriteUnit().Insert(PinRow.From(pin)));
        Assert.Equal(WriteOutcome.Duplicate, await InsertAsync(pin with { Id = NewId() }));
        Assert.Equal(WriteOutcome.Committed, await InsertAsync(pin with { Id = NewId(), Number = "13812345678" }));
        Assert.Equal(WriteOutcome.Committed, await InsertAsync(pin with { Id = NewId(), ConversationId = NewId() }));

        Task<WriteOutcome> InsertAsync(Pin another) => database.Store.Writer.CommitAsync(new WriteUnit().Insert(PinRow.From(another)));
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task What_a_worker_has_taken_meanwhile_is_not_taken_back(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var message = new ThreadMessage
        {
            Id = NewId(),
            ThreadId = NewId(),
            Seq = 1,
            Direction = MessageDirection.Outbound,
            Sender = MessageSender.Agent,
            Content = new TextContent("发错了", Quote: new(NewId(), "林女士", "在吗", true)),
            At = Now,
            Delivery = DeliveryState.Pending,
        };
        await database.Store.Writer.CommitAsync(new WriteUnit().Insert(MessageRow.From(message)).Insert(Delivery(message, 1)));

        Assert.Equal(WriteOutcome.Stale, await database.Store.Writer.CommitAsync(Recalled(message, 0)));
        await using var before = database.Store.Read();
        Assert.Null((await before.Messages.SingleAsync()).RecalledAt);
        Assert.Equal(WriteOutcome.Committed, await database.Store.Writer.CommitAsync(Recalled(message, 1)));
        await using var after = database.Store.Read();
        Assert.Equal(message with { RecalledAt = Now, Delivery = DeliveryState.None }, (await after.Messages.SingleAsync()).ToMessage());
        Assert.Empty(await after.Deliveries.ToListAsync());
    }

    private static WriteUnit Recalled(ThreadMessage message, long revision) => new WriteUnit()
        .Require(Delivery(message, revision), revision).Delete(Delivery(message, revision))
        .Patch(MessageRow.From(message with { RecalledAt = Now, Delivery = DeliveryState.None }), Marked);

    private static readonly string[] Marked = [nameof(MessageRow.RecalledAt), nameof(MessageRow.Delivery)];

    private static DeliveryRow Delivery(ThreadMessage message, long revision) =>
        new() { MessageId = message.Id, ThreadId = message.ThreadId, Seq = 1, AccountId = message.ThreadId, State = DeliveryState.Pending, NotBefore = Now, CreatedAt = Now, Revision = revision };

    private static Pin Pinned(string number) =>
        new() { Id = NewId(), ThreadId = NewId(), ConversationId = NewId(), MessageId = NewId(), Number = number, ByAgentId = NewId(), At = Now };

    private static Guid NewId() => Guid.CreateVersion7(Now);
}
