using Imcc.Core.FollowUps;
using Imcc.Core.Reporting;
using Imcc.Core.Surveys;

namespace Imcc.Infrastructure.FollowUps;

/// <summary>Which ratings are asked for: of conversations that closed in a time, as reports count them.</summary>
/// <param name="To">Exclusive.</param>
/// <param name="Score">1 to 5: on the scale of five, of three steps 1, 3 and 5; null: all.</param>
public sealed record SatisfactionFilter(DateTimeOffset From, DateTimeOffset To, Guid? GroupId = null, Guid? AgentId = null, Guid? AccountId = null, int? Score = null, bool CommentsOnly = false, string Tag = "");

/// <param name="Total">Ratings of the filter.</param>
/// <param name="Counts">How many gave 1 to 5, whatever score and comments are filtered by.</param>
/// <param name="Tags">Reasons that were ticked, the most frequent first.</param>
public sealed record SatisfactionPage(int Total, IReadOnlyList<SatisfactionLine> Lines, IReadOnlyList<int> Counts, IReadOnlyList<(string Tag, int Count)> Tags)
{
    public int Rated => Counts.Sum();
}

/// <summary>What a customer said of a conversation, as far as the reader may see it.</summary>
/// <param name="Task">State of the task that it called for; null: none.</param>
public sealed record SatisfactionLine(
    Guid ConversationId, string Customer, string Agent, string Group, string Account, SurveyScale Scale, int Score, bool IsLow, IReadOnlyList<string> Tags, string Comment, DateTimeOffset AnsweredAt, DateTimeOffset ClosedAt, FollowUpState? Task);

/// <summary>The figures above the list, from the reports' own sheets: the same as every report says.</summary>
/// <param name="Total">By <see cref="Satisfactions.Kpis"/>.</param>
/// <param name="Days">Share of the satisfied by day, and how many rated.</param>
public sealed record SatisfactionFigures(IReadOnlyList<Kpi> Kpis, IReadOnlyList<double?> Total, IReadOnlyList<(DateOnly Day, double? Csat, int Rated)> Days, DateTimeOffset? CountedUpTo);
