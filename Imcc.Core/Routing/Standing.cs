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

    /// <summary>Who declined it, each with the place in the order of refusals; null when nobody did.</summary>
    public Dictionary<Guid, int>? Declined { get; private set; }

    public WaitingLine? Line { get; set; }

    public AgentPlace? Place { get; set; }

    /// <summary>The revision that the open assignment was decided from.</summary>
    public long ProposedRevision { get; set; }

    /// <summary>Before this it is not assigned: its last assignment was rejected, and nothing newer has been heard.</summary>
    public DateTimeOffset NotBefore { get; set; }

    /// <summary>When it is looked at again without anything having happened.</summary>
    public DateTimeOffset? WakesAt { get; set; }

    public bool IsCandidate { get; set; }

    public bool HasDeclined(Guid agentId) => Declined?.ContainsKey(agentId) ?? false;

    public void Describe(WaitingEntry? entry)
    {
        Entry = entry;
        Declined = null;
        if (entry is null || entry.DeclinedBy.Count == 0)
            return;
        Declined = new(entry.DeclinedBy.Count);
        foreach (var agentId in entry.DeclinedBy)
            Declined[agentId] = Declined.Count;
    }
}

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
