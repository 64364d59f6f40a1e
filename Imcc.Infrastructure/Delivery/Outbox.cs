using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Live;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Delivery;

/// <summary>The rows of what is to be delivered: taken on lease, settled, put back.</summary>
internal sealed class Outbox(ConversationStores stores, DeliverySignal signal, LiveFeed feed, TemplateResults templates, TimeProvider time)
{
    private static readonly string[] Back = [nameof(DeliveryRow.State), nameof(DeliveryRow.Attempts), nameof(DeliveryRow.LeasedBy), nameof(DeliveryRow.LeasedUntil), nameof(DeliveryRow.NotBefore), nameof(DeliveryRow.LastError), nameof(DeliveryRow.MaybeTwice)];
    private static readonly string[] OnMessage = [nameof(MessageRow.Delivery), nameof(MessageRow.DeliveryError), nameof(MessageRow.MaybeTwice), nameof(MessageRow.InReplyTo)];
    private static readonly string[] OnSent = [nameof(MessageRow.Delivery), nameof(MessageRow.DeliveryError), nameof(MessageRow.MaybeTwice), nameof(MessageRow.ChannelMessageId)];

    private const int MostHeard = 20;

    private readonly string _process = Process();

    /// <summary>The threads that have something due.</summary>
    public async Task<IReadOnlyList<Guid>> DueThreadsAsync(int take, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var due = new List<Guid>();
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            // Only the first of each thread can go: those behind one that waits for its retry must not crowd the others out.
            due.AddRange(await context.Deliveries
                .Where(d => d.NotBefore <= now && !context.Deliveries.Any(e => e.ThreadId == d.ThreadId && e.Seq < d.Seq && e.State != DeliveryState.Failed))
                .OrderBy(d => d.NotBefore).Select(d => d.ThreadId).Take(take).ToListAsync(cancellationToken));
        }

