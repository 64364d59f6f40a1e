using Imcc.Core.Channels;
using Imcc.Core.Delivery;
using Imcc.Core.Desk;

namespace Imcc.Core.Conversations;

/// <summary>Decides whether a message can be taken back (撤回). Where the customer reads our own page, or the channel takes it back or can be told to take it away, for two minutes; elsewhere only what has not left yet.</summary>
public static class Recall
{
    /// <summary>Stands where the words stood.</summary>
    public const string Preview = "[已撤回]";

    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Whether what the channel took can be taken back by telling it so.</summary>
    public static bool IsTold(ChannelKind channel) => channel == ChannelKind.Open;

    /// <param name="isOnItsWay">Whether an attempt to deliver it has begun and may have reached the customer.</param>
    public static CommandOutcome Decide(ThreadMessage message, Guid agentId, ChannelKind channel, bool isOnItsWay, DateTimeOffset now)
    {
        if (message.Direction != MessageDirection.Outbound || message.Sender != MessageSender.Agent || message.AgentId != agentId)
            return CommandOutcome.NotYours;
        if (message.RecalledAt is not null)
            return CommandOutcome.AlreadyDone;
        if (channel == ChannelKind.WebChat)
            return now - message.At <= Patience ? CommandOutcome.Done : CommandOutcome.TooLate;
        if (IsTakenBackAt(channel) && message is { Delivery: DeliveryState.Sent, MaybeTwice: false })
            return now - message.At <= Patience ? CommandOutcome.Done : CommandOutcome.TooLate;
        if (IsTold(channel) && message.Delivery == DeliveryState.Sent)
            return now - message.At <= Patience ? CommandOutcome.Done : CommandOutcome.TooLate;
        return message.Delivery is DeliveryState.Pending or DeliveryState.Failed or DeliveryState.Held && !isOnItsWay && !message.MaybeTwice ? CommandOutcome.Done : CommandOutcome.Unsupported;
    }

    /// <summary>Channels that take back what was delivered, if they are asked soon: it is theirs to do (<see cref="IChannelRecall"/>).</summary>
    private static bool IsTakenBackAt(ChannelKind channel) => channel is ChannelKind.Qq or ChannelKind.OneBot;

    /// <summary>Until when a screen offers it; null: not at all.</summary>
    public static DateTimeOffset? Until(ThreadMessage message, Guid agentId, ChannelKind channel, DateTimeOffset now) =>
        Decide(message, agentId, channel, isOnItsWay: false, now) == CommandOutcome.Done
            ? channel == ChannelKind.WebChat || message.Delivery == DeliveryState.Sent ? message.At + Patience : DateTimeOffset.MaxValue
            : null;
}
