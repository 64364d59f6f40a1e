using Imcc.Core.Agents;

namespace Imcc.Core.Schedule;

/// <summary>A stretch of a shift in which neither the plan nor the agent's presence changed.</summary>
/// <param name="To">Exclusive.</param>
/// <param name="Actual">What the agent was.</param>
/// <param name="IsForgiven">Otherwise than planned, but within the grace at the edge of what was planned: counts as kept.</param>
public sealed record AdherenceStretch(DateTimeOffset From, DateTimeOffset To, PlannedActivity Planned, Guid? PlannedReasonId, PresenceChange Actual, Deviation Deviation, bool IsForgiven)
{
    public bool IsAdherent => Deviation == Deviation.None || IsForgiven;

    public TimeSpan Length => To - From;
}

/// <summary>A deviation from its begin to its end that was not forgiven.</summary>
public sealed record AdherenceException(Deviation Kind, DateTimeOffset From, DateTimeOffset To)
{
    public TimeSpan Length => To - From;
}
