using Imcc.Core.Desk;
using static Imcc.Core.Conversations.ConversationState;
using Kind = Imcc.Core.Conversations.ConversationEventKind;

namespace Imcc.Core.Conversations;

/// <summary>Decides what comes of an act: pure, so that every cell of (state × act) is a test (<see cref="StateTable"/>).</summary>
public static class Conduct
{
    public static Conducted Decide(Conversation c, Act act, Surroundings around)
    {
        var now = around.Now;
        return act switch
        {
            Act.Accept a => OnAccept(c, a, around),
            Act.Decline a => OnDecline(c, a, now),
            Act.End a => OnEnd(c, a, around),
            Act.FinishWrapUp a => c.AgentId != a.AgentId ? Conducted.Refused(CommandOutcome.NotYours)
                : c.State == WrapUp ? SummaryConduct.Refusal(c, around) ?? Conducted.Done(c.Close(now), Kind.WrapUpFinished)
                : Conducted.Refused(CommandOutcome.TooLate),
            Act.SaveNote a => c.AgentId == a.AgentId && (c.HoldsAgent || c.State is Parked or Closed)
                ? Conducted.Done(c.Annotate(a.Note))
                : Conducted.Refused(CommandOutcome.NotYours),
            Act.Classify a => SummaryConduct.Classify(c, a, around),
            Act.MarkRead a => c.AgentId == a.AgentId && c.State is Active or Parked
                ? Conducted.Done(c.MarkRead())
                : Conducted.Refused(CommandOutcome.NotYours),
            Act.Park a => c.IsServedBy(a.AgentId)
                ? Conducted.Done(c.Park(now, a.RemindAt), Kind.Parked)
                : Conducted.Refused(c.State == Parked && c.AgentId == a.AgentId ? CommandOutcome.AlreadyDone : NotServedBy(c, a.AgentId)),
            Act.Resume a => c.State == Parked && c.AgentId == a.AgentId
                ? Wake(c, around)
                : Conducted.Refused(c.IsServedBy(a.AgentId) ? CommandOutcome.AlreadyDone : NotServedBy(c, a.AgentId)),
            Act.CloseParked a => c.State == Parked && c.AgentId == a.AgentId
                ? SummaryConduct.Refusal(c, around) ?? Conducted.Done(c.Close(now, EndReason.Agent), Kind.Closed)
                : Conducted.Refused(NotServedBy(c, a.AgentId)),
            Act.TransferToGroup a => OnTransfer(c, a, around),
            Act.Invite a => OnInvite(c, a, around),
            Act.WithdrawInvitation a => c.IsServedBy(a.AgentId) && c.Invitation is not null
                ? Conducted.Done(c.EndInvitation(), Kind.InvitationWithdrawn)
                : Conducted.Refused(NotServedBy(c, a.AgentId)),
            Act.AskHelp a => !c.IsServedBy(a.AgentId) ? Conducted.Refused(NotServedBy(c, a.AgentId))
                : a.HelperId == a.AgentId ? Conducted.Refused(CommandOutcome.Invalid)
                : Conducted.Done(c.AskHelp(new(a.HelperId, a.AgentId, now, a.Note)), Kind.HelpAsked, detail: around.NameOf(a.HelperId), by: a.AgentId),
            Act.EndHelp a => c.IsServedBy(a.AgentId) && c.Help is not null || c.IsHelpedBy(a.AgentId)
                ? Conducted.Done(c.EndHelp(), Kind.HelpEnded, by: a.AgentId)
                : Conducted.Refused(NotServedBy(c, a.AgentId)),
            Act.HoldBack a => c.IsServedBy(a.AgentId) || (c.State == Active && SteerConduct.MaySteer(c, a.AgentId, around.Directory))
                ? new() { Outcome = CommandOutcome.Done, Happened = [new(Kind.WordsBlocked, a.Words, a.AgentId)] }
                : Conducted.Refused(NotServedBy(c, a.AgentId)),
            Act.Address a => !c.IsServedBy(a.AgentId) ? Conducted.Refused(NotServedBy(c, a.AgentId))
                : c.Chat is { } chat ? Conducted.Done(c.Address(chat.IsOf(a.To) ? null : a.To)) : Conducted.Refused(CommandOutcome.Invalid),
            Act.Assign a => OnAssign(c, a, around),
            Act.TakeOver a => SteerConduct.TakeOver(c, a, around),
            Act.Move a => SteerConduct.Move(c, a, around),
            Act.LoseAgent a => OnLost(c, a, now),
            Act.CustomerAway => Conducted.Done(c.CustomerAway(now)),
            Act.CustomerBack => Conducted.Done(c.CustomerBack()),
            Act.TurnAway => c is { State: Queued, MessageLeftAt: null } && around.GroupOf(c) is { } group
                ? TurnedAway.From(c, group, group.Line.WhenFull, EndReason.LineFull, around)
                : Conducted.Refused(CommandOutcome.TooLate),
            _ => throw new InvalidOperationException($"{act.GetType().Name} is no act that is known here."),
        };
    }

    /// <summary>A parked conversation goes on, first with the agent who kept it.</summary>
    public static Conducted Wake(Conversation c, Surroundings around)
    {
        var group = around.GroupOf(c) ?? around.Directory.Groups[around.Account.SkillGroupId];
        return Conducted.Done(c.Wake(group.Id, group.Units, around.Now, around.Now + group.Times.ReturnWait), Kind.Woken);
    }

    private static Conducted OnAccept(Conversation c, Act.Accept act, Surroundings around)
    {
        if (c.IsServedBy(act.AgentId))
            return Conducted.Refused(CommandOutcome.AlreadyDone);
        if (c.IsInvited(act.AgentId, act.OfferId))
            return TakeOver(c.AcceptInvitation(Guid.CreateVersion7(around.Now), around.Now), around, Kind.TakenOver, c.Invitation!.Reason, c.AgentId);
        return c.IsOfferedTo(act.AgentId, act.OfferId) ? Take(c, around) : Conducted.Refused(CommandOutcome.TooLate);
    }

