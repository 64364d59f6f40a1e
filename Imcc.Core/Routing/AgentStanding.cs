namespace Imcc.Core.Routing;

/// <summary>What a ranking may judge an agent by.</summary>
/// <param name="Load">Places taken: offered, active and wrapping-up conversations.</param>
/// <param name="IdleSince">When the last conversation that the agent took was over; the beginning of time if there was none.</param>
/// <param name="LastAssignedAt">When the agent was last given a conversation that was not refused.</param>
[GenerateSerializer, Immutable]
public readonly record struct AgentStanding(
    [property: Id(0)] Guid AgentId,
    [property: Id(1)] int Load,
    [property: Id(2)] int Capacity,
    [property: Id(3)] DateTimeOffset IdleSince,
    [property: Id(4)] DateTimeOffset LastAssignedAt);
