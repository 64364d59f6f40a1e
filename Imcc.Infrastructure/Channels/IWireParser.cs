using Imcc.Core.Channels;

namespace Imcc.Infrastructure.Channels;

/// <summary>Reads a stored message back from its channel's own form, after a crash.</summary>
public interface IWireParser
{
    ChannelKind Kind { get; }

    InboundMessage Parse(ChannelAccount account, Guid id, DateTimeOffset receivedAt, string raw);
}
