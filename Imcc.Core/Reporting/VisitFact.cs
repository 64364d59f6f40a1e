namespace Imcc.Core.Reporting;

/// <summary>One stay of a conversation in the line of a skill group: from joining it (tE) to leaving it (tA or tX).</summary>
/// <param name="AgentId">Who answered; null: nobody did.</param>
/// <param name="To">Null: still waiting.</param>
public sealed record VisitFact(Guid GroupId, Guid? AgentId, DateTimeOffset From, DateTimeOffset? To, VisitEntry Entry, VisitOutcome Outcome)
{
    public TimeSpan? Wait => To - From;
}

/// <summary>How a conversation came into the line. The numbers stand in rows: never renumbered.</summary>
public enum VisitEntry
{
    Joined = 0,
    /// <summary>A left message came to its turn.</summary>
    LeftMessage = 1,
    /// <summary>Given to the group by an agent.</summary>
    Transferred = 2,
    /// <summary>Its agent was gone.</summary>
    AgentLost = 3,
    /// <summary>Taken from an agent who kept silent.</summary>
    TakenFromSilent = 4,
    /// <summary>It was parked and goes on.</summary>
    Woken = 5,
}

/// <summary>How a conversation left the line. The numbers stand in rows: never renumbered.</summary>
public enum VisitOutcome
{
    Waiting = 0,
    Answered = 1,
    /// <summary>The customer left before anybody answered.</summary>
    Abandoned = 2,
    /// <summary>The line could not keep the customer: waited too long, full, closed.</summary>
    FlowedOut = 3,
    /// <summary>The customer left a message instead of waiting.</summary>
    MessageLeft = 4,
}
