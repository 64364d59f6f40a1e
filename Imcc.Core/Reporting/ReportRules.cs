using System.Collections.Immutable;

namespace Imcc.Core.Reporting;

/// <summary>What the organisation's figures are taken by: one formula for all, and thresholds that a skill group may have of its own.</summary>
[GenerateSerializer, Immutable]
public sealed record ReportRules
{
    [Id(0)] public ServiceLevelRule ServiceLevel { get; init; } = new();

    /// <summary>Thresholds of skill groups; the variant is the organisation's.</summary>
    [Id(1)] public ImmutableDictionary<Guid, GroupThresholds> Groups { get; init; } = ImmutableDictionary<Guid, GroupThresholds>.Empty;

    public (long Within, long Short) LimitsOf(Guid? groupId)
    {
        var own = groupId is { } id ? Groups.GetValueOrDefault(id) : null;
        return ((long)(own?.Within ?? ServiceLevel.Within).TotalMilliseconds, (long)(own?.ShortAbandon ?? ServiceLevel.ShortAbandon).TotalMilliseconds);
    }
}

/// <summary>Null: the organisation's.</summary>
[GenerateSerializer, Immutable]
public sealed record GroupThresholds([property: Id(0)] TimeSpan? Within, [property: Id(1)] TimeSpan? ShortAbandon);
