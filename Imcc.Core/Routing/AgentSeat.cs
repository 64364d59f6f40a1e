using Imcc.Core.Organisation;

namespace Imcc.Core.Routing;

/// <summary>What routing knows of an agent: what the administrator set up, and whether new conversations may be given.</summary>
/// <param name="StatusRevision">The agent status' revision: an older one does not change <paramref name="IsRoutable"/> back.</param>
/// <param name="IdleSince">When the last conversation was over, as remembered from before a restart; never moves the known moment back.</param>
/// <param name="LastAssignedAt">When the last conversation was taken, likewise.</param>
[GenerateSerializer, Immutable]
public sealed record AgentSeat(
    [property: Id(0)] Guid AgentId,
    [property: Id(1)] int Capacity,
    [property: Id(2)] IReadOnlyList<Skill> Skills,
    [property: Id(3)] bool IsRoutable,
    [property: Id(4)] long StatusRevision,
    [property: Id(5)] DateTimeOffset? IdleSince = null,
    [property: Id(6)] DateTimeOffset? LastAssignedAt = null);
