using System.Threading.Channels;
using Imcc.Core.Notices;

namespace Imcc.Infrastructure.Notices;

/// <summary>Says to this process's worker that there is something to send. A hint: what is lost here the worker finds in the rows.</summary>
internal sealed class NoticeSignal
{
    private readonly Channel<(Guid Account, NoticeKind Kind)> _lines = Channel.CreateBounded<(Guid, NoticeKind)>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropWrite });

    public ChannelReader<(Guid Account, NoticeKind Kind)> Lines => _lines.Reader;

    public void Wake(Guid accountId, NoticeKind kind) => _lines.Writer.TryWrite((accountId, kind));
}
