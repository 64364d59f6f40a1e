namespace Imcc.Core.Schedule;

/// <summary>The half hours of a day in a zone, by which staff is planned.</summary>
public static class HalfHours
{
    /// <summary>On the clock on the wall; days in which the clocks change have two fewer or more, and two of the same place.</summary>
    public const int ADay = 48;

    public static readonly TimeSpan Length = TimeSpan.FromMinutes(30);

    public static IReadOnlyList<HalfHour> Of(DateOnly day, TimeZoneInfo zone)
    {
        var (at, end) = (Midnight(day, zone), Midnight(day.AddDays(1), zone));
        var found = new List<HalfHour>(ADay);
        for (; at < end; at += Length)
            found.Add(new(at, PlaceOf(at, zone)));
        return found;
    }

    /// <summary>0 to 47.</summary>
    public static int PlaceOf(DateTimeOffset at, TimeZoneInfo zone) => (int)(TimeZoneInfo.ConvertTime(at, zone).TimeOfDay / Length);

    /// <summary>When a day begins; one whose midnight the clocks skip begins when they have jumped.</summary>
    public static DateTimeOffset Midnight(DateOnly day, TimeZoneInfo zone)
    {
        var wall = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(wall))
            wall = wall.AddMinutes(15);
        return new DateTimeOffset(wall, zone.GetUtcOffset(wall)).ToUniversalTime();
    }

    /// <summary>How many were there in each half hour: their time in it by its length.</summary>
    /// <param name="spans">Of several people, in any order; may overlap.</param>
    public static double[] Heads(IReadOnlyList<HalfHour> halfHours, IEnumerable<(DateTimeOffset From, DateTimeOffset To)> spans)
    {
        var heads = new double[halfHours.Count];
        foreach (var (from, to) in spans)
        {
            for (var i = 0; i < halfHours.Count; i++)
            {
                var (begin, end) = (from > halfHours[i].From ? from : halfHours[i].From, to < halfHours[i].From + Length ? to : halfHours[i].From + Length);
                if (begin < end)
                    heads[i] += (end - begin) / Length;
            }
        }

        return heads;
    }
}

/// <param name="Place">0 to 47: which half hour of the clock on the wall.</param>
public readonly record struct HalfHour(DateTimeOffset From, int Place);
