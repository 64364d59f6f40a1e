using Imcc.Core.Schedule;

namespace Imcc.Web.Components.Schedule;

/// <summary>A kind of shift as a form edits it: by the clock, not by minutes.</summary>
public sealed class KindDraft
{
    private const int Day = 24 * 60;

    public required Guid Id { get; init; }

    public Guid OrgUnitId { get; set; }

    public string Name { get; set; } = "";

    public string Sign { get; set; } = "";

    public ShiftColour Colour { get; set; }

    public string TimeZone { get; set; } = "";

    public TimeOnly From { get; set; } = new(9, 0);

    /// <summary>Not later than <see cref="From"/>: on the next day.</summary>
    public TimeOnly To { get; set; } = new(18, 0);

    public List<BreakDraft> Breaks { get; init; } = [];

    public bool Enabled { get; set; } = true;

    public long Rev { get; init; }

    public static KindDraft Of(ShiftKind kind) => new()
    {
        Id = kind.Id,
        OrgUnitId = kind.OrgUnitId,
        Name = kind.Hours.Name,
        Sign = kind.Hours.Sign,
        Colour = kind.Hours.Colour,
        TimeZone = kind.Hours.TimeZone,
        From = At(kind.Hours.From),
        To = At(kind.Hours.From + kind.Hours.Length),
        Breaks = [.. kind.Hours.Breaks.Select(b => new BreakDraft { From = At(kind.Hours.From + b.From), Minutes = b.Length, Reason = b.ReasonId?.ToString() ?? "" })],
        Enabled = kind.Enabled,
        Rev = kind.Rev,
    };

    public ShiftKind ToKind()
    {
        var from = Minutes(From);
        return new()
        {
            Id = Id,
            OrgUnitId = OrgUnitId,
            Hours = new()
            {
                Name = Name,
                Sign = Sign,
                Colour = Colour,
                TimeZone = TimeZone,
                From = from,
                Length = Minutes(To) > from ? Minutes(To) - from : Minutes(To) - from + Day,
                Breaks = [.. Breaks.Select(b => new ShiftBreak((Minutes(b.From) - from + Day) % Day, b.Minutes, Guid.TryParse(b.Reason, out var reason) ? reason : null)).OrderBy(b => b.From)],
            },
            Enabled = Enabled,
            Rev = Rev,
        };
    }

    private static TimeOnly At(int minutes) => TimeOnly.MinValue.AddMinutes(minutes % Day);

    private static int Minutes(TimeOnly time) => (time.Hour * 60) + time.Minute;
}

/// <summary>A break as a form edits it.</summary>
public sealed class BreakDraft
{
    public TimeOnly From { get; set; } = new(12, 0);

    public int Minutes { get; set; } = 60;

    /// <summary>Empty: any break.</summary>
    public string Reason { get; set; } = "";
}
