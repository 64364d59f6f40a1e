namespace Imcc.Core.Reporting;

/// <summary>What stands behind a cell of a report, a page of it.</summary>
/// <param name="Total">Of all pages.</param>
public sealed record FactPage(int Total, IReadOnlyList<FactItem> Items);

/// <summary>One fact behind a cell.</summary>
/// <param name="At">When it counts.</param>
/// <param name="Span">What it measures, in ms: the wait, the time of handling, the length; -1: still going on.</param>
/// <param name="Customer">Empty: not known any more.</param>
public sealed record FactItem(Guid ConversationId, Guid ThreadId, FactKind Kind, DateTimeOffset At, long Span, string Customer, string Agent, string Group, string Account);
