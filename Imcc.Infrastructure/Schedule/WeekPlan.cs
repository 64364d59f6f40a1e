using Imcc.Core.Schedule;

namespace Imcc.Infrastructure.Schedule;

/// <summary>A week of shifts as leads see it.</summary>
/// <param name="Kinds">Those that can be given, and those that are.</param>
/// <param name="Drafts">Cells that agents do not see yet as they stand here.</param>
public sealed record WeekPlan(DateOnly Monday, IReadOnlyList<ShiftKind> Kinds, IReadOnlyList<WeekRow> Rows, int Drafts)
{
    public IEnumerable<DateOnly> Days => Enumerable.Range(0, 7).Select(Monday.AddDays);
}

/// <summary>An agent's week.</summary>
public sealed record WeekRow(Guid AgentId, string Name, string UserName, IReadOnlyList<WeekCell> Cells)
{
    /// <summary>Minutes of work in the week, breaks not included.</summary>
    public int Minutes => Cells.Sum(c => c.Hours?.WorkLength ?? 0);
}

/// <param name="KindId">Null: no shift.</param>
/// <param name="Hours">The kind's, as it would be published now, or as the past was.</param>
/// <param name="IsDraft">Not published so.</param>
public sealed record WeekCell(DateOnly Day, Guid? KindId, ShiftHours? Hours, bool IsDraft);

/// <summary>A cell of the plan: whose, and of which day.</summary>
public readonly record struct CellKey(Guid AgentId, DateOnly Day);
