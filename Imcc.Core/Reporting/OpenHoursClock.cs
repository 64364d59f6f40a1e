using Imcc.Core.Organisation;

namespace Imcc.Core.Reporting;

/// <summary>A clock that runs only while a skill group is open: what the business-hours variants of waiting times are measured by.</summary>
public sealed class OpenHoursClock
{
    private readonly List<(long From, long To)> _open = [];

    /// <param name="from">Nothing before it is asked for…</param>
    /// <param name="to">…nor after it.</param>
    public OpenHoursClock(OpeningCalendar calendar, DateTimeOffset from, DateTimeOffset to)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(calendar.TimeZone);
        var (first, last) = (DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(from, zone).DateTime), DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(to, zone).DateTime));
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            foreach (var hours in calendar.HoursOf(day))
            {
                var (opens, closes) = (Instant(day, hours.From, zone), Instant(day, hours.To, zone));
                if (opens < closes)
                    _open.Add((opens, closes));
            }
        }
    }

    /// <summary>How long it was open in a stretch.</summary>
    /// <param name="from">Unix time in ms.</param>
    /// <param name="to">Unix time in ms.</param>
    /// <returns>In ms.</returns>
    public long Between(long from, long to)
    {
        var (low, high) = (0, _open.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_open[middle].To <= from)
                low = middle + 1;
            else
                high = middle;
        }

        long sum = 0;
        for (; low < _open.Count && _open[low].From < to; low++)
            sum += Math.Min(to, _open[low].To) - Math.Max(from, _open[low].From);
        return sum;
    }

    private static long Instant(DateOnly day, TimeSpan time, TimeZoneInfo zone)
    {
        var wall = day.ToDateTime(TimeOnly.MinValue) + time;
        // An hour that the change to summer time leaves out begins when the clock has jumped.
        while (zone.IsInvalidTime(wall))
            wall = wall.AddMinutes(15);
        return new DateTimeOffset(wall, zone.GetUtcOffset(wall)).ToUnixTimeMilliseconds();
    }
}
