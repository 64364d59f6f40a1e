using Imcc.Core.Organisation;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Web.Administration;

/// <summary>The hours of a week while they are being typed: what cannot be read yet stays as it was typed, and is pointed at.</summary>
public sealed class WeekDraft
{
    private readonly List<Span>[] _days;

    public WeekDraft(IReadOnlyList<IReadOnlyList<OpenHours>> week) => _days = [.. week.Select(Typed)];

    /// <summary>Null while something cannot be read.</summary>
    public IReadOnlyList<IReadOnlyList<OpenHours>>? Week
    {
        get
        {
            var days = _days.Select(Read).ToList();
            return days.Exists(d => d is null) ? null : [.. days.Select(d => d!)];
        }
    }

    public IReadOnlyList<Span> this[DayOfWeek day] => _days[(int)day];

    /// <summary>Whether a day cannot be read, or its spans overlap.</summary>
    public bool IsBad(DayOfWeek day) => Read(_days[(int)day]) is null;

    public void Type(DayOfWeek day, int at, Span span) => _days[(int)day][at] = span;

    /// <summary>After the last span, or office hours on a day without any.</summary>
    public void Add(DayOfWeek day)
    {
        var spans = _days[(int)day];
        if (spans.Count < CalendarRules.MostSpans)
            spans.Add(spans.Count == 0 ? new("09:00", "18:00") : new(spans[^1].To, "24:00"));
    }

    public void Remove(DayOfWeek day, int at) => _days[(int)day].RemoveAt(at);

    public void RoundTheClock(DayOfWeek day) => _days[(int)day] = [new("00:00", "24:00")];

    public void Close(DayOfWeek day) => _days[(int)day] = [];

    /// <summary>Monday to Friday become as this day.</summary>
    public void CopyToWorkdays(DayOfWeek from) => Copy(from, [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday]);

    public void CopyToAll(DayOfWeek from) => Copy(from, WeekText.Days);

    private static IReadOnlyList<OpenHours>? Read(List<Span> spans) => SpecialDayText.ParseHours(string.Join(' ', spans.Select(s => $"{s.From.Trim()}-{s.To.Trim()}")));

    private static List<Span> Typed(IReadOnlyList<OpenHours> hours) =>
        [.. SpecialDayText.Write(hours).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(h => h.Split('-')).Select(h => new Span(h[0], h[1]))];

    private void Copy(DayOfWeek from, IReadOnlyList<DayOfWeek> to)
    {
        var spans = _days[(int)from];
        foreach (var day in to.Where(d => d != from))
            _days[(int)day] = [.. spans];
    }

    public sealed record Span(string From, string To);
}
