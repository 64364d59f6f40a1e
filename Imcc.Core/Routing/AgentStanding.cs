namespace Imcc.Core.Routing;

/// <summary>What a ranking may judge an agent by, whatever the line.</summary>
/// <param name="Load">Units used by offered, active and wrapping-up conversations and by open invitations.</param>
/// <param name="Capacity">Units.</param>
/// <param name="IdleSince">When the last conversation that the agent took was over; the beginning of time if there was none.</param>
/// <param name="LastAssignedAt">When the agent was last given a conversation, of whatever line, that was not refused.</param>
/// <param name="ReadySince">When the agent last became routable.</param>
[GenerateSerializer, Immutable]
public readonly record struct AgentStanding(
    [property: Id(0)] Guid AgentId,
    [property: Id(1)] int Load,
    [property: Id(2)] int Capacity,
    [property: Id(3)] DateTimeOffset IdleSince,
    [property: Id(4)] DateTimeOffset LastAssignedAt,
    [property: Id(5)] DateTimeOffset ReadySince);
