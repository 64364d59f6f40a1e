using Imcc.Core.Channels;
using Imcc.Core.Notices;

namespace Imcc.Infrastructure.Notices;

/// <summary>Who sends which kind of notice on which channel.</summary>
internal sealed class NoticeSenders(IEnumerable<INoticeSender> senders)
{
    private readonly INoticeSender[] _senders = [.. senders];

    public bool Take(ChannelKind channel, NoticeKind kind) => For(channel, kind) is not null;

    public INoticeSender? For(ChannelKind channel, NoticeKind kind) => Array.Find(_senders, s => s.Takes(channel, kind));
}
