using Imcc.Core.Conversations;

namespace Imcc.Core.Routing;

/// <summary>Where one conversation stands for routing. Its entry may only change while it is in no <see cref="SortedRun{T}"/>.</summary>
internal sealed class Standing(Guid conversationId)
{
    public Guid ConversationId { get; } = conversationId;

    public Phase Phase { get; set; } = Phase.Gone;

    /// <summary>Changes with every change of phase: what was scheduled for an earlier one is recognised as late.</summary>
    public long Ticket { get; set; }

    public long Revision { get; set; } = -1;

    public WaitingEntry? Entry { get; private set; }

    /// <summary>When it came into the line this time.</summary>
    public DateTimeOffset CameAt => Entry!.Since ?? Entry.EnqueuedAt;

    /// <summary>When this stay began: what may be asked of whom grows from here.</summary>
    public DateTimeOffset JoinedAt => Entry!.JoinedLineAt ?? Entry.EnqueuedAt;

    /// <summary>Who declined it, each with the place in the order of refusals; null when nobody did.</summary>
    public Dictionary<Guid, int>? Declined { get; private set; }

    public WaitingLine? Line { get; set; }

    /// <summary>Where in the line; its tier, ring and units are those of the run.</summary>
    public WaitingRun? Run { get; set; }

    /// <summary>The ring of the relaxation that it has come to; never smaller during one stay.</summary>
    public int Ring { get; set; }

    public AgentPlace? Place { get; set; }

    /// <summary>What is known of it last, while it is held.</summary>
    public ConversationState State { get; set; }

    /// <summary>A second agent is being asked to take over, or soon will be.</summary>
    public Invited? Invited { get; set; }

    /// <summary>The last acceptance that was counted for its agent.</summary>
    public (Guid AgentId, DateTimeOffset At) Counted { get; set; }

    /// <summary>The revision that the open assignment was decided from.</summary>
    public long ProposedRevision { get; set; }

    /// <summary>Before this it is not assigned: its last assignment was rejected and nothing newer has been heard, or it is being turned away.</summary>
    public DateTimeOffset NotBefore { get; set; }

    /// <summary>Until then it is kept for the preferred agent, as was found when it was looked at last.</summary>
    public DateTimeOffset KeptUntil { get; set; }

    /// <summary>The stay in the line that was let in already.</summary>
    public (Guid GroupId, DateTimeOffset At) Admitted { get; set; }

    /// <summary>When it is looked at again without anything having happened.</summary>
    public DateTimeOffset? WakesAt { get; set; }

    public bool IsCandidate { get; set; }

    /// <summary>Nothing but tier, ring and units says who can take it.</summary>
    public bool IsPlain => Declined is null && Entry!.PreferredAgentId is null && NotBefore == DateTimeOffset.MinValue;

    public bool HasDeclined(Guid agentId) => Declined?.ContainsKey(agentId) ?? false;

    public void Describe(WaitingEntry? entry)
    {
        if (entry is null || Entry is null || entry.GroupId != Entry.GroupId || (entry.JoinedLineAt ?? entry.EnqueuedAt) != JoinedAt)
            Ring = 0;
        Entry = entry;
        Declined = null;
        if (entry is null || entry.DeclinedBy.Count == 0)
            return;
        Declined = new(entry.DeclinedBy.Count);
        foreach (var agentId in entry.DeclinedBy)
            Declined[agentId] = Declined.Count;
    }
}

/// <summary>A second agent's units are taken by <paramref name="Hold"/>.</summary>
/// <param name="Until">A reservation that has not been heard of yet is given up then; null: it is in the facts.</param>
/// <param name="Revision">What the reservation was decided from.</param>
internal sealed record Invited(AgentPlace Place, Hold Hold, DateTimeOffset? Until, long Revision);

internal enum Phase
{
    /// <summary>Neither waiting nor held: over, or never in the queue.</summary>
    Gone,
    Waiting,
    /// <summary>Assigned, and not yet known whether the offer was made.</summary>
    Proposed,
    /// <summary>Takes an agent's place, by its own facts.</summary>
    Held,
}
