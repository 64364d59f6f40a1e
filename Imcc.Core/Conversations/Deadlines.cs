using Imcc.Core.Organisation;
using static Imcc.Core.Conversations.ConversationState;

namespace Imcc.Core.Conversations;

/// <summary>
/// When something happens by itself, worked out from the conversation and its group's times: nothing is counted, so a restart forgets
/// nothing. The clock of a side runs only while that side owes the next word.
/// </summary>
public static class Deadlines
{
    /// <summary>Who has come back into the line is not thrown out of it on the spot.</summary>
    private static readonly TimeSpan AtLeast = TimeSpan.FromMinutes(1);

    /// <summary>The next one; null: nothing happens by itself.</summary>
    public static (Deadline What, DateTimeOffset At)? Next(Conversation c, SkillGroup? group, ConversationLimits limits)
    {
        (Deadline, DateTimeOffset)? next = null;
        foreach (var deadline in Of(c, group, limits))
        {
            if (next is not { } known || deadline.At < known.Item2)
                next = deadline;
        }

        return next;
    }

    public static IEnumerable<(Deadline What, DateTimeOffset At)> Of(Conversation c, SkillGroup? group, ConversationLimits limits) => c.State switch
    {
        // While something is asked of the customer, that is waited for.
        Automated when c.Flow is { } flow => [(Deadline.FlowSilent, flow.Until)],
        Automated => [(Deadline.AutomatedIdle, Later(c.Since, c.LastCustomerMessageAt ?? c.Since) + limits.AutomatedIdle)],
        Queued => OfWaiting(c, group!, limits),
        Offered => c is { AwaySince: { } away, MessageLeftAt: null }
            ? [(Deadline.OfferMissed, c.Since + group!.Ring), (Deadline.CustomerGone, away + limits.VisitorPatience)]
            : [(Deadline.OfferMissed, c.Since + group!.Ring)],
        Active => OfServed(c, group!.Times),
        Parked when c.IsLeftMessage => [(Deadline.MessageToBeServed, c.RemindAt ?? c.Since)],
        Parked => OfParked(c, group!.Times),
        WrapUp => [(Deadline.WrapUpOver, c.Since + group!.WrapUp)],
        _ => [],
    };

    /// <summary>By when the serving agent is to have answered; null: the customer does not wait, or nobody watches it.</summary>
    public static DateTimeOffset? ReplyDue(Conversation c, ServiceTimes times)
    {
        if (c.WaitingSince is not { } waiting)
            return null;
        var accepted = c.AcceptedAt ?? c.Since;
        return c.LastAgentMessageAt is not { } said || said < accepted ? accepted + times.FirstReplyLimit : waiting + times.ReplyLimit;
    }

    private static IEnumerable<(Deadline, DateTimeOffset)> OfWaiting(Conversation c, SkillGroup group, ConversationLimits limits)
    {
        // Nobody watches a screen for the answer to a message that was left.
        if (c.MessageLeftAt is not null)
            yield break;
        if (c.AwaySince is { } away)
            yield return (Deadline.CustomerGone, away + limits.VisitorPatience);
        var joined = c.JoinedLineAt ?? c.Since;
        yield return (Deadline.WaitedTooLong, Later(joined + group.MaxWait, c.Since + AtLeast));
        if (group.Line.ChoiceAfter is { } every)
            yield return (Deadline.WaitChoice, Later(c.ToldAt ?? joined, joined) + every);
    }

    private static IEnumerable<(Deadline, DateTimeOffset)> OfServed(Conversation c, ServiceTimes times)
    {
        var accepted = c.AcceptedAt ?? c.Since;
        if (c.Invitation is { } invitation)
            yield return (Deadline.InvitationMissed, invitation.DueAt);
        if (times.TotalLimit is { } total)
            // Whoever writes again after it has ended begins anew.
            yield return (Deadline.TotalLimit, c.Since + total);
        if (c.WaitingSince is { } waiting)
        {
            var isFirst = c.LastAgentMessageAt is not { } said || said < accepted;
            var (since, warning, limit) = isFirst ? (accepted, times.FirstReplyWarning, times.FirstReplyLimit) : (waiting, times.ReplyWarning, times.ReplyLimit);
            var (warned, broken) = isFirst
                ? (ConversationAlerts.FirstReplyWarned, ConversationAlerts.FirstReplyBroken)
                : (ConversationAlerts.ReplyWarned, ConversationAlerts.ReplyBroken);
            if (warning is { } w && !c.Alerts.HasFlag(warned) && !c.Alerts.HasFlag(broken))
                yield return (isFirst ? Deadline.FirstReplyWarning : Deadline.ReplyWarning, since + w);
            if (limit is { } l && !c.Alerts.HasFlag(broken))
                yield return (isFirst ? Deadline.FirstReplyLimit : Deadline.ReplyLimit, since + l);
            if (times.ReplyTransfer is { } t && c.ReplyTransfers < times.MostReplyTransfers)
                yield return (Deadline.ReplyTransfer, Later(waiting, accepted) + t);
        }
        else if (c.LastAgentMessageAt is { } lastWord && lastWord >= accepted)
        {
            if (times.CustomerIdleWarning is { } w && !c.Alerts.HasFlag(ConversationAlerts.CustomerIdleWarned))
                yield return (Deadline.CustomerIdleWarning, lastWord + w);
            if (times.CustomerIdleLimit is { } l)
                yield return (Deadline.CustomerIdle, lastWord + l);
        }
    }

    private static IEnumerable<(Deadline, DateTimeOffset)> OfParked(Conversation c, ServiceTimes times)
    {
        if (c.RemindAt is { } at && !c.Alerts.HasFlag(ConversationAlerts.ReminderDue))
            yield return (Deadline.Reminder, at);
        // The customer has written and waits for the opening: not closed before anybody could answer.
        if (c.WaitingSince is null || c.RemindAt is null)
            yield return (Deadline.ParkedTooLong, Later(c.Since, c.RemindAt ?? c.Since) + times.ParkedLimit);
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}

/// <summary>What falls due.</summary>
public enum Deadline
{
    AutomatedIdle,
    FlowSilent,
    CustomerGone,
    WaitedTooLong,
    WaitChoice,
    OfferMissed,
    InvitationMissed,
    FirstReplyWarning,
    FirstReplyLimit,
    ReplyWarning,
    ReplyLimit,
    ReplyTransfer,
    CustomerIdleWarning,
    CustomerIdle,
    TotalLimit,
    Reminder,
    ParkedTooLong,
    MessageToBeServed,
    WrapUpOver,
}
