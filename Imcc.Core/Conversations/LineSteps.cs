using System.Collections.Immutable;
using static Imcc.Core.Conversations.ConversationState;

namespace Imcc.Core.Conversations;

/// <summary>The steps into the line, through an offer, and out again. <see cref="Conversation.EnqueuedAt"/> is set once and never moved.</summary>
public static class LineSteps
{
    private const int MostRefusers = 60;

    /// <summary>The customer joins the line of a group; whoever left a message joins it with that.</summary>
    /// <param name="preferred">Who is to be asked first, and until when alone.</param>
    public static Conversation Enqueue(this Conversation c, Guid groupId, int vipTier, int units, DateTimeOffset now, (Guid AgentId, DateTimeOffset Until)? preferred = null) => c.State switch
    {
        Automated => Joined(c, groupId, vipTier, units, now, preferred) with { WaitingSince = now, AwaitsMessage = false },
        // Nobody watches the screen for the answer to a message: it is served when it comes to its turn, from now on.
        Parked when c.IsLeftMessage => Joined(c, groupId, vipTier, units, now, preferred) with { WaitingSince = c.MessageLeftAt, RemindAt = null },
        _ => throw c.Illegal(nameof(Enqueue)),
    };

    /// <summary>A parked conversation goes on: in front of the line, first to the agent who kept it.</summary>
    /// <param name="until">How long nobody else is asked.</param>
    public static Conversation Wake(this Conversation c, Guid groupId, int units, DateTimeOffset now, DateTimeOffset until) => c.State switch
    {
        Parked when c.AgentId is { } agent => c.Step() with
        {
            State = Queued,
            Since = now,
            GroupId = groupId,
            Units = units,
            EnqueuedAt = c.EnqueuedAt ?? now,
            JoinedLineAt = now,
            AgentId = null,
            PreferredAgentId = agent,
            PreferredUntil = until,
            DeclinedBy = [],
            IsWoken = true,
            WaitingSince = c.WaitingSince ?? now,
            RemindAt = null,
            Alerts = ConversationAlerts.None,
        },
        _ => throw c.Illegal(nameof(Wake)),
    };

    /// <summary>An agent is asked.</summary>
    public static Conversation Offer(this Conversation c, Guid agentId, Guid offerId, DateTimeOffset now, bool forced = false) => c.State switch
    {
        Queued => c.Step() with
        {
            State = Offered,
            Since = now,
            AgentId = agentId,
            OfferId = offerId,
            Attempts = c.Attempts + 1,
            IsForced = forced,
        },
        _ => throw c.Illegal(nameof(Offer)),
    };

    /// <summary>The asked agent takes it.</summary>
    public static Conversation Accept(this Conversation c, Guid segmentId, DateTimeOffset now) => c.State switch
    {
        Offered => c.Step() with
        {
            State = Active,
            Since = now,
            SegmentId = segmentId,
            AcceptedAt = now,
            OfferId = null,
            PreferredAgentId = null,
            PreferredUntil = null,
            IsWoken = false,
            MessageLeftAt = null,
            AwaySince = null,
            ToldAt = null,
            Alerts = ConversationAlerts.None,
        },
        _ => throw c.Illegal(nameof(Accept)),
    };

    /// <summary>The asked agent declined or missed it: back to the same place in the line, and not to this agent again.</summary>
    public static Conversation Refuse(this Conversation c, DateTimeOffset now) => c.State switch
    {
        Offered => BackToLine(c, now) with { DeclinedBy = WithRefuser(c.DeclinedBy, c.AgentId!.Value), PreferredAgentId = null, PreferredUntil = null, IsWoken = false },
        _ => throw c.Illegal(nameof(Refuse)),
    };

    /// <summary>The offer is taken back through no fault of the agent's (the connection was lost, a supervisor stepped in).</summary>
    public static Conversation Withdraw(this Conversation c, DateTimeOffset now) => c.State switch
    {
        Offered => BackToLine(c, now),
        _ => throw c.Illegal(nameof(Withdraw)),
    };

    /// <summary>The serving agent is gone: back into the line where the customer stood, in front of all who came later.</summary>
    public static Conversation Requeue(this Conversation c, DateTimeOffset now) => c.State switch
    {
        Active => GivenBack(c, now),
        _ => throw c.Illegal(nameof(Requeue)),
    };

    /// <summary>The serving agent kept silent for too long: back into the line, in front, and not to this agent again.</summary>
    public static Conversation TakeFromSilent(this Conversation c, DateTimeOffset now) => c.State switch
    {
        Active => GivenBack(c, now) with { DeclinedBy = WithRefuser(c.DeclinedBy, c.AgentId!.Value), ReplyTransfers = c.ReplyTransfers + 1 },
        _ => throw c.Illegal(nameof(TakeFromSilent)),
    };

