namespace Imcc.Core.Reporting;

/// <summary>Moments that come back: on days of the week, at a time of day, in a zone.</summary>
/// <param name="Days">Bit 0 is Monday, bit 6 Sunday; at least one.</param>
/// <param name="Minute">Of the day, 0 to 1439. A time that the clocks skip is taken when they have jumped; one that comes twice, the first time.</param>
/// <param name="TimeZone">An IANA name.</param>
public sealed record WeeklyTimes(int Days, int Minute, string TimeZone)
{
    public const int Everyday = 0b111_1111;

    /// <summary>The first one that is later than <paramref name="moment"/>.</summary>
    public DateTimeOffset After(DateTimeOffset moment) => Around(moment, -1, 8).First(t => t > moment);

    /// <summary>The last one that is not later than <paramref name="moment"/>.</summary>
    public DateTimeOffset UpTo(DateTimeOffset moment) => Around(moment, -8, 1).Last(t => t <= moment);

    /// <summary>The day on which one of them is, where it is.</summary>
    public DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, TimeZoneInfo.FindSystemTimeZoneById(TimeZone)).DateTime);

    private IEnumerable<DateTimeOffset> Around(DateTimeOffset moment, int from, int to)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        var today = TimeZoneInfo.ConvertTime(moment, zone).Date;
        for (var i = from; i <= to; i++)
        {
            var day = today.AddDays(i);
            if ((Days >> (((int)day.DayOfWeek + 6) % 7) & 1) == 0)
                continue;
            var wall = DateTime.SpecifyKind(day.AddMinutes(Minute), DateTimeKind.Unspecified);
            while (zone.IsInvalidTime(wall))
                wall = wall.AddMinutes(1);
            yield return new DateTimeOffset(wall, zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall).Max() : zone.GetUtcOffset(wall)).ToUniversalTime();
        }
    }
}
