using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;

namespace Imcc.Web.Api;

/// <summary>A message as other systems read it.</summary>
/// <param name="Seq">The place in the thread, from 1, rising; the internal messages that are left out make gaps.</param>
/// <param name="ChannelMessageId">The channel's own id (WeChat: <c>MsgId</c>).</param>
/// <param name="Text">The words of a text, or a line that stands for the content.</param>
/// <param name="RecalledAt">When it was taken back; the customer does not see it any more.</param>
public sealed record OpenMessage(
    Guid Id,
    long Seq,
    Guid? ConversationId,
    MessageDirection Direction,
    MessageSender Sender,
    Guid? AgentId,
    DateTimeOffset At,
    string? ChannelMessageId,
    string Text,
    MessageContent Content,
    DeliveryState Delivery,
    string? DeliveryError,
    bool MaybeTwice,
    DateTimeOffset? RecalledAt)
{
    public static OpenMessage Of(ThreadMessage m) => new(
        m.Id, m.Seq, m.ConversationId, m.Direction, m.Sender, m.AgentId, m.At, m.ChannelMessageId,
        m.Content is TextContent text ? text.Text : m.Content.Preview, m.Content, m.Delivery, m.DeliveryError, m.MaybeTwice, m.RecalledAt);
}
