using Imcc.Core.Routing;

namespace Imcc.Core.Desk;

/// <summary>Why an agent was asked: the ACD's explanation, with the names of the agents that it speaks of.</summary>
[GenerateSerializer, Immutable]
public sealed record AssignmentView(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] Guid AgentId,
    [property: Id(2)] AssignmentExplanation Explanation,
    [property: Id(3)] IReadOnlyDictionary<Guid, string> Names);
