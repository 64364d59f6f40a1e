using Imcc.Core.Channels;
using Imcc.Core.Channels.Qq;
using Imcc.Core.Delivery;

namespace Imcc.Infrastructure.Channels.Qq;

/// <summary>
/// Which of the customer's messages an answer names, and by which number: the same at every attempt, for QQ takes the same pair only once. Nothing of it is
/// stored: it follows from the thread's rows.
/// </summary>
/// <param name="Names">To be tried one after the other; null among them: naming none (主动消息).</param>
/// <param name="Refuses">The customer has switched messages off that name none.</param>
internal sealed record QqReplyPlan(IReadOnlyList<QqName?> Names, bool Refuses)
{
    /// <summary>Beyond every number that counts replies.</summary>
    private const int LateFrom = 1000;

    private static readonly string[] PersonEvents = ["interaction_create", "c2c_msg_receive", "friend_add"];
    private static readonly string[] GroupEvents = ["interaction_create", "group_add_robot", "group_msg_receive"];

    public static QqReplyPlan For(OutboundMessage message, QqSettings settings, DateTimeOffset now)
    {
        var address = QqAddress.Of(message.ExternalId);
        var window = settings.WindowOf(address);
        var heard = message.Heard.Where(h => h.ChannelMessageId is { Length: > 0 } && CanBeNamed(h.Content, address)).ToList();
        var names = new List<QqName?>(3);
        // As it was when it was written, so that a second attempt names what the first did; a first one need not ask about what is over.
        var before = heard.Find(h => h.Seq < message.Message.Seq && message.Message.At < h.At + window.ValidFor);
        if (before is not null && (message.Attempt > 1 || now < before.At + window.ValidFor) && Said(heard, before) is var said && said <= window.Replies)
            names.Add(new(before.ChannelMessageId!, before.Content is EventContent, said));
        // It waited until the customer wrote again: by its own place, which no other answer has.
        if (heard.Find(h => h.Seq > message.Message.Seq && now < h.At + window.ValidFor) is { } after)
            names.Add(new(after.ChannelMessageId!, after.Content is EventContent, LateFrom + (int)Math.Min(after.Seq - message.Message.Seq, 1_000_000)));
        var refuses = Refused(message.Heard);
        if (!refuses)
            names.Add(null);
        return new(names, refuses);
    }

    /// <summary>Words and files of one message are several of ours under one id: the oldest of them has the most answers after it.</summary>
    private static int Said(List<HeardMessage> heard, HeardMessage one) => heard.Where(h => h.ChannelMessageId == one.ChannelMessageId).Max(h => h.SaidAfter);

    private static bool CanBeNamed(MessageContent content, QqAddress address) =>
        content is not EventContent e || (address.Kind == QqAddressKind.Person ? PersonEvents : GroupEvents).Contains(e.Name, StringComparer.Ordinal);

    private static bool Refused(IReadOnlyList<HeardMessage> heard) =>
        heard.Select(h => (h.Content as EventContent)?.Name).FirstOrDefault(n => n is "c2c_msg_reject" or "c2c_msg_receive" or "group_msg_reject" or "group_msg_receive")
            is "c2c_msg_reject" or "group_msg_reject";
}

/// <param name="IsEvent">Named as <c>event_id</c> instead of <c>msg_id</c>.</param>
/// <param name="Seq">From 1: the answer's number.</param>
internal sealed record QqName(string Id, bool IsEvent, int Seq);
