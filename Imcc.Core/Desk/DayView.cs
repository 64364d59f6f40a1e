using Imcc.Core.Agents;

namespace Imcc.Core.Desk;

/// <summary>One agent's day so far, beside the day before up to the same hour.</summary>
[GenerateSerializer, Immutable]
public sealed record DayView
{
    [Id(0)] public required Guid AgentId { get; init; }

    [Id(1)] public required string AgentName { get; init; }

    /// <summary>When the day began.</summary>
    [Id(2)] public required DateTimeOffset From { get; init; }

    /// <summary>Up to when the figures count.</summary>
    [Id(3)] public required DateTimeOffset To { get; init; }

    [Id(4)] public required DayFigures Today { get; init; }

    [Id(5)] public required DayFigures Yesterday { get; init; }

    [Id(6)] public required DayGoals Goals { get; init; }

    /// <summary>The day's stretches of presence in order; together they are the day so far.</summary>
    [Id(7)] public IReadOnlyList<DayStretch> Presence { get; init; } = [];
}

/// <summary>What a stretch of the day was.</summary>
/// <param name="Reason">The organisation's name for it; may be empty.</param>
/// <param name="IsThere">Whether a screen was connected.</param>
[GenerateSerializer, Immutable]
public sealed record DayStretch(
    [property: Id(0)] DateTimeOffset From,
    [property: Id(1)] DateTimeOffset To,
    [property: Id(2)] Presence Presence,
    [property: Id(3)] string Reason,
    [property: Id(4)] bool IsThere);

/// <summary>What the day is measured by, from the agent's groups: the strictest limit, the highest target; null: none.</summary>
[GenerateSerializer, Immutable]
public sealed record DayGoals(
    [property: Id(0)] int? Handled,
    [property: Id(1)] TimeSpan? FirstReply,
    [property: Id(2)] TimeSpan? Reply,
    [property: Id(3)] double? Satisfaction);
