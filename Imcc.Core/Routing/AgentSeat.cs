using Imcc.Core.Organisation;

namespace Imcc.Core.Routing;

/// <summary>What routing knows of an agent: what the administrator set up, and whether new conversations may be given.</summary>
/// <param name="Capacity">Units; 0: nothing is ever given automatically.</param>
/// <param name="StatusRevision">The agent status' revision: an older one does not change <paramref name="IsRoutable"/> back.</param>
/// <param name="IdleSince">When the last conversation was over, as remembered from before a restart; never moves the known moment back.</param>
/// <param name="LastAssignedAt">When the last conversation was taken, likewise.</param>
/// <param name="IsEnabled">A supervisor may give something by hand; false: the agent is no more.</param>
/// <param name="ReadySince">When the agent became routable, as remembered; null: when this is first heard.</param>
/// <param name="Day">What happened today before a restart; null: nothing to remember.</param>
[GenerateSerializer, Immutable]
public sealed record AgentSeat(
    [property: Id(0)] Guid AgentId,
    [property: Id(1)] int Capacity,
    [property: Id(2)] IReadOnlyList<Skill> Skills,
    [property: Id(3)] bool IsRoutable,
    [property: Id(4)] long StatusRevision,
    [property: Id(5)] DateTimeOffset? IdleSince = null,
    [property: Id(6)] DateTimeOffset? LastAssignedAt = null,
    [property: Id(7)] bool IsEnabled = true,
    [property: Id(8)] DateTimeOffset? ReadySince = null,
    [property: Id(9)] AgentDay? Day = null);
