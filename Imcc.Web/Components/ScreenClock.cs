using System.Globalization;
using Microsoft.Extensions.Options;

namespace Imcc.Web.Components;

/// <summary>The time as screens say it: in the organisation's zone, as short as it can be understood.</summary>
public sealed class ScreenClock(TimeProvider time, IOptions<ScreenOptions> options)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>The organisation's.</summary>
    public TimeZoneInfo Zone => _zone;

    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone);

    /// <summary>A time that a person gave in the organisation's zone; one that the clocks skip is taken an hour later.</summary>
    public DateTimeOffset At(DateTime local)
    {
        var there = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (_zone.IsInvalidTime(there))
            there = there.AddHours(1);
        return new DateTimeOffset(there, _zone.GetUtcOffset(there)).ToUniversalTime();
    }

    /// <summary>When a day begins in the organisation's zone.</summary>
    public DateTimeOffset StartOf(DateOnly day) => At(AskedDays.Sound(day).ToDateTime(TimeOnly.MinValue));

    /// <summary>When the day after it does.</summary>
    public DateTimeOffset EndOf(DateOnly day) => StartOf(AskedDays.Sound(day).AddDays(1));

    /// <summary>Today the hour, this year the day, else the date.</summary>
    public string Brief(DateTimeOffset at)
    {
        var (there, today) = (Local(at), Local(Now));
        return there.ToString(
            there.Date == today.Date ? "HH:mm" : there.Year == today.Year ? "MM-dd" : "yyyy-MM-dd",
            CultureInfo.InvariantCulture);
    }

    /// <summary>Always with the hour; with the day unless it is today.</summary>
    public string Moment(DateTimeOffset at)
    {
        var (there, today) = (Local(at), Local(Now));
        return there.ToString(
            there.Date == today.Date ? "HH:mm" : there.Year == today.Year ? "MM-dd HH:mm" : "yyyy-MM-dd HH:mm",
            CultureInfo.InvariantCulture);
    }

    public string Full(DateTimeOffset at) => Local(at).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
