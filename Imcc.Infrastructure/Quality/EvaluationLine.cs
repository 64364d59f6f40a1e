using Imcc.Core.Quality;

namespace Imcc.Infrastructure.Quality;

/// <summary>An evaluation in a list. Says nothing of the customer's rating.</summary>
public sealed record EvaluationLine(
    Guid Id,
    Guid ConversationId,
    string Agent,
    string Group,
    string Form,
    int FormVersion,
    string Evaluator,
    EvaluationState State,
    EvaluationSource Source,
    Risks Risks,
    DateTimeOffset ServedAt,
    DateTimeOffset? SubmittedAt,
    DateTimeOffset? DueAt,
    decimal? Percent,
    bool IsFailed,
    Grade? Grade,
    bool IsAppealed);

public sealed record EvaluationPage(IReadOnlyList<EvaluationLine> Lines, int Total);

/// <summary>Which evaluations are looked at. Everything may be left open; times are when the work was done.</summary>
/// <param name="QuestionId">Only those in which this question of <paramref name="FormId"/> lost points.</param>
public sealed record EvaluationFilter(
    EvaluationQueue Queue,
    Guid? AgentId = null,
    Guid? GroupId = null,
    Guid? FormId = null,
    Guid? EvaluatorId = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    bool FailedOnly = false,
    string? QuestionId = null);

public enum EvaluationQueue
{
    /// <summary>The viewer's own to score, and what nobody in particular scores.</summary>
    ToScore = 0,
    /// <summary>Appeals that the viewer may decide.</summary>
    Appeals = 1,
    /// <summary>Submitted, the agent has not answered.</summary>
    Waiting = 2,
    /// <summary>Everything that counts.</summary>
    Counted = 3,
    All = 4,
}
