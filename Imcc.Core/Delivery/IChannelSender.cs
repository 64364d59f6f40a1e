using Imcc.Core.Channels;

namespace Imcc.Core.Delivery;

/// <summary>Hands one message to a channel's server. One implementation a channel kind; the order, the retries and the rows are the delivery worker's.</summary>
public interface IChannelSender
{
    ChannelKind Kind { get; }

    /// <summary>Whether an answer names the customer's message that it answers: then <see cref="OutboundMessage.Heard"/> is filled, which costs a query.</summary>
    bool NamesWhatItAnswers => false;

    /// <summary>The interface that carries such a content, by the channel's own name: limits, and stops, are its own.</summary>
    string ApiOf(MessageContent content) => "send";

    /// <summary>Whether such a content needs an open window of the customer's (<see cref="ReplyAllowance"/>); a template does not.</summary>
    bool NeedsWindow(MessageContent content) => true;

    /// <returns>Never throws for what the channel answers or for a broken connection: those are outcomes.</returns>
    Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken);
}
