using System.Collections.Immutable;
using Imcc.Core.Reasons;
using static Imcc.Core.Conversations.ConversationState;

namespace Imcc.Core.Conversations;

/// <summary>The steps while somebody is served: what is said, what is noted, parking, the end and the wrap-up.</summary>
public static class ServiceSteps
{
    /// <summary>The customer says something. During the wrap-up it brings the conversation back to the same agent.</summary>
    public static Conversation HearCustomer(this Conversation c, string preview, DateTimeOffset now)
    {
        var heard = c.Step() with { Preview = preview, LastCustomerMessageAt = now };
        return c.State switch
        {
            Automated or Queued or Offered => heard,
            Parked => heard with { Unread = c.Unread + 1 },
            Active => heard with { Unread = c.Unread + 1, WaitingSince = c.WaitingSince ?? now, Alerts = c.Alerts & ~ConversationAlerts.CustomerIdleWarned },
            WrapUp => heard with
            {
                State = Active,
                Since = now,
                Unread = c.Unread + 1,
                WaitingSince = now,
                EndedAt = null,
                EndReason = null,
                Alerts = ConversationAlerts.None,
            },
            _ => throw c.Illegal(nameof(HearCustomer)),
        };
    }

    /// <summary>The agent answers.</summary>
    public static Conversation HearAgent(this Conversation c, string preview, DateTimeOffset now) => c.State switch
    {
        Active => c.Step() with
        {
            Preview = preview,
            LastAgentMessageAt = now,
            FirstReplyAt = c.FirstReplyAt ?? now,
            WaitingSince = null,
            Unread = 0,
            Alerts = ConversationAlerts.None,
        },
        _ => throw c.Illegal(nameof(HearAgent)),
    };

    /// <summary>The system answers by itself: shown as the last word, counted as nobody's.</summary>
    public static Conversation HearAutomatic(this Conversation c, string preview) => c.Step() with { Preview = preview };

    /// <summary>A supervisor speaks to the customer beside the agent: shown as the last word. The agent's clocks go on, for the agent still owes the answer.</summary>
    public static Conversation HearLead(this Conversation c, string preview) => c.State switch
    {
        Active => c.Step() with { Preview = preview },
        _ => throw c.Illegal(nameof(HearLead)),
    };

    public static Conversation MarkRead(this Conversation c) => c.Unread == 0 ? c : c.Step() with { Unread = 0 };

    public static Conversation WithVipTier(this Conversation c, int tier) => tier == c.VipTier ? c : c.Step() with { VipTier = tier };

    /// <summary>In a group the agent turns to somebody; null: to the customer.</summary>
    public static Conversation Address(this Conversation c, Channels.Speaker? to) =>
        c.Chat is not { } chat ? throw c.Illegal(nameof(Address)) : chat.Answering == to ? c : c.Step() with { Chat = chat with { Answering = to } };

    public static Conversation Annotate(this Conversation c, string note) => note == c.Note ? c : c.Step() with { Note = note };

    /// <summary>Why the customer came is known, or known better; after the end, too.</summary>
    public static Conversation Classify(this Conversation c, ImmutableArray<ContactReason> reasons) => c.State switch
    {
        Active or Parked or WrapUp or Closed => c.Step() with { Reasons = reasons, SummaryOwedBy = reasons.IsEmpty ? c.SummaryOwedBy : null },
        _ => throw c.Illegal(nameof(Classify)),
    };

    /// <summary>A time was not kept; told once.</summary>
    public static Conversation Alert(this Conversation c, ConversationAlerts alert) => c.Alerts.HasFlag(alert) ? c : c.Step() with { Alerts = c.Alerts | alert };

    /// <summary>The customer has gone quiet: the agent keeps the conversation, and has the capacity back.</summary>
    /// <param name="remindAt">When the agent wants to be reminded; null: not at all.</param>
    public static Conversation Park(this Conversation c, DateTimeOffset now, DateTimeOffset? remindAt) => c.State switch
    {
        Active => c.Step() with
        {
            State = Parked,
            Since = now,
            SegmentId = null,
            WaitingSince = null,
            Unread = 0,
            RemindAt = remindAt,
            Invitation = null,
            Help = null,
            IsForced = false,
            Alerts = ConversationAlerts.None,
        },
        _ => throw c.Illegal(nameof(Park)),
    };

    /// <summary>The customer of a parked conversation has written while nobody serves.</summary>
    /// <param name="until">When it is to go on; null: when its agent goes on.</param>
    public static Conversation AwaitOpening(this Conversation c, DateTimeOffset now, DateTimeOffset? until) => c.State switch
    {
        Parked when c.AgentId is not null => c.Step() with { WaitingSince = c.WaitingSince ?? now, RemindAt = until, Alerts = c.Alerts & ~ConversationAlerts.ReminderDue },
        _ => throw c.Illegal(nameof(AwaitOpening)),
    };

    /// <summary>The conversation is over; the agent's capacity stays taken for the wrap-up.</summary>
    public static Conversation End(this Conversation c, EndReason reason, DateTimeOffset now) => c.State switch
    {
        Active => c.Step() with
        {
            State = WrapUp,
            Since = now,
            EndedAt = now,
            EndReason = reason,
            WaitingSince = null,
            Unread = 0,
            Invitation = null,
            Help = null,
            Alerts = ConversationAlerts.None,
        },
        _ => throw c.Illegal(nameof(End)),
    };

    /// <summary>Nothing more will happen: after the wrap-up, after parking, or when the automatic service is over.</summary>
    /// <param name="reason">Why it ended; a wrap-up has its reason already.</param>
    public static Conversation Close(this Conversation c, DateTimeOffset now, EndReason reason = EndReason.Idle) => c.State switch
    {
        WrapUp => c.Step() with { State = Closed, Since = now },
        Automated or Parked => c.Step() with { State = Closed, Since = now, EndedAt = now, EndReason = reason, WaitingSince = null, RemindAt = null, AwaitsMessage = false },
        _ => throw c.Illegal(nameof(Close)),
    };
}
