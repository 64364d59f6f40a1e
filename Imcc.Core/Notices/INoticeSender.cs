using Imcc.Core.Channels;
using Imcc.Core.Delivery;

namespace Imcc.Core.Notices;

/// <summary>Hands a notice to a channel's server. One implementation a channel and way; the rows, the turns and the retries are the notice worker's.</summary>
public interface INoticeSender
{
    bool Takes(ChannelKind channel, NoticeKind kind);

    /// <summary>The interface that it calls, by the channel's own name: limits and stops are its own.</summary>
    string ApiOf(ChannelKind channel, NoticeKind kind);

    /// <summary>Whether the channel reports later whether it arrived.</summary>
    bool IsReportedLater(NoticeKind kind);

    /// <param name="notice">Ours, by <see cref="SendId"/>: repeated attempts carry the same, by which a channel that can tells them apart.</param>
    /// <returns>Never throws for what the channel answers or for a broken connection: those are outcomes.</returns>
    Task<SendOutcome> SendAsync(ChannelAccount account, string externalId, Guid notice, NoticeContent content, CancellationToken cancellationToken);
}
