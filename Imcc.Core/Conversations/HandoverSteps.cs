using static Imcc.Core.Conversations.ConversationState;

namespace Imcc.Core.Conversations;

/// <summary>The steps by which a conversation changes hands, and by which a colleague helps.</summary>
public static class HandoverSteps
{
    /// <summary>Another agent is asked to take over; the present one serves until then.</summary>
    public static Conversation Invite(this Conversation c, Invitation invitation) => c.State switch
    {
        Active when c.Invitation is null && invitation.AgentId != c.AgentId => c.Step() with { Invitation = invitation },
        _ => throw c.Illegal(nameof(Invite)),
    };

    /// <summary>The invited agent takes over.</summary>
    public static Conversation AcceptInvitation(this Conversation c, Guid segmentId, DateTimeOffset now) => c switch
    {
        { State: Active, Invitation: { } invitation } => TakenOver(c, invitation.AgentId, segmentId, now, new(invitation.FromAgentId, now, invitation.Reason, invitation.Note)) with
        {
            Units = invitation.Units,
            // The new agent owes the next word, whoever had the last.
            WaitingSince = c.WaitingSince ?? now,
        },
        _ => throw c.Illegal(nameof(AcceptInvitation)),
    };

    /// <summary>The invited agent declined or missed it, or it was taken back: nothing changes for the customer.</summary>
    public static Conversation EndInvitation(this Conversation c) => c.Invitation is not null ? c.Step() with { Invitation = null } : throw c.Illegal(nameof(EndInvitation));

    /// <summary>The agent gives the conversation to a skill group: in front of its line, where the customer stands by the one enqueuing.</summary>
    public static Conversation Transfer(this Conversation c, Guid groupId, int units, Handover handover, DateTimeOffset now) => c.State switch
    {
        Active => LineSteps.GivenBack(c, now) with
        {
            GroupId = groupId,
            Units = units,
            EnqueuedAt = c.EnqueuedAt ?? now,
            // Who gives it away is not the one to get it again.
            DeclinedBy = c.AgentId is { } source ? [source] : [],
            Handover = handover,
        },
        _ => throw c.Illegal(nameof(Transfer)),
    };

    /// <summary>A supervisor gives it to a skill group, from whoever has it or out of another line.</summary>
    public static Conversation Move(this Conversation c, Guid groupId, int units, Handover handover, DateTimeOffset now) => c.State switch
    {
        Active => c.Transfer(groupId, units, handover, now),
        Queued or Offered => c.Step() with
        {
            State = Queued,
            Since = now,
            AgentId = null,
            OfferId = null,
            IsForced = false,
            GroupId = groupId,
            Units = units,
            JoinedLineAt = now,
            DeclinedBy = [],
            PreferredAgentId = null,
            PreferredUntil = null,
            IsWoken = false,
            Handover = handover,
        },
        _ => throw c.Illegal(nameof(Move)),
    };

    /// <summary>A supervisor gives it to an agent, asked or not, full or not.</summary>
    public static Conversation Assign(this Conversation c, Guid agentId, Guid segmentId, Handover handover, DateTimeOffset now) => c.State switch
    {
        Queued or Offered or Active or Parked => TakenOver(c, agentId, segmentId, now, handover) with
        {
            State = Active,
            IsForced = true,
            OfferId = null,
            PreferredAgentId = null,
            PreferredUntil = null,
            AwaySince = null,
            IsWoken = false,
            RemindAt = null,
            MessageLeftAt = null,
            EnqueuedAt = c.EnqueuedAt ?? now,
            WaitingSince = c.WaitingSince ?? now,
        },
        _ => throw c.Illegal(nameof(Assign)),
    };

    /// <summary>A colleague or lead is asked for help.</summary>
    public static Conversation AskHelp(this Conversation c, HelpRequest help) => c.State switch
    {
        Active when help.HelperId != c.AgentId => c.Step() with { Help = help },
        _ => throw c.Illegal(nameof(AskHelp)),
    };

    public static Conversation EndHelp(this Conversation c) => c.Help is null ? c : c.Step() with { Help = null };

    private static Conversation TakenOver(Conversation c, Guid agentId, Guid segmentId, DateTimeOffset now, Handover handover) => c.Step() with
    {
        Since = now,
        AgentId = agentId,
        SegmentId = segmentId,
        AcceptedAt = now,
        IsForced = false,
        Invitation = null,
        Help = c.Help?.HelperId == agentId ? null : c.Help,
        Handover = handover,
        Alerts = ConversationAlerts.None,
    };
}