    /// <summary>The customer left the line, or waited longer than anybody may.</summary>
    public static Conversation Abandon(this Conversation c, EndReason reason, DateTimeOffset now) => c.State switch
    {
        Queued or Offered => Out(c, now) with { State = Abandoned, WaitingSince = null, EndedAt = now, EndReason = reason },
        _ => throw c.Illegal(nameof(Abandon)),
    };

    /// <summary>The line could not take the customer, who has been told so.</summary>
    public static Conversation Overflow(this Conversation c, EndReason reason, DateTimeOffset now) => c.State switch
    {
        Automated or Queued => Out(c, now) with { State = Overflowed, WaitingSince = null, EndedAt = now, EndReason = reason },
        _ => throw c.Illegal(nameof(Overflow)),
    };

    /// <summary>The customer is asked to leave a message instead of waiting.</summary>
    public static Conversation AskForMessage(this Conversation c, Guid groupId, DateTimeOffset now) => c.State switch
    {
        Automated or Queued => Out(c, now) with { State = Automated, GroupId = groupId, AwaitsMessage = true, WaitingSince = null, EnqueuedAt = null, JoinedLineAt = null },
        _ => throw c.Illegal(nameof(AskForMessage)),
    };

    /// <summary>A message is left: it waits without taking anybody's capacity.</summary>
    /// <param name="lookAgainAt">When it is to be brought into the line.</param>
    public static Conversation LeaveMessage(this Conversation c, Guid groupId, DateTimeOffset now, DateTimeOffset lookAgainAt) => c.State switch
    {
        Automated => c.Step() with { State = Parked, Since = now, GroupId = groupId, AwaitsMessage = false, MessageLeftAt = now, WaitingSince = now, RemindAt = lookAgainAt },
        _ => throw c.Illegal(nameof(LeaveMessage)),
    };

    /// <summary>A left message cannot be brought into the line yet.</summary>
    public static Conversation LookAgain(this Conversation c, DateTimeOffset at) => c.State switch
    {
        Parked when c.IsLeftMessage => c.Step() with { RemindAt = at },
        _ => throw c.Illegal(nameof(LookAgain)),
    };

    /// <summary>The waiting customer was told the place, or asked whether to go on.</summary>
    public static Conversation Told(this Conversation c, DateTimeOffset now) => c.State switch
    {
        Queued or Offered => c.Step() with { ToldAt = now },
        _ => throw c.Illegal(nameof(Told)),
    };

    /// <summary>The waiting customer's screen went away: unless it comes back in time, they have left.</summary>
    public static Conversation CustomerAway(this Conversation c, DateTimeOffset now) =>
        c is { State: Queued or Offered, AwaySince: null } ? c.Step() with { AwaySince = now } : c;

    public static Conversation CustomerBack(this Conversation c) => c.AwaySince is null ? c : c.Step() with { AwaySince = null };

    internal static ImmutableArray<Guid> WithRefuser(ImmutableArray<Guid> refusers, Guid agentId)
    {
        // Who refused long ago may be asked again: the list of a long wait must not grow without end.
        var all = refusers.Remove(agentId).Add(agentId);
        return all.Length <= MostRefusers ? all : all.RemoveRange(0, all.Length - MostRefusers);
    }

    /// <summary>An agent's stretch is over, and the customer waits again where they stood.</summary>
    internal static Conversation GivenBack(Conversation c, DateTimeOffset now) => BackToLine(c, now) with
    {
        SegmentId = null,
        JoinedLineAt = now,
        WaitingSince = c.WaitingSince ?? now,
        Invitation = null,
        Help = null,
        Alerts = ConversationAlerts.None,
    };

    private static Conversation Joined(Conversation c, Guid groupId, int vipTier, int units, DateTimeOffset now, (Guid AgentId, DateTimeOffset Until)? preferred) => c.Step() with
    {
        State = Queued,
        Since = now,
        GroupId = groupId,
        VipTier = vipTier,
        Units = units,
        EnqueuedAt = now,
        JoinedLineAt = now,
        PreferredAgentId = preferred?.AgentId,
        PreferredUntil = preferred?.Until,
        ToldAt = now,
        Alerts = ConversationAlerts.None,
    };

    private static Conversation BackToLine(Conversation c, DateTimeOffset now) => c.Step() with
    {
        State = Queued,
        Since = now,
        AgentId = null,
        OfferId = null,
        IsForced = false,
    };

    private static Conversation Out(Conversation c, DateTimeOffset now) => c.Step() with
    {
        Since = now,
        AgentId = null,
        OfferId = null,
        IsForced = false,
        PreferredAgentId = null,
        PreferredUntil = null,
        AwaySince = null,
        IsWoken = false,
    };
}
