namespace Imcc.Core.Reporting;

/// <summary>An agent was asked to take a waiting conversation.</summary>
public sealed record AttemptFact(Guid AgentId, Guid GroupId, DateTimeOffset At, DateTimeOffset Until, AttemptOutcome Outcome);

/// <summary>What became of asking. The numbers stand in rows: never renumbered.</summary>
public enum AttemptOutcome
{
    Accepted = 1,
    Declined = 2,
    /// <summary>Rang without an answer.</summary>
    Missed = 3,
    /// <summary>Taken back, or the customer left: nobody's fault.</summary>
    Cancelled = 4,
}
