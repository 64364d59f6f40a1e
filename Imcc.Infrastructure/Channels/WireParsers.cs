using Imcc.Core.Channels;
using Imcc.Core.Channels.WebChat;
using Imcc.Core.Channels.WeChat;

namespace Imcc.Infrastructure.Channels;

internal sealed class WeChatWireParser : IWireParser
{
    public ChannelKind Kind => ChannelKind.WeChat;

    public InboundMessage Parse(ChannelAccount account, Guid id, DateTimeOffset receivedAt, string raw) =>
        WeChatCallback.Parse(account, id, receivedAt, raw) ?? throw new FormatException($"The WeChat message {id} is not readable.");
}

internal sealed class WebChatWireParser : IWireParser
{
    public ChannelKind Kind => ChannelKind.WebChat;

    public InboundMessage Parse(ChannelAccount account, Guid id, DateTimeOffset receivedAt, string raw) =>
        WebChatWire.Parse(raw, id, account.Id, receivedAt);
}
