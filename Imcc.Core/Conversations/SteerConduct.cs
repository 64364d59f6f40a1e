using Imcc.Core.Desk;
using static Imcc.Core.Conversations.ConversationState;
using Kind = Imcc.Core.Conversations.ConversationEventKind;

namespace Imcc.Core.Conversations;

/// <summary>What a supervisor may do with a conversation of their units that is not theirs, and what comes of it.</summary>
public static class SteerConduct
{
    /// <summary>Whether this person leads the unit that the conversation belongs to.</summary>
    public static bool MaySteer(Conversation c, Guid leadId, Organisation.Directory directory) => directory.IsLeadOf(leadId, directory.UnitOf(c.GroupId, c.AccountId));

    /// <summary>The agent's stretch ends and the supervisor's begins, with one step.</summary>
    public static Conducted TakeOver(Conversation c, Act.TakeOver act, Surroundings around)
    {
        if (Refusal(c, act.LeadId, around) is { } refused)
            return refused;
        if (c.IsServedBy(act.LeadId))
            return Conducted.Refused(CommandOutcome.AlreadyDone);
        if (HasMovedOn(c, act.From))
            return Conducted.Refused(CommandOutcome.TooLate);
        var done = Conduct.OnAssign(c, new Act.Assign(act.LeadId, act.LeadId, act.Reason), around);
        return done.Outcome == CommandOutcome.Done ? done.And(Kind.TakenOverByLead, act.Reason, act.LeadId) : done;
    }

    /// <summary>The conversation goes to the line of a group, in front, where the customer stands by the one enqueuing.</summary>
    public static Conducted Move(Conversation c, Act.Move act, Surroundings around)
    {
        if (Refusal(c, act.LeadId, around) is { } refused)
            return refused;
        if (!around.Directory.Groups.TryGetValue(act.GroupId, out var group))
            return Conducted.Refused(CommandOutcome.Invalid);
        if (c.State is not (Active or Queued or Offered) || HasMovedOn(c, act.From))
            return Conducted.Refused(CommandOutcome.TooLate);
        if (c.State != Active && c.GroupId == group.Id)
            return Conducted.Refused(CommandOutcome.AlreadyDone);
        // Nobody is given into a line that nobody serves.
        if (!around.Directory.IsOpen(group, around.Now))
            return Conducted.Refused(CommandOutcome.NotThere);
        var moved = c.Move(group.Id, group.Units, new(act.LeadId, around.Now, act.Reason, ""), around.Now);
        var done = Conducted.Done(moved, words: c.State == Active ? Conduct.Words(around, agent: "", group.Name) : null);
        // Whoever was being asked is asked no more.
        if (c.State == Offered)
            done = done.And(Kind.Withdrawn, by: act.LeadId);
        return done.And(Kind.TransferredToGroup, act.Reason, act.LeadId).And(Kind.MovedByLead, act.Reason, act.LeadId);
    }

    /// <summary>A supervisor turns to a customer who has nothing going on: the conversation is the supervisor's from its first moment, and nobody waited.</summary>
    /// <param name="fresh">Just opened.</param>
    /// <param name="last">The one that it comes from; its group's.</param>
    public static Conducted Begin(Conversation fresh, Conversation last, Guid leadId, string reason, Surroundings around)
    {
        if (Refusal(last, leadId, around) is { } refused)
            return refused;
        if (around.IsBlocked)
            return Conducted.Refused(CommandOutcome.Unsupported);
        var group = around.GroupOf(last) ?? around.Directory.Groups[around.Account.SkillGroupId];
        var begun = fresh.Enqueue(group.Id, around.Tier, group.Units, around.Now).Assign(leadId, Guid.CreateVersion7(around.Now), new(leadId, around.Now, reason, ""), around.Now) with { WaitingSince = null };
        return Conducted.Done(begun, Kind.Opened).And(Kind.Assigned, reason, leadId);
    }

    /// <summary>A supervisor tells the agent something; the conversation itself does not change.</summary>
    public static Conducted Whisper(Conversation c, Guid leadId, Surroundings around) =>
        Refusal(c, leadId, around)
        ?? (c.AgentId == leadId ? Conducted.Refused(CommandOutcome.Invalid)
            : c is { State: Active or Parked or WrapUp, AgentId: not null } ? Conducted.Done(c, Kind.Whispered, by: leadId)
            : Conducted.Refused(CommandOutcome.NotThere));

    /// <summary>A supervisor speaks to the customer beside the agent, whose clocks and stretch stay as they are.</summary>
    public static Conducted Speak(Conversation c, Guid leadId, string preview, Surroundings around) =>
        Refusal(c, leadId, around)
        ?? (c.State != Active ? Conducted.Refused(CommandOutcome.TooLate)
            // Whoever serves it answers it.
            : c.AgentId == leadId ? Conducted.Refused(CommandOutcome.Invalid)
            : Conducted.Done(c.HearLead(preview), Kind.LeadSpoke, by: leadId));

    private static Conducted? Refusal(Conversation c, Guid leadId, Surroundings around) =>
        MaySteer(c, leadId, around.Directory) ? null : Conducted.Refused(CommandOutcome.NotAllowed);

    // What is offered is nobody's yet; whom it rings at may have changed ten times.
    private static bool HasMovedOn(Conversation c, Guid? from) => (c.State == Offered ? null : c.AgentId) != from;
}
