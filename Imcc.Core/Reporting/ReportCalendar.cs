namespace Imcc.Core.Reporting;

/// <summary>Says which row of time a quarter of an hour belongs to, in a zone; days of 23 and 25 hours are whole days.</summary>
public sealed class ReportCalendar(string timeZone, ReportInterval interval)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);

    /// <summary>When the row begins that a quarter lies in.</summary>
    public DateTimeOffset RowOf(DateTimeOffset quarter)
    {
        var local = TimeZoneInfo.ConvertTime(quarter, _zone);
        return interval switch
        {
            ReportInterval.Quarter => quarter,
            ReportInterval.Half => quarter.AddMinutes(-(local.Minute % 30)),
            ReportInterval.Hour => quarter.AddMinutes(-local.Minute),
            ReportInterval.Day => Midnight(local.Date),
            ReportInterval.Week => Midnight(local.Date.AddDays(-(((int)local.DayOfWeek + 6) % 7))),
            ReportInterval.Month => Midnight(local.Date.AddDays(1 - local.Day)),
            _ => throw new InvalidOperationException($"{interval} is no length of a row."),
        };
    }

    /// <summary>When the rows of whole days, weeks or months begin that a stretch of time touches, in order.</summary>
    /// <param name="to">Exclusive.</param>
    public IEnumerable<DateTimeOffset> RowsIn(DateTimeOffset from, DateTimeOffset to)
    {
        DateTimeOffset? last = null;
        // A step of 24 hours leaves no day out: one of 25 is met twice.
        for (var at = from; at < to; at += TimeSpan.FromDays(1))
        {
            if (RowOf(QuarterHours.Of(at)) is var row && row != last)
                yield return row;
            last = row;
        }
    }

    /// <summary>1 (Monday) to 7.</summary>
    public int WeekdayOf(DateTimeOffset quarter) => (((int)TimeZoneInfo.ConvertTime(quarter, _zone).DayOfWeek + 6) % 7) + 1;

    /// <summary>0 to 23.</summary>
    public int HourOf(DateTimeOffset quarter) => TimeZoneInfo.ConvertTime(quarter, _zone).Hour;

    /// <summary>When a day begins; one whose midnight the clocks skip begins when they have jumped, one that has two with the first.</summary>
    public DateTimeOffset Midnight(DateTime day)
    {
        var wall = DateTime.SpecifyKind(day.Date, DateTimeKind.Unspecified);
        while (_zone.IsInvalidTime(wall))
            wall = wall.AddMinutes(15);
        return new DateTimeOffset(wall, _zone.IsAmbiguousTime(wall) ? _zone.GetAmbiguousTimeOffsets(wall).Max() : _zone.GetUtcOffset(wall)).ToUniversalTime();
    }
}
