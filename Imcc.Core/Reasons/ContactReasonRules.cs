using System.Collections.Immutable;

namespace Imcc.Core.Reasons;

/// <summary>Which reasons a skill group chooses from, and whether it must.</summary>
[GenerateSerializer, Immutable]
public sealed record ContactReasonRules
{
    /// <summary>Ids of the roots that it uses; empty: all of them.</summary>
    [Id(0)] public ImmutableArray<Guid> Roots { get; init; } = [];

    /// <summary>No summary is done without a reason; the agent's capacity is free again all the same when the time for the wrap-up is over.</summary>
    [Id(1)] public bool Required { get; init; }
}
