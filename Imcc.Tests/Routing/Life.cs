using Imcc.Core.Conversations;

namespace Imcc.Tests.Routing;

/// <summary>The steps of a conversation as the rows would show them to routing, with the times that do not matter here filled in.</summary>
internal static class Life
{
    private static readonly TimeSpan Ring = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MaxWait = TimeSpan.FromHours(2);

    public static Conversation Open(Guid id, Guid threadId, Guid contactId, DateTimeOffset now) =>
        Conversation.Open(id, threadId, World.Id(1, 0), contactId, null, now, MaxWait);

    public static Conversation Join(Conversation conversation, Guid groupId, int tier, int units, Guid? preferred, DateTimeOffset? until, DateTimeOffset now) =>
        conversation.Enqueue(groupId, tier, now, MaxWait) with { Units = units, JoinedLineAt = now, PreferredAgentId = preferred, PreferredUntil = until };

    public static Conversation Offer(Conversation conversation, Guid agentId, Guid offerId, DateTimeOffset now, bool isForced = false) =>
        conversation.Offer(agentId, offerId, now, Ring) with { IsForced = isForced };

    public static Conversation Accept(Conversation conversation, Guid segmentId, DateTimeOffset now) => conversation.Accept(segmentId, now);

    public static Conversation Refuse(Conversation conversation, DateTimeOffset now) => conversation.Refuse(now, MaxWait);

    public static Conversation Withdraw(Conversation conversation, DateTimeOffset now) => conversation.Withdraw(now, MaxWait);

    public static Conversation Abandon(Conversation conversation, DateTimeOffset now) => conversation.Abandon(EndReason.CustomerLeft, now);

    public static Conversation End(Conversation conversation, DateTimeOffset now) =>
        conversation.End(EndReason.Agent, now, TimeSpan.FromSeconds(60)) with { Invitation = null };

    public static Conversation Close(Conversation conversation, DateTimeOffset now) => conversation.Close(now);

    public static Conversation Hear(Conversation conversation, DateTimeOffset now) => conversation.HearCustomer("?", now, MaxWait);

    public static Conversation Requeue(Conversation conversation, DateTimeOffset now) =>
        conversation.Requeue(now, MaxWait) with { Invitation = null, IsForced = false };

    public static Conversation TransferTo(Conversation conversation, Guid groupId, DateTimeOffset now) =>
        Requeue(conversation, now) with { GroupId = groupId, JoinedLineAt = now, DeclinedBy = [], PreferredAgentId = null, PreferredUntil = null };

    public static Conversation Park(Conversation conversation, DateTimeOffset now) =>
        Next(conversation) with { State = ConversationState.Parked, Since = now, Invitation = null };

    public static Conversation Wake(Conversation conversation, DateTimeOffset now) =>
        Next(conversation) with { State = ConversationState.Active, Since = now };

    public static Conversation Invite(Conversation conversation, Guid agentId, Guid offerId, DateTimeOffset now) =>
        Next(conversation) with { Invitation = new(agentId, offerId, conversation.AgentId!.Value, now, now + Ring, conversation.Units, "", "") };

    public static Conversation AcceptInvitation(Conversation conversation, Guid segmentId, DateTimeOffset now) =>
        Next(conversation) with { AgentId = conversation.Invitation!.AgentId, SegmentId = segmentId, Since = now, AcceptedAt = now, Invitation = null };

    public static Conversation DeclineInvitation(Conversation conversation) => Next(conversation) with { Invitation = null };

    public static Conversation WithVipTier(Conversation conversation, int tier) => conversation.WithVipTier(tier);

    private static Conversation Next(Conversation conversation) => conversation with { Revision = conversation.Revision + 1 };
}
