using Imcc.Core.Channels;
using Imcc.Core.Conversations;

namespace Imcc.Core.Delivery;

/// <summary>One message on its way to a customer, with what an adapter may need besides its content.</summary>
/// <param name="ExternalId">The customer's id in the account: the thread's.</param>
/// <param name="Heard">The customer's latest words and events in the thread, the newest first, at most 20: what an answer may name (QQ's <c>msg_id</c>).</param>
/// <param name="Attempt">1 for the first.</param>
public sealed record OutboundMessage(ChannelAccount Account, string ExternalId, ThreadMessage Message, IReadOnlyList<HeardMessage> Heard, int Attempt = 1)
{
    public MessageContent Content => Message.Content;

    /// <summary>See <see cref="Delivery.SendId"/>.</summary>
    public Guid SendId { get; init; } = Message.Id;
}

/// <param name="Seq">Its place in the thread.</param>
/// <param name="SaidAfter">How many outbound messages stand between it and the message that is on its way, that one included: at least 1.
/// Counted in rows, so that a repeated attempt has the same number (QQ's <c>msg_seq</c>).</param>
public sealed record HeardMessage(Guid Id, string? ChannelMessageId, long Seq, DateTimeOffset At, MessageContent Content, Speaker? Speaker, int SaidAfter);
