using Imcc.Core.Channels;

namespace Imcc.Core.Delivery;

/// <summary>Takes back a message that the customer has already got, where a channel can.</summary>
public interface IChannelRecall
{
    ChannelKind Kind { get; }

    /// <param name="channelMessageId">The channel's own id of the message.</param>
    /// <returns>Never throws for what the channel answers.</returns>
    Task<RecallOutcome> RecallAsync(ChannelAccount account, string externalId, string channelMessageId, CancellationToken cancellationToken);
}

/// <summary>What a channel made of a message to be taken back.</summary>
public enum RecallOutcome
{
    Recalled = 1,
    TooLate = 2,
    /// <summary>The channel could or would not.</summary>
    Refused = 3,
}
