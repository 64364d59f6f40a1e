using Imcc.Core.Channels;
using Imcc.Core.Delivery;

namespace Imcc.Infrastructure.Channels.WebChat;

/// <summary>
/// Delivery to a web page needs no server of somebody else's: the visitor's page reads the thread itself, so a message that
/// stands in it has arrived.
/// </summary>
internal sealed class WebChatSender : IChannelSender
{
    public ChannelKind Kind => ChannelKind.WebChat;

    public Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        Task.FromResult<SendOutcome>(new SendOutcome.Sent());
}
