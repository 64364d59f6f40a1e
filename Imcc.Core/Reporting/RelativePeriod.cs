namespace Imcc.Core.Reporting;

/// <summary>Days as seen from one day. The names stand in rows: never renamed.</summary>
public enum RelativePeriod
{
    Yesterday,
    /// <summary>The seven days that ended yesterday.</summary>
    LastSevenDays,
    /// <summary>Monday to Sunday.</summary>
    LastWeek,
    LastMonth,
    /// <summary>From the first of the month until yesterday; on the first, the month before.</summary>
    MonthToDate,
    /// <summary>As far as it has come.</summary>
    Today,
}
