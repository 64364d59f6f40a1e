namespace Imcc.Core.Schedule;

/// <summary>A stretch of a planned shift.</summary>
/// <param name="To">Exclusive.</param>
/// <param name="ReasonId">Of a break: the presence reason it is taken with; null: any.</param>
public readonly record struct PlannedSpan(DateTimeOffset From, DateTimeOffset To, PlannedActivity Activity, Guid? ReasonId)
{
    public TimeSpan Length => To - From;
}

public enum PlannedActivity
{
    /// <summary>To be there for customers.</summary>
    Work,
    Break,
}
