namespace Imcc.Core.Organisation;

/// <summary>What one agent's day in a skill group is to reach; null: nothing is asked.</summary>
[GenerateSerializer, Immutable]
public sealed record DayTargets
{
    /// <summary>Conversations handled; 1 to 1,000.</summary>
    [Id(0)] public int? Handled { get; init; }

    /// <summary>The average satisfaction in hundredths of the scale of 1 to 5; 100 to 500.</summary>
    [Id(1)] public int? SatisfactionHundredths { get; init; }
}
