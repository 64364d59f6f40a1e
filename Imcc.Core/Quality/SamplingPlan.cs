namespace Imcc.Core.Quality;

/// <summary>Which conversations are judged (抽检计划): a lot of every agent's in every skill group and week, and whatever shows a risk.</summary>
[GenerateSerializer, Immutable]
public sealed record SamplingPlan
{
    public const int MostPerStratum = 50;

    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required string Name { get; init; }

    /// <summary>Its people's conversations, and those of the units below.</summary>
    [Id(2)] public required Guid OrgUnitId { get; init; }

    [Id(3)] public required Guid FormId { get; init; }

    [Id(4)] public bool Enabled { get; init; } = true;

    /// <summary>The lot's: the same seed draws the same.</summary>
    [Id(5)] public long Seed { get; init; }

    /// <summary>Of each agent in each group a week; 0 to 50.</summary>
    [Id(6)] public int PerStratum { get; init; } = 2;

    /// <summary>Empty: all.</summary>
    [Id(7)] public IReadOnlyList<Guid> Groups { get; init; } = [];

    [Id(8)] public RiskRules Risks { get; init; } = RiskRules.None;

    /// <summary>Of each agent a week, because of a risk; 0 to 50.</summary>
    [Id(9)] public int MostRisky { get; init; } = 5;

    /// <summary>For the lot; shorter ones show nothing: the agent's messages, 0 to 100. A risk counts however little was said.</summary>
    [Id(10)] public int LeastMessages { get; init; } = 1;

    /// <summary>Who scores; empty: nobody in particular, whoever may takes it.</summary>
    [Id(11)] public IReadOnlyList<Guid> Inspectors { get; init; } = [];
}
