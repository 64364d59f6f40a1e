using Imcc.Core.Agents;

namespace Imcc.Core.Desk;

/// <summary>Whom a conversation can be given to.</summary>
[GenerateSerializer, Immutable]
public sealed record TransferTargets([property: Id(0)] IReadOnlyList<TargetGroup> Groups, [property: Id(1)] IReadOnlyList<TargetAgent> Agents);

/// <param name="Waiting">How many wait there now.</param>
/// <param name="Members">How many of its agents take conversations now.</param>
[GenerateSerializer, Immutable]
public sealed record TargetGroup([property: Id(0)] Guid Id, [property: Id(1)] string Name, [property: Id(2)] bool IsOpen, [property: Id(3)] int Waiting, [property: Id(4)] int Members);

/// <param name="Load">Units taken of <paramref name="Capacity"/>.</param>
/// <param name="CanTake">Takes conversations and has capacity left: may be asked to take over. For help anybody may be asked whose <paramref name="IsThere"/>.</param>
[GenerateSerializer, Immutable]
public sealed record TargetAgent(
    [property: Id(0)] Guid Id,
    [property: Id(1)] string Name,
    [property: Id(2)] Presence Presence,
    [property: Id(3)] string Reason,
    [property: Id(4)] bool IsThere,
    [property: Id(5)] bool CanTake,
    [property: Id(6)] int Load,
    [property: Id(7)] int Capacity,
    [property: Id(8)] bool IsLead,
    [property: Id(9)] IReadOnlyList<Guid> Groups);
