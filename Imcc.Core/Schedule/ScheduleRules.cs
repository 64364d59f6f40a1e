namespace Imcc.Core.Schedule;

/// <summary>How the organisation judges shifts and plans staff. Stored as JSON: names are never changed.</summary>
public sealed record ScheduleRules
{
    /// <summary>0 to 30 min; see <see cref="Adherence"/>.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>1 to 26: the weeks that a forecast is the mean of.</summary>
    public int Weeks { get; init; } = 4;

    /// <summary>1 to 99 %: served in time, of all who come.</summary>
    public int TargetPercent { get; init; } = 80;

    /// <summary>1 s to 1 h.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>10 s to 2 h; null: customers wait as long as it takes.</summary>
    public TimeSpan? Patience { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>10 to 100 %: no agent is to be busy for more of the time.</summary>
    public int MostOccupancyPercent { get; init; } = 85;

    /// <summary>0 to 60 %: of the planned, what meetings, training and illness take; so much more is to be planned.</summary>
    public int ShrinkagePercent { get; init; }

    public StaffTarget Target => new(TargetPercent / 100.0, Within, Patience, MostOccupancyPercent / 100.0);

    /// <summary>To plan, where so many are needed.</summary>
    public int ToPlan(int needed) => (int)Math.Ceiling(needed / (1 - (ShrinkagePercent / 100.0)) - 1e-9);
}
