namespace Imcc.Core.Channels;

/// <summary>Takes back at the channel what the customer may have read already. One implementation a channel kind that can.</summary>
public interface IChannelRecall
{
    ChannelKind Kind { get; }

    /// <param name="channelMessageId">The channel's own id of the message.</param>
    /// <returns>False: it stays; the reason is the channel's. Never throws for what the channel answers.</returns>
    Task<bool> RecallAsync(ChannelAccount account, string externalId, string channelMessageId, CancellationToken cancellationToken);
}
