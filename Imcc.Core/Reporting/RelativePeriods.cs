namespace Imcc.Core.Reporting;

/// <summary>Which days a <see cref="RelativePeriod"/> means.</summary>
public static class RelativePeriods
{
    /// <returns>Both inclusive.</returns>
    public static (DateOnly From, DateOnly To) On(this RelativePeriod period, DateOnly today)
    {
        var yesterday = today.AddDays(-1);
        var first = new DateOnly(today.Year, today.Month, 1);
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        return period switch
        {
            RelativePeriod.Yesterday => (yesterday, yesterday),
            RelativePeriod.LastSevenDays => (today.AddDays(-7), yesterday),
            RelativePeriod.LastWeek => (monday.AddDays(-7), monday.AddDays(-1)),
            RelativePeriod.LastMonth => (first.AddMonths(-1), first.AddDays(-1)),
            RelativePeriod.MonthToDate => (new(yesterday.Year, yesterday.Month, 1), yesterday),
            RelativePeriod.Today => (today, today),
            _ => throw new ArgumentOutOfRangeException(nameof(period), period, "No period."),
        };
    }
}