    /// <summary>The asked agent has the conversation.</summary>
    public static Conducted Take(Conversation c, Surroundings around)
    {
        var taken = c.Accept(Guid.CreateVersion7(around.Now), around.Now);
        return Conducted.Done(taken, Kind.Accepted, around.Greeting(taken));
    }

    private static Conducted OnDecline(Conversation c, Act.Decline act, DateTimeOffset now)
    {
        if (c.IsInvited(act.AgentId, act.OfferId))
            return Conducted.Done(c.EndInvitation(), Kind.InvitationDeclined, detail: act.Reason, by: act.AgentId);
        return c.IsOfferedTo(act.AgentId, act.OfferId)
            ? Conducted.Done(c.Refuse(now), Kind.Declined, detail: act.Reason, by: act.AgentId)
            : Conducted.Refused(CommandOutcome.TooLate);
    }

    private static Conducted OnEnd(Conversation c, Act.End act, Surroundings around)
    {
        if (c.State == WrapUp && c.AgentId == act.AgentId)
            return Conducted.Refused(CommandOutcome.AlreadyDone);
        return c.IsServedBy(act.AgentId)
            ? Conducted.Done(c.End(EndReason.Agent, around.Now), Kind.Ended, around.Account.Texts.Farewell)
            : Conducted.Refused(NotServedBy(c, act.AgentId));
    }

    private static Conducted OnTransfer(Conversation c, Act.TransferToGroup act, Surroundings around)
    {
        if (!c.IsServedBy(act.AgentId))
            return Conducted.Refused(NotServedBy(c, act.AgentId));
        if (!around.Directory.Groups.TryGetValue(act.GroupId, out var group))
            return Conducted.Refused(CommandOutcome.Invalid);
        // Nobody is given into a line that nobody serves.
        if (!around.Directory.IsOpen(group, around.Now))
            return Conducted.Refused(CommandOutcome.NotThere);
        var moved = c.Transfer(group.Id, group.Units, new(act.AgentId, around.Now, act.Reason, act.Note), around.Now);
        return Conducted.Done(moved, Kind.TransferredToGroup, Words(around, agent: "", group.Name), act.Reason, act.AgentId);
    }

    private static Conducted OnInvite(Conversation c, Act.Invite act, Surroundings around)
    {
        if (!c.IsServedBy(act.AgentId))
            return Conducted.Refused(NotServedBy(c, act.AgentId));
        if (c.Invitation is not null || act.InvitedId == act.AgentId)
            return Conducted.Refused(CommandOutcome.Invalid);
        var ring = around.GroupOf(c)?.Ring ?? TimeSpan.FromSeconds(30);
        var invited = c.Invite(new(act.InvitedId, act.OfferId, act.AgentId, around.Now, around.Now + ring, act.Units, act.Reason, act.Note));
        return Conducted.Done(invited, Kind.Invited, detail: around.NameOf(act.InvitedId), by: act.AgentId);
    }

    internal static Conducted OnAssign(Conversation c, Act.Assign act, Surroundings around)
    {
        if (c.IsServedBy(act.AgentId))
            return Conducted.Refused(CommandOutcome.AlreadyDone);
        if (c.State is not (Queued or Offered or Active or Parked))
            return Conducted.Refused(CommandOutcome.TooLate);
        if (!around.Directory.Agents.TryGetValue(act.AgentId, out var agent) || !agent.Enabled)
            return Conducted.Refused(CommandOutcome.Invalid);
        var assigned = c.Assign(act.AgentId, Guid.CreateVersion7(around.Now), new(act.SupervisorId, around.Now, act.Reason, ""), around.Now);
        var done = TakeOver(assigned, around, Kind.Assigned, act.Reason, act.SupervisorId);
        // Whoever stood in the line has left it answered.
        return c.State is Queued or Offered ? done.And(Kind.Accepted, by: act.SupervisorId) : done;
    }

    private static Conducted OnLost(Conversation c, Act.LoseAgent act, DateTimeOffset now)
    {
        if (c.State == Offered && c.AgentId == act.AgentId)
            return Conducted.Done(c.Withdraw(now), Kind.Withdrawn, by: act.AgentId);
        if (c.State == Active && c.AgentId == act.AgentId && act.ForGood)
            return Conducted.Done(c.Requeue(now), Kind.Requeued, by: act.AgentId);
        if (c.State == Active && c.Invitation?.AgentId == act.AgentId)
            return Conducted.Done(c.EndInvitation(), Kind.InvitationWithdrawn, by: act.AgentId);
        if (c.IsHelpedBy(act.AgentId) && act.ForGood)
            return Conducted.Done(c.EndHelp(), Kind.HelpEnded, by: act.AgentId);
        return Conducted.Refused(CommandOutcome.TooLate);
    }

    private static Conducted TakeOver(Conversation taken, Surroundings around, Kind kind, string detail, Guid? by) =>
        Conducted.Done(taken, kind, around.Greeting(taken) ?? Words(around, around.NameOf(taken.AgentId), around.GroupOf(taken)?.Name ?? ""), detail, by);

    internal static string Words(Surroundings around, string agent, string group) => around.Account.Texts.Transferred
        .Replace("{agent}", agent, StringComparison.Ordinal).Replace("{group}", group, StringComparison.Ordinal);

    private static CommandOutcome NotServedBy(Conversation c, Guid agentId) =>
        c.AgentId == agentId || !c.IsOpen ? CommandOutcome.TooLate : CommandOutcome.NotYours;
}
