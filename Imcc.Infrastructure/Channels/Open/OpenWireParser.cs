using Imcc.Core.Channels;
using Imcc.Core.Channels.Open;

namespace Imcc.Infrastructure.Channels.Open;

internal sealed class OpenWireParser : IWireParser
{
    public ChannelKind Kind => ChannelKind.Open;

    public InboundMessage Parse(ChannelAccount account, Guid id, DateTimeOffset receivedAt, string raw) => OpenWire.Parse(raw, id, account.Id, receivedAt);
}
