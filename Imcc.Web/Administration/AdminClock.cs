using System.Globalization;
using Imcc.Core.Organisation;
using Imcc.Infrastructure.Organisation;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Administration;

/// <summary>Times on administration's screens: in the organisation's zone (<c>Imcc:Screens:TimeZone</c>, China's without it).</summary>
public sealed class AdminClock(TimeProvider time, IConfiguration configuration)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(configuration["Imcc:Screens:TimeZone"] is { Length: > 0 } zone ? zone : "Asia/Shanghai");

    public string Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>What the clock on the wall shows, for a form.</summary>
    public DateTime Wall(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone).DateTime;

    /// <summary>The moment at which the clock on the wall shows this.</summary>
    public DateTimeOffset At(DateTime wall) => new(DateTime.SpecifyKind(wall, DateTimeKind.Unspecified), _zone.GetUtcOffset(DateTime.SpecifyKind(wall, DateTimeKind.Unspecified)));

    /// <summary>The last moment of a day here, for keys that hold "until".</summary>
    public DateTimeOffset EndOf(DateOnly day)
    {
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, _zone.GetUtcOffset(midnight));
    }

    public bool IsValid(KeyLine key) => key.RevokedAt is null && !(key.ExpiresAt <= time.GetUtcNow());

    /// <summary>When a calendar opens next, or its hours of today while it is open: on its own wall clock.</summary>
    public string Opening(OpeningCalendar calendar, bool isOpen, IStringLocalizer<AdminText> l)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(calendar.TimeZone);
        var now = TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone);
        if (isOpen)
            return l["HoursToday", SpecialDayText.Write(calendar.HoursOf(DateOnly.FromDateTime(now.DateTime)))];
        return calendar.OpensNext(now) is { } opens
            ? l["OpensNext", TimeZoneInfo.ConvertTime(opens, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)]
            : l["OpensNever"];
    }

    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), _zone).DateTime);
}
