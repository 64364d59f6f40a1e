using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Delivery;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Conversations;

/// <summary>Takes messages back: the message is marked, and its place in the outbox given up (or taken anew, where the channel is to be told) in one unit.</summary>
internal sealed class Recalls(ConversationStores stores, DirectoryCache directory, IEnumerable<IChannelRecall> channels, DeliverySignal signal)
{
    private static readonly string[] Marked = [nameof(MessageRow.RecalledAt), nameof(MessageRow.Delivery), nameof(MessageRow.DeliveryError)];

    /// <summary>The agent waits for it, and so does the thread.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>The outcome; if it was taken back, the message as it stands now and whether it was the last that was said.</returns>
    public async Task<(CommandOutcome Outcome, ThreadMessage? Recalled, bool WasLast)> CarryAsync(Conversation c, Guid agentId, Guid messageId, DateTimeOffset now)
    {
        if (c.AgentId != agentId)
            return (CommandOutcome.NotYours, null, false);
        await using var context = stores.For(c.ThreadId).Read();
        var row = await context.Messages.SingleOrDefaultAsync(m => m.Id == messageId && m.ThreadId == c.ThreadId);
        if (row?.ToMessage() is not { } message)
            return (CommandOutcome.NotFound, null, false);
        var delivery = await context.Deliveries.SingleOrDefaultAsync(d => d.MessageId == messageId);
        var channel = directory.Current.Accounts[c.AccountId].Kind;
        // A delivery that somebody has on lease is being sent at this moment.
        var outcome = Recall.Decide(message, agentId, channel, delivery is { LeasedBy: not null } or { MaybeTwice: true }, now);
        if (outcome != CommandOutcome.Done)
            return (outcome, null, false);
        if (message.Delivery == DeliveryState.Sent && channel != ChannelKind.WebChat && !Recall.IsTold(channel) && !await TakenBackAsync(context, c, message))
            return (CommandOutcome.Unsupported, null, false);
        var recalled = message with { RecalledAt = now, Delivery = delivery is null ? message.Delivery : DeliveryState.None, DeliveryError = null };
        var unit = new WriteUnit();
        // The fence first: a worker that takes it at the same moment wins, and then it is too late.
        if (delivery is not null)
            unit.Require(delivery, delivery.Revision).Delete(delivery);
        // What has arrived is taken back by telling so: the message goes out again, marked.
        var isToBeTold = delivery is null && message.Delivery == DeliveryState.Sent && Recall.IsTold(channel);
        if (isToBeTold)
            unit.Insert(Telling(c, message, now));
        unit.Patch(MessageRow.From(recalled), Marked);
        var wasLast = !await context.Messages.AnyAsync(m => m.ThreadId == c.ThreadId && m.Seq > message.Seq && m.Direction != MessageDirection.Internal);
        if (await stores.For(c.ThreadId).Writer.CommitAsync(unit) != WriteOutcome.Committed)
            return (CommandOutcome.Unsupported, null, false);
        if (isToBeTold)
            signal.Wake(c.ThreadId);
        return (CommandOutcome.Done, recalled, wasLast);
    }

    /// <summary>What has arrived is the channel's to take back; first there, then here.</summary>
    private async Task<bool> TakenBackAsync(ConversationContext context, Conversation c, ThreadMessage message)
    {
        var account = directory.Current.Accounts[c.AccountId];
        if (message.ChannelMessageId is not { } id || channels.FirstOrDefault(r => r.Kind == account.Kind) is not { } channel)
            return false;
        var thread = await context.Threads.SingleAsync(t => t.Id == c.ThreadId);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return await channel.RecallAsync(account, thread.ExternalId, id, patience.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return false;
        }
    }

    private static DeliveryRow Telling(Conversation c, ThreadMessage message, DateTimeOffset now) => new()
    {
        MessageId = message.Id,
        ThreadId = c.ThreadId,
        Seq = message.Seq,
        AccountId = c.AccountId,
        State = DeliveryState.Pending,
        NotBefore = now,
        CreatedAt = now,
    };
}
