using System.Collections.Immutable;

namespace Imcc.Core.Reporting;

/// <summary>Everything that reports count of one conversation.</summary>
public sealed record ConversationFacts
{
    public required ConversationTraits Traits { get; init; }

    public ImmutableArray<VisitFact> Visits { get; init; } = [];

    /// <summary>Those that are over; as a stretch, what still goes on counts when it is.</summary>
    public ImmutableArray<SegmentFact> Segments { get; init; } = [];

    public ImmutableArray<AttemptFact> Attempts { get; init; } = [];

    /// <summary>The stretch that still goes on, as far as whole quarters of it are past: its time is time worked by the wall clock. Null: there is none.</summary>
    public SegmentFact? Ongoing { get; init; }

    /// <summary>Null: it is not over.</summary>
    public ConversationFact? Whole { get; init; }
}
