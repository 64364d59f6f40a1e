namespace Imcc.Core.Reporting;

/// <summary>What share of a line counts as served in time, and how the share is taken.</summary>
[GenerateSerializer, Immutable]
public sealed record ServiceLevelRule
{
    [Id(0)] public ServiceLevelVariant Variant { get; init; } = ServiceLevelVariant.B;

    /// <summary>Answered within it is in time; 1 s to 24 h.</summary>
    [Id(1)] public TimeSpan Within { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Whoever leaves sooner was not serious: a short abandon; 0 to 10 minutes.</summary>
    [Id(2)] public TimeSpan ShortAbandon { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>The formulas of service level that are in use. The names stand in rows: never renamed. In time: not longer than the threshold.</summary>
public enum ServiceLevelVariant
{
    /// <summary>Left the line in time (answered, abandoned, message left) ÷ offered.</summary>
    A = 1,
    /// <summary>Answered in time ÷ (answered + abandoned).</summary>
    B = 2,
    /// <summary>As B, and who flowed out counts as not served in time.</summary>
    BWithFlowOuts = 3,
    /// <summary>As B, without short abandons.</summary>
    BWithoutShort = 4,
    /// <summary>As B, without abandons.</summary>
    BWithoutAbandons = 5,
    /// <summary>Answered in time ÷ answered.</summary>
    C = 6,
    /// <summary>(Answered in time + abandoned in time) ÷ (answered + abandoned).</summary>
    D = 7,
    /// <summary>Answered in time ÷ (answered + abandoned after the threshold): an abandon sooner than the threshold is nobody's fault.</summary>
    E = 8,
}
