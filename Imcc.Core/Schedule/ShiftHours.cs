using System.Collections.Immutable;

namespace Imcc.Core.Schedule;

/// <summary>
/// What a shift (班次) is, on whatever day: wall-clock times of its zone. A shift belongs to the day on which it begins, also when it goes on over midnight.
/// Stored as JSON: names are never changed.
/// </summary>
public sealed record ShiftHours
{
    public const int LongestName = 30;
    public const int LongestSign = 4;
    public const int MostBreaks = 6;

    /// <summary>Minutes of a shift: a quarter of an hour to a whole day.</summary>
    public const int ShortestLength = 15, LongestLength = 24 * 60;

    public string Name { get; init; } = "";

    /// <summary>1 to 4 characters, for the cell of a week and for sheets.</summary>
    public string Sign { get; init; } = "";

    public ShiftColour Colour { get; init; }

    /// <summary>An IANA name, as a calendar of opening hours has it.</summary>
    public string TimeZone { get; init; } = "Asia/Shanghai";

    /// <summary>Minutes after midnight, 0 to 1439.</summary>
    public int From { get; init; }

    /// <summary>Minutes on the clock on the wall, breaks included.</summary>
    public int Length { get; init; }

    /// <summary>In order; none reaches into the next.</summary>
    public ImmutableArray<ShiftBreak> Breaks { get; init; } = [];

    /// <summary>Minutes of work, breaks not included.</summary>
    public int WorkLength => Length - Breaks.Sum(b => b.Length);

    /// <summary>The shift of one day as spans without gaps: work, and what is planned besides. A night in which the clocks change is an hour longer or shorter, as it is for who works in it.</summary>
    public IReadOnlyList<PlannedSpan> On(DateOnly day)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        var spans = new List<PlannedSpan>();
        var at = 0;
        foreach (var pause in Breaks)
        {
            Add(at, pause.From, PlannedActivity.Work, null);
            Add(pause.From, pause.From + pause.Length, PlannedActivity.Break, pause.ReasonId);
            at = pause.From + pause.Length;
        }

        Add(at, Length, PlannedActivity.Work, null);
        return spans;

        void Add(int from, int to, PlannedActivity activity, Guid? reason)
        {
            var (begin, end) = (InstantOf(day, From + from, zone), InstantOf(day, From + to, zone));
            if (begin < end)
                spans.Add(new(begin, end, activity, reason));
        }
    }

    /// <summary>Equal by what they say.</summary>
    public bool Equals(ShiftHours? other) =>
        other is not null && (Name, Sign, Colour, TimeZone, From, Length) == (other.Name, other.Sign, other.Colour, other.TimeZone, other.From, other.Length) && Breaks.AsSpan().SequenceEqual(other.Breaks.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Name, Sign, Colour, TimeZone, From, Length, Breaks.Length);

    private static DateTimeOffset InstantOf(DateOnly day, int minutes, TimeZoneInfo zone)
    {
        var wall = day.ToDateTime(TimeOnly.MinValue).AddMinutes(minutes);
        // A time that the change to summer time leaves out is when the clock has jumped.
        while (zone.IsInvalidTime(wall))
            wall = wall.AddMinutes(15);
        return new DateTimeOffset(wall, zone.GetUtcOffset(wall)).ToUniversalTime();
    }
}

/// <summary>What is planned within a shift besides serving: a meal, a break, training.</summary>
/// <param name="From">Minutes after the shift's begin.</param>
/// <param name="Length">Minutes.</param>
/// <param name="ReasonId">The presence reason that agents choose for it; null: any break.</param>
public sealed record ShiftBreak(int From, int Length, Guid? ReasonId = null);

/// <summary>How a shift is coloured on the plan. The names stand in rows: never renamed.</summary>
public enum ShiftColour
{
    Blue,
    Green,
    Amber,
    Violet,
    Teal,
    Rose,
    Cyan,
    Slate,
}
