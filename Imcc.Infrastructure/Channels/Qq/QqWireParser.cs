using Imcc.Core.Channels;
using Imcc.Core.Channels.Qq;

namespace Imcc.Infrastructure.Channels.Qq;

internal sealed class QqWireParser : IWireParser
{
    public ChannelKind Kind => ChannelKind.Qq;

    public InboundMessage Parse(ChannelAccount account, Guid id, DateTimeOffset receivedAt, string raw) =>
        QqCallback.Parse(account, id, receivedAt, raw) ?? throw new FormatException($"The QQ message {id} is not readable.");
}
