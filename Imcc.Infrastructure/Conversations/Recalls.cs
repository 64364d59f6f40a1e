using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Delivery;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Conversations;

/// <summary>Takes messages back: the message is marked and its place in the outbox given up in one unit.</summary>
internal sealed class Recalls(ConversationStores stores, DirectoryCache directory, IEnumerable<IChannelRecall> channels)
{
    private static readonly string[] Marked = [nameof(MessageRow.RecalledAt), nameof(MessageRow.Delivery), nameof(MessageRow.DeliveryError)];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Dictionary<ChannelKind, IChannelRecall> _channels = channels.ToDictionary(c => c.Kind);

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
        var account = directory.Current.Accounts[c.AccountId];
        var channel = account.Kind;
        // A delivery that somebody has on lease is being sent at this moment.
        var outcome = Recall.Decide(message, agentId, channel, delivery is { LeasedBy: not null } or { MaybeTwice: true }, now);
        if (outcome != CommandOutcome.Done)
            return (outcome, null, false);
        if (Recall.IsAtChannel(message, channel) && await AskAsync(context, account, message) is var refused and not CommandOutcome.Done)
            return (refused, null, false);
        var recalled = message with { RecalledAt = now, Delivery = delivery is null ? message.Delivery : DeliveryState.None, DeliveryError = null };
        var unit = new WriteUnit();
        // The fence first: a worker that takes it at the same moment wins, and then it is too late.
        if (delivery is not null)
            unit.Require(delivery, delivery.Revision).Delete(delivery);
        unit.Patch(MessageRow.From(recalled), Marked);
        var wasLast = !await context.Messages.AnyAsync(m => m.ThreadId == c.ThreadId && m.Seq > message.Seq && m.Direction != MessageDirection.Internal);
        return await stores.For(c.ThreadId).Writer.CommitAsync(unit) == WriteOutcome.Committed
            ? (CommandOutcome.Done, recalled, wasLast)
            : (CommandOutcome.Unsupported, null, false);
    }

    /// <summary>The channel first: should we die before it is noted, the agent sees a message that the customer does not, and may take it back again.</summary>
    private async Task<CommandOutcome> AskAsync(ConversationContext context, ChannelAccount account, ThreadMessage message)
    {
        if (!_channels.TryGetValue(account.Kind, out var channel))
            return CommandOutcome.Unsupported;
        var thread = await context.Threads.SingleAsync(t => t.Id == message.ThreadId);
        // The customer's next words wait for this.
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return await channel.RecallAsync(account, thread.ExternalId, message.ChannelMessageId!, patience.Token) switch
            {
                RecallOutcome.Recalled => CommandOutcome.Done,
                RecallOutcome.TooLate => CommandOutcome.TooLate,
                _ => CommandOutcome.Unsupported,
            };
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return CommandOutcome.Unavailable;
        }
    }
}
