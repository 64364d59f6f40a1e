using Imcc.Core.Organisation;

namespace Imcc.Infrastructure.Organisation;

/// <summary>What holds for every opening calendar.</summary>
public static class CalendarRules
{
    public const string DefaultZone = "Asia/Shanghai";
    public const int MaxNameLength = 50;
    public const int MaxDayNameLength = 20;
    public const int MostSpans = 6;
    public const int MostSpecialDays = 600;

    private static readonly TimeSpan EndOfDay = TimeSpan.FromHours(24);

    /// <summary>Monday to Friday 09:00 to 18:00.</summary>
    public static IReadOnlyList<IReadOnlyList<OpenHours>> OfficeWeek() =>
        [.. Enumerable.Range(0, 7).Select(IReadOnlyList<OpenHours> (day) => day is 0 or 6 ? [] : [new(TimeSpan.FromHours(9), TimeSpan.FromHours(18))])];

    /// <summary>Seven days, 00:00 to 24:00.</summary>
    public static IReadOnlyList<IReadOnlyList<OpenHours>> WholeWeek() =>
        [.. Enumerable.Range(0, 7).Select(IReadOnlyList<OpenHours> (_) => [new(TimeSpan.Zero, EndOfDay)])];

    public static bool IsZone(string zone) => TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _);

    /// <summary>What is wrong with the hours of one day: a problem's code, or null.</summary>
    public static string? Judge(IReadOnlyList<OpenHours> hours)
    {
        if (hours.Count > MostSpans)
            return "HoursTooMany";
        var end = TimeSpan.MinValue;
        foreach (var (from, to) in hours.OrderBy(h => h.From))
        {
            if (from < TimeSpan.Zero || to > EndOfDay || from >= to || from.Ticks % TimeSpan.TicksPerMinute != 0 || to.Ticks % TimeSpan.TicksPerMinute != 0)
                return "HoursBad";
            if (from < end)
                return "HoursOverlap";
            end = to;
        }

        return null;
    }
}
