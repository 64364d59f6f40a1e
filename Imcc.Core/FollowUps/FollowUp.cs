using System.Collections.Immutable;

namespace Imcc.Core.FollowUps;

/// <summary>A task (回访任务) that a low rating has called for: one for each rating. Immutable; a step returns the next value.</summary>
public sealed record FollowUp
{
    public const int LongestWords = 500;
    public const int MostEntries = 100;

    /// <summary>The rating's own key: a rating has one task, or none.</summary>
    public required Guid ConversationId { get; init; }

    public required Guid ThreadId { get; init; }

    /// <summary>Who served.</summary>
    public required Guid AgentId { get; init; }

    public Guid? GroupId { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>As it was given, by its own scale.</summary>
    public required int Score { get; init; }

    public required DateTimeOffset RatedAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public FollowUpState State { get; init; } = FollowUpState.Open;

    /// <summary>Null: nobody's yet.</summary>
    public Guid? AssigneeId { get; init; }

    /// <summary>Null while it is not done.</summary>
    public FollowUpResult? Result { get; init; }

    public DateTimeOffset? DoneAt { get; init; }

    public ImmutableArray<FollowUpEntry> History { get; init; } = [];

    public long Revision { get; init; }

    public bool IsOverdueAt(DateTimeOffset now) => State != FollowUpState.Done && DueAt < now;
}

/// <summary>The numbers stand in rows: never renumbered.</summary>
public enum FollowUpState
{
    Open = 0,
    InProgress = 1,
    Done = 2,
}

/// <summary>What came of it. The numbers stand in rows: never renumbered.</summary>
public enum FollowUpResult
{
    /// <summary>已解决.</summary>
    Resolved = 1,
    /// <summary>已解释、致歉.</summary>
    Explained = 2,
    /// <summary>联系不上.</summary>
    NotReached = 3,
    /// <summary>无需处理.</summary>
    NothingToDo = 4,
}

/// <summary>Something that was done about it. Stored as JSON: names are never changed.</summary>
/// <param name="By">Null: the system.</param>
/// <param name="To">Of an assignment: to whom; null: to nobody.</param>
public sealed record FollowUpEntry(FollowUpDeed Deed, DateTimeOffset At, Guid? By, string Words = "", Guid? To = null);

public enum FollowUpDeed
{
    Created,
    Assigned,
    Begun,
    Noted,
    Finished,
    Reopened,
}
