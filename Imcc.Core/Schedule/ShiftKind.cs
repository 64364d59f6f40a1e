namespace Imcc.Core.Schedule;

/// <summary>A kind of shift (班次: 早, 晚 …) that agents can be given; belongs to a unit, and those below may use it.</summary>
public sealed record ShiftKind
{
    public required Guid Id { get; init; }

    public required Guid OrgUnitId { get; init; }

    public required ShiftHours Hours { get; init; }

    /// <summary>May be planned from now on; what is planned stays.</summary>
    public bool Enabled { get; init; } = true;

    public long Rev { get; init; }
}
