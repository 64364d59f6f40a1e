namespace Imcc.Core.Conversations;

/// <summary>What becomes of a customer's message or event: a closed set, each storing the message first.</summary>
public abstract record ReceptionDecision
{
    private ReceptionDecision()
    {
    }

    /// <summary>Kept in the thread, and nobody does anything: no conversation is opened for it, none changes.</summary>
    public sealed record Record : ReceptionDecision;

    /// <summary>The system answers by itself; without an open conversation an automated one is opened.</summary>
    public sealed record Answer(string Text) : ReceptionDecision;

    /// <summary>The customer joins the line of a skill group; without an open conversation one is opened.</summary>
    /// <param name="Text">Said once on joining; null: nothing is said.</param>
    public sealed record Queue(Guid GroupId, string? Text) : ReceptionDecision;

    /// <summary>The customer waits already and keeps the place.</summary>
    public sealed record KeepWaiting : ReceptionDecision;

    /// <summary>The agent who is asked, serves or has just served sees it; a wrap-up or a parked conversation becomes active again.</summary>
    public sealed record ShowAgent : ReceptionDecision;

    /// <summary>The customer is gone: whatever is open ends.</summary>
    public sealed record Leave : ReceptionDecision;
}
