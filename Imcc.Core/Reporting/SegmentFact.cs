using System.Collections.Immutable;

namespace Imcc.Core.Reporting;

/// <summary>One agent's stretch of a conversation (服务段) that is over: accepted (tA), first word (tM), end (tC), end of the wrap-up (tW).</summary>
public sealed record SegmentFact
{
    public required Guid AgentId { get; init; }

    /// <summary>Whose line it came from, or was in last; null: it never was in one.</summary>
    public Guid? GroupId { get; init; }

    /// <summary>tA.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>tE of the visit that it was answered from; null: it came from an agent's or a supervisor's hand.</summary>
    public DateTimeOffset? EnqueuedAt { get; init; }

    /// <summary>tM: the first word of the agent; null: there was none.</summary>
    public DateTimeOffset? FirstReplyAt { get; init; }

    /// <summary>Further turns: how long the customer's first unanswered word waited for the agent's, in ms.</summary>
    public ImmutableArray<long> Replies { get; init; } = [];

    /// <summary>tC.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>tW; the same as tC where there is no wrap-up.</summary>
    public required DateTimeOffset ReleasedAt { get; init; }

    public required SegmentExit Exit { get; init; }

    public TimeSpan Handled => ReleasedAt - TakenAt;
}

/// <summary>How an agent's stretch ended. The numbers stand in rows: never renumbered.</summary>
public enum SegmentExit
{
    Ended = 1,
    Parked = 2,
    /// <summary>Given to a skill group by its agent.</summary>
    ToGroup = 3,
    /// <summary>Given to another agent by its agent.</summary>
    ToAgent = 4,
    /// <summary>Given to another agent by a supervisor.</summary>
    TakenBySupervisor = 5,
    /// <summary>The agent was gone.</summary>
    AgentLost = 6,
    /// <summary>The agent kept silent.</summary>
    Silent = 7,
}
