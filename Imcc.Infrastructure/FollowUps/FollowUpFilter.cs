using Imcc.Core.FollowUps;
using Imcc.Core.Surveys;

namespace Imcc.Infrastructure.FollowUps;

/// <summary>Which tasks are asked for.</summary>
/// <param name="State">Null: all that are not done.</param>
/// <param name="MineOnly">Those of whoever asks.</param>
public sealed record FollowUpFilter(FollowUpState? State = null, bool MineOnly = false, bool OverdueOnly = false, Guid? GroupId = null, Guid? AgentId = null);

/// <param name="Total">Of the filter.</param>
/// <param name="Open">Not done, of all that the person may see.</param>
/// <param name="Overdue">Of those.</param>
/// <param name="Mine">Not done and the person's own.</param>
public sealed record FollowUpPage(int Total, IReadOnlyList<FollowUpLine> Lines, int Open, int Overdue, int Mine);

/// <summary>A task as a list shows it; customers' words as far as the reader may see them.</summary>
public sealed record FollowUpLine(FollowUp Task, string Customer, string Agent, string Group, string Account, string Assignee, SurveyScale Scale, IReadOnlyList<string> Tags, string Comment, bool IsOverdue);

/// <summary>A task with all that was done about it.</summary>
/// <param name="People">Names of those in its history, and of those it can be given to.</param>
public sealed record FollowUpSheet(FollowUpLine Line, IReadOnlyDictionary<Guid, string> People, IReadOnlyList<(Guid Id, string Name)> Assignable);
