namespace Imcc.Core.Organisation;

/// <summary>
/// When a skill group is open (服务时间): hours of the week, and days that are otherwise: holidays, and the make-up working days (调休上班) that a
/// weekend turns into. Hours are wall-clock times of <see cref="TimeZone"/>.
/// </summary>
[GenerateSerializer, Immutable]
public sealed record OpeningCalendar
{
    /// <summary>How far ahead an opening is looked for.</summary>
    private const int DaysAhead = 400;

    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required string Name { get; init; }

    /// <summary>An IANA name, e.g. <c>Asia/Shanghai</c>.</summary>
    [Id(2)] public string TimeZone { get; init; } = "Asia/Shanghai";

    /// <summary>Seven days from Sunday (as <see cref="DayOfWeek"/> counts), each with its hours in order; no hours: closed.</summary>
    [Id(3)] public required IReadOnlyList<IReadOnlyList<OpenHours>> Week { get; init; }

    /// <summary>Days that are not as their day of the week; each date once.</summary>
    [Id(4)] public IReadOnlyList<SpecialDay> SpecialDays { get; init; } = [];

    public bool IsOpen(DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, Zone());
        var minute = local.TimeOfDay;
        return HoursOf(DateOnly.FromDateTime(local.DateTime)).Any(h => h.From <= minute && minute < h.To);
    }

    /// <summary>The next moment at which it opens after <paramref name="now"/>; null: not within 400 days.</summary>
    public DateTimeOffset? OpensNext(DateTimeOffset now)
    {
        var zone = Zone();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        for (var i = 0; i <= DaysAhead; i++)
        {
            var day = today.AddDays(i);
            foreach (var hours in HoursOf(day))
            {
                var opens = InstantOf(day, hours.From, zone);
                // Round the clock over midnight is no opening.
                if (opens > now && !IsOpen(opens - TimeSpan.FromSeconds(1)))
                    return opens;
            }
        }

        return null;
    }

    /// <summary>Whether it opens at all on the day that a moment is in.</summary>
    public bool IsWorkday(DateTimeOffset at) => HoursOf(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone()).DateTime)).Count > 0;

    /// <summary>The hours of one date.</summary>
    public IReadOnlyList<OpenHours> HoursOf(DateOnly day)
    {
        foreach (var special in SpecialDays)
        {
            if (special.Date == day)
                return special.Hours;
        }

        return Week[(int)day.DayOfWeek];
    }

    private static DateTimeOffset InstantOf(DateOnly day, TimeSpan time, TimeZoneInfo zone)
    {
        var wall = day.ToDateTime(TimeOnly.MinValue) + time;
        // An hour that the change to summer time leaves out begins when the clock has jumped.
        while (zone.IsInvalidTime(wall))
            wall = wall.AddMinutes(15);
        return new DateTimeOffset(wall, zone.GetUtcOffset(wall)).ToUniversalTime();
    }

    private TimeZoneInfo Zone() => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
}

/// <summary>From (inclusive) to (exclusive), 00:00 to 24:00 of one day.</summary>
[GenerateSerializer, Immutable]
public readonly record struct OpenHours([property: Id(0)] TimeSpan From, [property: Id(1)] TimeSpan To);

/// <summary>One date with hours of its own; none: closed all day.</summary>
[GenerateSerializer, Immutable]
public sealed record SpecialDay([property: Id(0)] DateOnly Date, [property: Id(1)] string Name, [property: Id(2)] IReadOnlyList<OpenHours> Hours);
