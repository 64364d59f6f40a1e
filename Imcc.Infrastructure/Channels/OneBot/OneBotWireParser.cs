using Imcc.Core.Channels;
using Imcc.Core.Channels.OneBot;

namespace Imcc.Infrastructure.Channels.OneBot;

internal sealed class OneBotWireParser : IWireParser
{
    public ChannelKind Kind => ChannelKind.OneBot;

    public InboundMessage Parse(ChannelAccount account, Guid id, DateTimeOffset receivedAt, string raw) => OneBotWire.Parse(account, id, receivedAt, raw);
}
