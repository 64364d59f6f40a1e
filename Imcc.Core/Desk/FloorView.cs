using Imcc.Core.Agents;

namespace Imcc.Core.Desk;

/// <summary>The floor of a contact centre at one moment.</summary>
[GenerateSerializer, Immutable]
public sealed record FloorView(
    [property: Id(0)] IReadOnlyList<FloorAgent> Agents,
    [property: Id(1)] IReadOnlyList<FloorLine> Lines,
    [property: Id(2)] IReadOnlyList<DeskConversation> Waiting,
    [property: Id(3)] IReadOnlyList<DeskConversation> Alerts);

/// <param name="OverLimit">The presence has lasted longer than its reason allows.</param>
[GenerateSerializer, Immutable]
public sealed record FloorAgent(
    [property: Id(0)] Guid Id,
    [property: Id(1)] string Name,
    [property: Id(2)] AgentStatus Status,
    [property: Id(3)] string Reason,
    [property: Id(4)] bool OverLimit,
    [property: Id(5)] int Load,
    [property: Id(6)] int Capacity,
    [property: Id(7)] IReadOnlyList<string> Groups);

/// <param name="LongestSince">Since when the one who has waited longest waits.</param>
/// <param name="Free">Agents who could take one more.</param>
[GenerateSerializer, Immutable]
public sealed record FloorLine(
    [property: Id(0)] Guid GroupId,
    [property: Id(1)] string Name,
    [property: Id(2)] int Waiting,
    [property: Id(3)] DateTimeOffset? LongestSince,
    [property: Id(4)] int Routable,
    [property: Id(5)] int Free,
    [property: Id(6)] bool IsOpen);
