using Imcc.Core.Desk;

namespace Imcc.Core.Conversations;

/// <summary>Decides what comes of an act on a conversation's pins.</summary>
public static class PinConduct
{
    /// <summary>Whoever serves it, keeps it or writes it up, whoever helps, and every lead.</summary>
    public static bool MayPin(Conversation c, Guid agentId, bool isLead) =>
        isLead || c.IsHelpedBy(agentId) || (c.AgentId == agentId && c.State is (ConversationState.Active or ConversationState.Parked or ConversationState.WrapUp));

    /// <param name="shown">The pins that the conversation shows now.</param>
    /// <param name="isLead">Whether the act is a lead's.</param>
    /// <param name="removed">The pin that is to come back, if it is still known.</param>
    /// <param name="newId">The id of the pin that is made, if one is.</param>
    public static PinDecision Decide(Conversation c, IReadOnlyList<Pin> shown, PinAct act, bool isLead, Pin? removed, Guid newId, DateTimeOffset now)
    {
        if (!MayPin(c, act.AgentId, isLead))
            return new(CommandOutcome.NotYours);
        return act switch
        {
            PinAct.Add { Note.Length: > Pin.LongestNote } or PinAct.Annotate { Note.Length: > Pin.LongestNote } => new(CommandOutcome.TooLong),
            PinAct.Add add => Add(shown, new Pin
            {
                Id = newId,
                ThreadId = c.ThreadId,
                ConversationId = c.Id,
                MessageId = add.MessageId,
                Number = add.Number,
                Scope = add.Scope,
                Note = add.Note.Trim(),
                ByAgentId = add.AgentId,
                At = now,
            }),
            PinAct.Restore => removed is not null && removed.ThreadId == c.ThreadId && removed.IsShownIn(c.Id) ? Add(shown, removed) : new(CommandOutcome.TooLate),
            PinAct.Remove remove => Find(shown, remove.PinId) is { } gone ? new(CommandOutcome.Done) { Removed = gone } : new(CommandOutcome.AlreadyDone),
            PinAct.Annotate annotate => Change(shown, annotate.PinId, p => p with { Note = annotate.Note.Trim() }),
            PinAct.Extend extend => Change(shown, extend.PinId, p => p with { Scope = extend.Scope }),
            _ => throw new ArgumentOutOfRangeException(nameof(act), act, null),
        };
    }

    private static PinDecision Add(IReadOnlyList<Pin> shown, Pin pin) =>
        shown.Any(p => p.MessageId == pin.MessageId && p.Number == pin.Number) ? new(CommandOutcome.AlreadyDone)
        : shown.Count >= Pin.Most ? new(CommandOutcome.TooMany)
        : new(CommandOutcome.Done) { Added = pin };

    private static PinDecision Change(IReadOnlyList<Pin> shown, Guid pinId, Func<Pin, Pin> change)
    {
        if (Find(shown, pinId) is not { } pin)
            return new(CommandOutcome.NotFound);
        var next = change(pin);
        return next == pin ? new(CommandOutcome.AlreadyDone) : new(CommandOutcome.Done) { Changed = next };
    }

    private static Pin? Find(IReadOnlyList<Pin> shown, Guid pinId) => shown.FirstOrDefault(p => p.Id == pinId);
}

/// <summary>What comes of an act on pins; at most one of them is touched.</summary>
public sealed record PinDecision(CommandOutcome Outcome)
{
    public Pin? Added { get; init; }

    public Pin? Changed { get; init; }

    public Pin? Removed { get; init; }
}
