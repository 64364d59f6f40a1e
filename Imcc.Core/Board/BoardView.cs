using Imcc.Core.Reporting;

namespace Imcc.Core.Board;

/// <summary>The live board at one moment, within the units of whoever looks. What has not changed since the last look is the same object.</summary>
/// <param name="Lines">Skill groups by name.</param>
/// <param name="Total">Of these groups; each agent counts once.</param>
/// <param name="Counted">By what service level is taken.</param>
/// <param name="Alarms">The worst first, then the oldest.</param>
public sealed record BoardView(IReadOnlyList<BoardLine> Lines, BoardLine Total, IReadOnlyList<BoardAgent> Agents, IReadOnlyList<BoardAlarm> Alarms, BoardRuleBook Rules, ReportRules Counted, DateTimeOffset DayBegan);