        return [.. due.Distinct()];
    }

    /// <summary>Takes the first delivery of a thread that is not settled, if it is due and nobody else has it.</summary>
    public async Task<TakenDelivery?> TakeAsync(Guid threadId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = stores.For(threadId).Read();
        var first = await context.Deliveries.Where(d => d.ThreadId == threadId && d.State != DeliveryState.Failed).OrderBy(d => d.Seq).FirstOrDefaultAsync(cancellationToken);
        if (first is null || first.NotBefore > now || first.NotBefore is null)
            return null;
        var message = await context.Messages.SingleAsync(m => m.Id == first.MessageId, cancellationToken);
        var thread = await context.Threads.SingleAsync(t => t.Id == threadId, cancellationToken);
        // An attempt was begun and its end never noted, or an answer may have left in its response: the customer may have it already.
        var maybeTwice = first.MaybeTwice || first.LeasedBy is not null || first.State == DeliveryState.Answering;
        var taken = new DeliveryRow
        {
            MessageId = first.MessageId,
            ThreadId = threadId,
            Seq = first.Seq,
            AccountId = first.AccountId,
            State = DeliveryState.Pending,
            Attempts = first.Attempts + 1,
            LeasedBy = _process,
            LeasedUntil = now + DeliveryTimes.Lease,
            // While leased it is not due; should we die, it comes due by itself.
            NotBefore = now + DeliveryTimes.Lease,
            LastError = first.LastError,
            MaybeTwice = maybeTwice,
            CreatedAt = first.CreatedAt,
            Revision = first.Revision + 1,
        };
        return await stores.For(threadId).Writer.CommitAsync(new WriteUnit().Update(taken, first.Revision)) == WriteOutcome.Committed
            ? new TakenDelivery(taken, thread.ExternalId, message.ToMessage())
            : null;
    }

    /// <summary>The customer's latest messages, the newest first, each with how many of ours stand after it up to this one.</summary>
    public async Task<IReadOnlyList<HeardMessage>> HeardAsync(TakenDelivery delivery, CancellationToken cancellationToken)
    {
        await using var context = stores.For(delivery.Row.ThreadId).Read();
        var inbound = await context.Messages.Where(m => m.ThreadId == delivery.Row.ThreadId && m.Direction == MessageDirection.Inbound)
            .OrderByDescending(m => m.Seq).Take(MostHeard).ToListAsync(cancellationToken);
        if (inbound.Count == 0)
            return [];
        var oldest = inbound[^1].Seq;
        var outbound = await context.Messages.Where(m => m.ThreadId == delivery.Row.ThreadId && m.Direction == MessageDirection.Outbound && m.Seq > oldest && m.Seq < delivery.Row.Seq)
            .Select(m => m.Seq).ToListAsync(cancellationToken);
        return [.. inbound.Select(m => m.ToMessage()).Select(m => new HeardMessage(m.Id, m.ChannelMessageId, m.Seq, m.At, m.Content, m.Speaker, 1 + outbound.Count(seq => seq > m.Seq)))];
    }

    public async Task SentAsync(TakenDelivery delivery, string? channelMessageId)
    {
        await stores.For(delivery.Row.ThreadId).Writer.CommitAsync(new WriteUnit()
            .Patch(Message(delivery.Message, DeliveryState.Sent, null, delivery.Row.MaybeTwice, channelMessageId), OnSent)
            .Delete(delivery.Row));
        await TellAsync(delivery.Row.ThreadId, delivery.Row.MessageId, DeliveryState.Sent, null, delivery.Row.MaybeTwice);
        if (channelMessageId is not null && delivery.Message.Content is TemplateContent)
            await templates.CatchUpAsync(delivery.Row.ThreadId, delivery.Row.MessageId, channelMessageId);
    }

    public async Task LaterAsync(TakenDelivery delivery, DateTimeOffset notBefore, string error, bool maybeDelivered)
    {
        await stores.For(delivery.Row.ThreadId).Writer.CommitAsync(new WriteUnit()
            .Patch(Row(delivery.Row, DeliveryState.Pending, notBefore, delivery.Row.Attempts, error, delivery.Row.MaybeTwice || maybeDelivered), Back));
    }

    public async Task FailedAsync(TakenDelivery delivery, string error)
    {
        await stores.For(delivery.Row.ThreadId).Writer.CommitAsync(new WriteUnit()
            .Patch(Message(delivery.Message, DeliveryState.Failed, error, delivery.Row.MaybeTwice), OnMessage)
            .Patch(Row(delivery.Row, DeliveryState.Failed, null, delivery.Row.Attempts, error, delivery.Row.MaybeTwice), Back));
        await TellAsync(delivery.Row.ThreadId, delivery.Row.MessageId, DeliveryState.Failed, error, delivery.Row.MaybeTwice);
    }

    /// <summary>A person wants a failed message to be tried again.</summary>
    /// <param name="isForbidden">Whether what it says must not be said any more.</param>
    public async Task<CommandOutcome> ResendAsync(Guid threadId, Guid messageId, Func<MessageContent, Task<bool>> isForbidden, CancellationToken cancellationToken)
    {
        await using var context = stores.For(threadId).Read();
        var row = await context.Deliveries.SingleOrDefaultAsync(d => d.MessageId == messageId && d.ThreadId == threadId, cancellationToken);
        if (row is null)
            return CommandOutcome.NotFound;
        if (row.State != DeliveryState.Failed)
            return CommandOutcome.AlreadyDone;
        var message = (await context.Messages.SingleAsync(m => m.Id == messageId, cancellationToken)).ToMessage();
        if (await isForbidden(message.Content))
            return CommandOutcome.Forbidden;
        var again = Row(row, DeliveryState.Pending, time.GetUtcNow(), 0, null, row.MaybeTwice, row.Revision + 1);
        var outcome = await stores.For(threadId).Writer.CommitAsync(new WriteUnit()
            .Update(again, row.Revision)
            .Patch(Message(message, DeliveryState.Pending, null, row.MaybeTwice), OnMessage));
        if (outcome != WriteOutcome.Committed)
            return CommandOutcome.AlreadyDone;
        await TellAsync(threadId, messageId, DeliveryState.Pending, null, row.MaybeTwice);
        signal.Wake(threadId);
        return CommandOutcome.Done;
    }

    private async Task TellAsync(Guid threadId, Guid messageId, DeliveryState state, string? error, bool maybeTwice)
    {
        await using var context = stores.For(threadId).Read();
        var agent = await context.Conversations.Where(c => c.ThreadId == threadId && c.AgentId != null)
            .OrderByDescending(c => c.OpenedAt).Select(c => c.AgentId).FirstOrDefaultAsync();
        if (agent is { } served)
            feed.Publish(Topic.Agent(served), new DeliveryChanged(threadId, messageId, state, error, maybeTwice));
    }

    /// <summary>A name of this process that fits the column: a machine's may have 63 characters and more.</summary>
    private static string Process()
    {
        var machine = Environment.MachineName;
        return $"{(machine.Length > 40 ? machine[^40..] : machine)}:{Environment.ProcessId}";
    }

    private static DeliveryRow Row(DeliveryRow row, DeliveryState state, DateTimeOffset? notBefore, int attempts, string? error, bool maybeTwice, long revision = 0) => new()
    {
        MessageId = row.MessageId,
        ThreadId = row.ThreadId,
        Seq = row.Seq,
        AccountId = row.AccountId,
        State = state,
        NotBefore = notBefore,
        Attempts = attempts,
        LeasedBy = null,
        LeasedUntil = null,
        LastError = Short(error),
        MaybeTwice = maybeTwice,
        CreatedAt = row.CreatedAt,
        Revision = revision == 0 ? row.Revision : revision,
    };

    private static MessageRow Message(ThreadMessage message, DeliveryState state, string? error, bool maybeTwice, string? channelMessageId = null) =>
        MessageRow.From(message with { Delivery = state, DeliveryError = Short(error), MaybeTwice = maybeTwice, ChannelMessageId = channelMessageId, InReplyTo = null });

    private static string? Short(string? error) => error is { Length: > 400 } ? error[..400] : error;
}

/// <summary>One delivery that this process has on lease.</summary>
internal sealed record TakenDelivery(DeliveryRow Row, string ExternalId, ThreadMessage Message);
