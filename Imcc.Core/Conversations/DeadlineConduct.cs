using Imcc.Core.Desk;
using Imcc.Core.Organisation;
using Kind = Imcc.Core.Conversations.ConversationEventKind;

namespace Imcc.Core.Conversations;

/// <summary>Decides what comes of time passing: pure. A timer may fire early, late or twice; only what is really due happens.</summary>
public static class DeadlineConduct
{
    /// <summary>How long after a full line a left message is brought to it again.</summary>
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(10);

    /// <returns>Null: nothing is due.</returns>
    public static Conducted? Decide(Conversation c, Surroundings around)
    {
        if (Deadlines.Next(c, around.GroupOf(c), around.Limits) is not { } next || next.At > around.Now)
            return null;
        var now = around.Now;
        var texts = around.Account.Texts;
        return next.What switch
        {
            Deadline.AutomatedIdle => Conducted.Done(c.Close(now), Kind.Closed),
            Deadline.FlowSilent => FlowConduct.Silent(c),
            Deadline.CustomerGone => Conducted.Done(c.Abandon(EndReason.CustomerLeft, now), Kind.Abandoned),
            Deadline.WaitedTooLong => TurnedAway.From(c, around.GroupOf(c)!, around.GroupOf(c)!.Line.WhenTooLong, EndReason.WaitedTooLong, around),
            Deadline.WaitChoice => Conducted.Done(c.Told(now) with { Alerts = c.Alerts | ConversationAlerts.ChoiceAsked }, words: LineWords.Fill(texts.WaitChoice, around.ForecastOf(c.GroupId))),
            Deadline.OfferMissed => Conducted.Done(c.Refuse(now), Kind.Missed, by: c.AgentId),
            Deadline.InvitationMissed => Conducted.Done(c.EndInvitation(), Kind.InvitationMissed, by: c.Invitation!.AgentId),
            Deadline.FirstReplyWarning => Alerted(c, ConversationAlerts.FirstReplyWarned),
            Deadline.FirstReplyLimit => Alerted(c, ConversationAlerts.FirstReplyBroken),
            Deadline.ReplyWarning => Alerted(c, ConversationAlerts.ReplyWarned),
            Deadline.ReplyLimit => Alerted(c, ConversationAlerts.ReplyBroken),
            Deadline.ReplyTransfer => Conducted.Done(c.TakeFromSilent(now), Kind.TakenFromSilent, by: c.AgentId),
            Deadline.CustomerIdleWarning => Alerted(c, ConversationAlerts.CustomerIdleWarned, texts.IdleWarning),
            Deadline.CustomerIdle when around.GroupOf(c)!.Times.WhenIdle == IdleAction.Park => Conducted.Done(c.Park(now, null), Kind.Parked, detail: nameof(Deadline.CustomerIdle)),
            Deadline.CustomerIdle => Conducted.Done(c.End(EndReason.CustomerIdle, now), Kind.Ended, texts.IdleFarewell, nameof(Deadline.CustomerIdle)),
            Deadline.TotalLimit => Conducted.Done(c.End(EndReason.TotalLimit, now), Kind.Ended, texts.Farewell, nameof(Deadline.TotalLimit)),
            Deadline.Reminder when c.WaitingSince is not null => Conduct.Wake(c, around),
            Deadline.Reminder => Alerted(c, ConversationAlerts.ReminderDue),
            Deadline.ParkedTooLong => Conducted.Done(SummaryConduct.Owing(c.Close(now, EndReason.ParkedTooLong), around), Kind.Closed, detail: nameof(Deadline.ParkedTooLong)),
            Deadline.MessageToBeServed => Serve(c, around),
            Deadline.WrapUpOver => Conducted.Done(SummaryConduct.Owing(c.Close(now), around), Kind.Closed),
            _ => throw new InvalidOperationException($"{next.What} is no deadline that is known here."),
        };
    }

    /// <summary>Whose line's forecast the decision looks at, if one is due that does.</summary>
    public static Guid? LineOf(Conversation c, Surroundings around) =>
        Deadlines.Next(c, around.GroupOf(c), around.Limits) is { What: Deadline.WaitChoice or Deadline.MessageToBeServed, At: var at } && at <= around.Now ? c.GroupId : null;

    /// <summary>A left message comes to its turn: the group is open, and the line has room.</summary>
    private static Conducted Serve(Conversation c, Surroundings around)
    {
        var group = around.GroupOf(c) ?? around.Directory.Groups[around.Account.SkillGroupId];
        if (!around.Directory.IsOpen(group, around.Now))
            return new() { Outcome = CommandOutcome.Done, Next = c.LookAgain(around.Directory.OpensNext(group, around.Now) ?? around.Now + TimeSpan.FromHours(1)) };
        if (around.ForecastOf(group.Id)?.Waiting >= group.Line.MostWaiting)
            return new() { Outcome = CommandOutcome.Done, Next = c.LookAgain(around.Now + LookAgainAfter) };
        return Conducted.Done(c.Enqueue(group.Id, c.VipTier, group.Units, around.Now), Kind.Enqueued, detail: "message");
    }

    private static Conducted Alerted(Conversation c, ConversationAlerts alert, string? words = null) =>
        Conducted.Done(c.Alert(alert), Kind.Alerted, words, alert.ToString());
}
