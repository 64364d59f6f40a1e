namespace Imcc.Core.Channels;

/// <summary>Shows the customer that somebody is writing, where a channel can. A courtesy: when it fails nobody is worse off.</summary>
public interface IChannelTyping
{
    ChannelKind Kind { get; }

    Task TypingAsync(ChannelAccount account, string externalId, bool isTyping, CancellationToken cancellationToken);
}
