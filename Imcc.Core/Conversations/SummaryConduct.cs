using System.Collections.Immutable;
using Imcc.Core.Desk;
using Imcc.Core.Reasons;
using static Imcc.Core.Conversations.ConversationState;
using Kind = Imcc.Core.Conversations.ConversationEventKind;

namespace Imcc.Core.Conversations;

/// <summary>
/// What a group wants to know of a conversation before it counts as summed up. It stands in the way of the summary, never of the agent's
/// capacity: when the time is over the conversation is closed, and the agent owes the reason.
/// </summary>
public static class SummaryConduct
{
    /// <returns>Null: nothing is missing.</returns>
    public static Conducted? Refusal(Conversation c, Surroundings around) =>
        IsReasonMissing(c, around) ? Conducted.Refused(CommandOutcome.ReasonMissing) : null;

    /// <summary>The closed conversation, with what is still owed of it.</summary>
    public static Conversation Owing(Conversation closed, Surroundings around) =>
        closed is { State: Closed, AgentId: { } agent } && IsReasonMissing(closed, around) ? closed with { SummaryOwedBy = agent } : closed;

    public static Conducted Classify(Conversation c, Act.Classify act, Surroundings around)
    {
        if (c.State is not (Active or Parked or WrapUp or Closed) || c.AgentId is null)
            return Conducted.Refused(CommandOutcome.TooLate);
        if (c.AgentId != act.AgentId && !(around.Directory.Agents.TryGetValue(act.AgentId, out var agent) && agent.IsLead))
            return Conducted.Refused(CommandOutcome.NotYours);
        var roots = around.GroupOf(c)?.Reasons.Roots ?? [];
        if (ReasonChoice.Of(c.Reasons, act.Reasons, around.Directory.Reasons, roots) is not { } chosen)
            return Conducted.Refused(act.Reasons.Length > ReasonLimits.MaxPerConversation ? CommandOutcome.TooMany : CommandOutcome.Invalid);
        if (chosen.SequenceEqual(c.Reasons))
            return Conducted.Refused(CommandOutcome.AlreadyDone);
        // What a summary that is done was done with is corrected, not taken away.
        if (chosen.IsEmpty && c.State == Closed && IsWanted(c, around))
            return Conducted.Refused(CommandOutcome.ReasonMissing);
        var main = chosen.FirstOrDefault(r => r.IsMain)?.FullName ?? "";
        return Conducted.Done(c.Classify(chosen), Kind.Classified, detail: main, by: act.AgentId);
    }

    private static bool IsReasonMissing(Conversation c, Surroundings around) => c.Reasons.IsEmpty && IsWanted(c, around);

    private static bool IsWanted(Conversation c, Surroundings around) => around.GroupOf(c) is { } group && around.Directory.WantsReason(group);
}
