using Imcc.Core.Conversations;

namespace Imcc.Tests.Routing;

/// <summary>The steps of a conversation, with what does not matter to routing filled in.</summary>
internal static class Life
{
    private static readonly TimeSpan Ring = TimeSpan.FromSeconds(30);

    public static Conversation Open(Guid id, Guid threadId, Guid contactId, DateTimeOffset now) =>
        Conversation.Open(id, threadId, World.Id(1, 0), contactId, null, now);

    public static Conversation Join(Conversation conversation, Guid groupId, int tier, int units, (Guid AgentId, DateTimeOffset Until)? preferred, DateTimeOffset now) =>
        conversation.Enqueue(groupId, tier, units, now, preferred);

    public static Conversation Offer(Conversation conversation, Guid agentId, Guid offerId, DateTimeOffset now, bool isForced = false) =>
        conversation.Offer(agentId, offerId, now, isForced);

    public static Conversation Accept(Conversation conversation, Guid segmentId, DateTimeOffset now) => conversation.Accept(segmentId, now);

    public static Conversation Refuse(Conversation conversation, DateTimeOffset now) => conversation.Refuse(now);

    public static Conversation Withdraw(Conversation conversation, DateTimeOffset now) => conversation.Withdraw(now);

    public static Conversation Abandon(Conversation conversation, DateTimeOffset now) => conversation.Abandon(EndReason.CustomerLeft, now);

    public static Conversation End(Conversation conversation, DateTimeOffset now) => conversation.End(EndReason.Agent, now);

    public static Conversation Close(Conversation conversation, DateTimeOffset now) => conversation.Close(now);

    public static Conversation Hear(Conversation conversation, DateTimeOffset now) => conversation.HearCustomer("?", now);

    public static Conversation Requeue(Conversation conversation, DateTimeOffset now) => conversation.Requeue(now);

    public static Conversation TransferTo(Conversation conversation, Guid groupId, int units, DateTimeOffset now) =>
        conversation.Transfer(groupId, units, new(conversation.AgentId, now, "", ""), now);

    public static Conversation Park(Conversation conversation, DateTimeOffset now) => conversation.Park(now, null);

    public static Conversation Wake(Conversation conversation, DateTimeOffset now, DateTimeOffset until) =>
        conversation.Wake(conversation.GroupId!.Value, conversation.Units, now, until);

    public static Conversation Invite(Conversation conversation, Guid agentId, Guid offerId, DateTimeOffset now) =>
        conversation.Invite(new(agentId, offerId, conversation.AgentId!.Value, now, now + Ring, conversation.Units, "", ""));

    public static Conversation AcceptInvitation(Conversation conversation, Guid segmentId, DateTimeOffset now) => conversation.AcceptInvitation(segmentId, now);

    public static Conversation EndInvitation(Conversation conversation) => conversation.EndInvitation();

    public static Conversation Assign(Conversation conversation, Guid agentId, Guid segmentId, DateTimeOffset now) =>
        conversation.Assign(agentId, segmentId, new(null, now, "", ""), now);

    public static Conversation WithVipTier(Conversation conversation, int tier) => conversation.WithVipTier(tier);
}
