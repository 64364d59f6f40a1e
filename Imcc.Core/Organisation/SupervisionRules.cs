using System.Collections.Immutable;

namespace Imcc.Core.Organisation;

/// <summary>
/// What agents see of supervisors who look at their conversations (旁听可见规则). Whoever speaks, to the agent or to the customer, is always
/// seen. One set for the whole organisation, with exceptions for skill groups.
/// </summary>
public sealed record SupervisionRules
{
    public const int MostExceptions = 200;

    /// <summary>An agent sees that a supervisor looks on, even while nothing is said.</summary>
    public bool ShowsMonitoring { get; init; } = true;

    /// <summary>Skill groups for which the other holds.</summary>
    public ImmutableArray<Guid> Exceptions { get; init; } = [];

    public bool ShowsMonitoringIn(Guid? groupId) => groupId is { } id && Exceptions.Contains(id) ? !ShowsMonitoring : ShowsMonitoring;
}
