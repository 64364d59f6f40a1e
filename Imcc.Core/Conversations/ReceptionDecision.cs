using Imcc.Core.Answering;
using Imcc.Core.Organisation;

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
    /// <param name="Text">The first thing said; null: nothing in words.</param>
    /// <param name="Found">Where it comes from; null: the account's own words for everything else. What it says besides <paramref name="Text"/> follows it.</param>
    public sealed record Answer(string? Text, AutomaticAnswer? Found = null) : ReceptionDecision;

    /// <summary>The customer joins the line of a skill group; without an open conversation one is opened.</summary>
    /// <param name="Text">Said once on joining; null: nothing is said.</param>
    /// <param name="Preferred">Who is to be asked first, and until when alone.</param>
    public sealed record Queue(Guid GroupId, string? Text, (Guid AgentId, DateTimeOffset Until)? Preferred = null) : ReceptionDecision;

    /// <summary>The customer waits already and keeps the place.</summary>
    /// <param name="Text">What they are told about it; null: nothing, they heard it a moment ago.</param>
    public sealed record KeepWaiting(string? Text = null) : ReceptionDecision;

    /// <summary>The agent who is asked, serves or has just served sees it; a wrap-up becomes active again.</summary>
    public sealed record ShowAgent : ReceptionDecision;

    /// <summary>A parked conversation goes on.</summary>
    public sealed record Wake : ReceptionDecision;

    /// <summary>A parked conversation whose customer writes while nobody serves: it goes on when the group opens.</summary>
    public sealed record KeepParked(DateTimeOffset? Until, string? Text) : ReceptionDecision;

    /// <summary>The line cannot take the customer.</summary>
    /// <param name="IsMessage">What was said is a message already: it is kept for the group.</param>
    /// <param name="HandsOver">The channel's own people take the customer instead.</param>
    public sealed record TurnAway(Guid GroupId, Organisation.TurnAway Way, EndReason Reason, string? Text, bool IsMessage, bool HandsOver = false) : ReceptionDecision;

    /// <summary>The message that the customer was asked for.</summary>
    public sealed record TakeMessage(Guid GroupId, string? Text) : ReceptionDecision;

    /// <summary>The customer is gone: whatever is open ends.</summary>
    public sealed record Leave : ReceptionDecision;
}
