using Imcc.Core.Channels;
using Imcc.Core.Contacts;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Core.Notices;

namespace Imcc.Infrastructure.Notices;

/// <summary>Words, by the sender that agents' words take too, on channels where somebody may be written to who has not asked.</summary>
internal sealed class TextNoticeSender(IEnumerable<IChannelSender> senders, TimeProvider time) : INoticeSender
{
    // A web visitor has no address, only a thread; QQ's bots answer a message that they must name.
    private readonly Dictionary<ChannelKind, IChannelSender> _senders = senders.Where(s => s.Kind != ChannelKind.WebChat && !s.NamesWhatItAnswers).ToDictionary(s => s.Kind);

    private static readonly TextContent Said = new("");

    public bool Takes(ChannelKind channel, NoticeKind kind) => kind == NoticeKind.Text && _senders.ContainsKey(channel);

    public string ApiOf(ChannelKind channel, NoticeKind kind) => _senders[channel].ApiOf(Said);

    public bool IsReportedLater(NoticeKind kind) => false;

    public Task<SendOutcome> SendAsync(ChannelAccount account, string externalId, Guid notice, NoticeContent content, CancellationToken cancellationToken)
    {
        var message = new ThreadMessage
        {
            Id = notice,
            ThreadId = ThreadKey.For(account.Id, externalId),
            Seq = 0,
            Direction = MessageDirection.Outbound,
            Sender = MessageSender.Automatic,
            Content = new TextContent(content.Text),
            At = time.GetUtcNow(),
        };
        return _senders[account.Kind].SendAsync(new(account, externalId, message, []), cancellationToken);
    }
}
