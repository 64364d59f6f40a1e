using Imcc.Core.Channels;
using Imcc.Core.Contacts;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Delivery;
using Imcc.Infrastructure.Live;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Tests.Delivery;

/// <summary>One node's part in delivering, as in the product, on a real store, with a channel that the test plays. Several may share a store.</summary>
internal sealed class DeliveryNode : IAsyncDisposable
{
    public static readonly ChannelAccount Account = new()
    {
        Id = new Guid("0196a000-0000-7000-8000-0000000000d1"),
        Key = "played",
        Kind = ChannelKind.Open,
        Name = "演示渠道",
        OrgUnitId = new Guid("0196a000-0000-7000-8000-000000000002"),
        SkillGroupId = new Guid("0196a000-0000-7000-8000-000000000003"),
    };

    public DeliveryNode(ConversationStores stores, IChannelSender channel, TimeProvider? clock = null, DeliveryOptions? options = null)
    {
        var time = clock ?? TimeProvider.System;
        var given = Options.Create(options ?? new DeliveryOptions());
        var account = Account with { Kind = channel.Kind };
        var directory = new Directory(1, [account], [], []);
        Stores = stores;
        Signal = new DeliverySignal();
        Stops = new ApiStops(stores, () => directory, time, NullLogger<ApiStops>.Instance);
        Gate = new SendGate(Stops, () => directory, given, time);
        var node = Name = new SendNode();
        Reader = new OutboxReader(stores, time);
        Outbox = new Outbox(stores, Reader, Signal, new LiveFeed(NullLogger<LiveFeed>.Instance), node, new TemplateResults(stores, new LiveFeed(NullLogger<LiveFeed>.Instance)), given, time, NullLogger<Outbox>.Instance);
        Shares = new SendShares(stores, Gate, Stops, Outbox, node, time, NullLogger<SendShares>.Instance);
        Worker = new DeliveryWorker(Outbox, Reader, Signal, Gate, () => directory, new ConfiguredWindows(given), [channel], given, time, NullLogger<DeliveryWorker>.Instance);
    }

    public ConversationStores Stores { get; }

    public DeliverySignal Signal { get; }

    public ApiStops Stops { get; }

    public SendGate Gate { get; }

    public SendShares Shares { get; }

    public SendNode Name { get; }

    public OutboxReader Reader { get; }

    public Outbox Outbox { get; }

    public DeliveryWorker Worker { get; }

    public async Task StartAsync()
    {
        await Shares.StartAsync(CancellationToken.None);
        await Worker.StartAsync(CancellationToken.None);
    }

    public async Task StopAsync()
    {
        await Worker.StopAsync(CancellationToken.None);
        await Shares.StopAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Worker.Dispose();
        Shares.Dispose();
        Gate.Dispose();
    }

    /// <summary>A customer's thread, as the ledger's projection leaves it.</summary>
    public static async Task<Guid> ThreadAsync(ConversationStore store, string customer)
    {
        var (id, now) = (ThreadKey.For(Account.Id, customer), TimeProvider.System.GetUtcNow());
        await store.Writer.CommitAsync(new WriteUnit().Insert(new ThreadRow { Id = id, AccountId = Account.Id, ExternalId = customer, ContactId = Guid.CreateVersion7(now), CreatedAt = now }));
        return id;
    }

    /// <summary>What an agent wrote, or what the robot says, with its row in the outbox.</summary>
    public static async Task<ThreadMessage> SayAsync(ConversationStore store, Guid thread, long seq, string text, DateTimeOffset? at = null, Func<DeliveryRow, DeliveryRow>? with = null, Guid? agent = null)
    {
        var now = at ?? TimeProvider.System.GetUtcNow();
        var message = Message(thread, seq, MessageDirection.Outbound, new TextContent(text), now) with { AgentId = agent };
        var row = new DeliveryRow { MessageId = message.Id, ThreadId = thread, Seq = seq, AccountId = Account.Id, State = DeliveryState.Pending, NotBefore = store.Clock.Now(TimeProvider.System), CreatedAt = now };
        await store.Writer.CommitAsync(new WriteUnit().Insert(MessageRow.From(message)).Insert(with is null ? row : with(row)));
        return message;
    }

    public static Task HearAsync(ConversationStore store, Guid thread, long seq, MessageContent content, DateTimeOffset at) =>
        store.Writer.CommitAsync(new WriteUnit().Insert(MessageRow.From(Message(thread, seq, MessageDirection.Inbound, content, at))));

    public static async Task<MessageRow> MessageAsync(ConversationStore store, Guid id)
    {
        await using var context = store.Read();
        return await context.Messages.SingleAsync(m => m.Id == id);
    }

    public static async Task<IReadOnlyList<DeliveryRow>> RowsAsync(ConversationStore store)
    {
        await using var context = store.Read();
        return await context.Deliveries.OrderBy(d => d.Seq).ToListAsync();
    }

    private static ThreadMessage Message(Guid thread, long seq, MessageDirection direction, MessageContent content, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at),
        ThreadId = thread,
        Seq = seq,
        Direction = direction,
        Sender = direction == MessageDirection.Inbound ? MessageSender.Customer : MessageSender.Agent,
        Content = content,
        At = at,
        Delivery = direction == MessageDirection.Inbound ? DeliveryState.None : DeliveryState.Pending,
    };
}
