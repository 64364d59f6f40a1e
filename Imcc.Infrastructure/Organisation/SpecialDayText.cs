using System.Globalization;
using System.Text.RegularExpressions;
using Imcc.Core.Organisation;

namespace Imcc.Infrastructure.Organisation;

/// <summary>
/// Special days as people write them down, one line each: <c>2026-10-01..2026-10-07 国庆节 休</c>,
/// <c>2026-10-10 国庆节调休 上班 09:00-18:00</c>. A working day without hours has the usual ones.
/// </summary>
public static partial class SpecialDayText
{
    private const int LongestRange = 366;

    /// <param name="usual">The hours of a working day for which none are written.</param>
    /// <returns>The days that could be read, and the lines that could not, with their numbers from 1.</returns>
    public static (IReadOnlyList<SpecialDay> Days, IReadOnlyList<(int Number, string Line)> Unread) Parse(string text, IReadOnlyList<OpenHours> usual)
    {
        var days = new List<SpecialDay>();
        var unread = new List<(int, string)>();
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim();
            if (line.Length > 0 && !TryParse(line, usual, days))
                unread.Add((number, line));
        }

        return (days, unread);
    }

    /// <summary>As <see cref="Parse"/> reads it, with days that follow one another and are alike on one line.</summary>
    public static string Write(IEnumerable<SpecialDay> days)
    {
        var lines = new List<string>();
        SpecialDay? first = null, last = null;
        foreach (var day in days.OrderBy(d => d.Date))
        {
            if (last is not null && last.Date.AddDays(1) == day.Date && last.Name == day.Name && last.Hours.SequenceEqual(day.Hours))
            {
                last = day;
                continue;
            }

            Add(lines, first, last);
            first = last = day;
        }

        Add(lines, first, last);
        return string.Join('\n', lines);
    }

    /// <summary><c>09:00-12:00 13:30-18:00</c>, as people read hours.</summary>
    public static string Write(IReadOnlyList<OpenHours> hours) =>
        string.Join(' ', hours.Select(h => $"{Clock(h.From)}-{Clock(h.To)}"));

    /// <returns>Null: not hours.</returns>
    public static IReadOnlyList<OpenHours>? ParseHours(string text)
    {
        var hours = new List<OpenHours>();
        foreach (var part in text.Split([' ', '　', ',', '，', '、', ';', '；'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (HoursPattern().Match(part) is not { Success: true } match || Time(match.Groups[1]) is not { } from || Time(match.Groups[2]) is not { } to)
                return null;
            hours.Add(new(from, to));
        }

        return CalendarRules.Judge(hours) is null ? [.. hours.OrderBy(h => h.From)] : null;
    }

    private static bool TryParse(string line, IReadOnlyList<OpenHours> usual, List<SpecialDay> days)
    {
        if (LinePattern().Match(line) is not { Success: true } match || Date(match.Groups["from"].Value) is not { } from)
            return false;
        var to = match.Groups["to"].Success ? Date(match.Groups["to"].Value) : from;
        if (to is null || to < from || to.Value.DayNumber - from.DayNumber >= LongestRange)
            return false;
        var name = match.Groups["name"].Value.Trim();
        var isOff = match.Groups["kind"].Value is var kind && (kind is "休" or "休息" or "放假" or "不营业" || kind.Equals("off", StringComparison.OrdinalIgnoreCase) || kind.Equals("closed", StringComparison.OrdinalIgnoreCase));
        var written = match.Groups["hours"].Value.Trim().Trim('[', ']', '［', '］').Trim();
        if (name.Length is 0 or > CalendarRules.MaxDayNameLength || (isOff && written.Length > 0))
            return false;
        var hours = isOff ? [] : written.Length == 0 ? usual : ParseHours(written);
        if (hours is null || (!isOff && hours.Count == 0))
            return false;
        for (var day = from; day <= to; day = day.AddDays(1))
            days.Add(new(day, name, hours));
        return true;
    }

    private static void Add(List<string> lines, SpecialDay? first, SpecialDay? last)
    {
        if (first is null)
            return;
        var dates = first.Date == last!.Date ? $"{first.Date:yyyy-MM-dd}" : $"{first.Date:yyyy-MM-dd}..{last.Date:yyyy-MM-dd}";
        lines.Add($"{dates} {first.Name} {(first.Hours.Count == 0 ? "休" : "上班 " + Write(first.Hours))}");
    }

    private static DateOnly? Date(string text) =>
        DatePattern().Match(text) is { Success: true } match
        && DateOnly.TryParseExact($"{match.Groups[1].Value}-{match.Groups[2].Value}-{match.Groups[3].Value}", "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;

    private static TimeSpan? Time(Group clock) =>
        clock.Value.Split([':', '：']) is [var hour, var minute]
        && int.TryParse(hour, CultureInfo.InvariantCulture, out var h) && int.TryParse(minute, CultureInfo.InvariantCulture, out var m)
        && m < 60 && h * 60 + m <= 24 * 60
            ? new TimeSpan(h, m, 0)
            : null;

    private static string Clock(TimeSpan time) => $"{(int)time.TotalHours:00}:{time.Minutes:00}";

    [GeneratedRegex(@"^(?<from>\d{4}\D\d{1,2}\D\d{1,2}日?)\s*(?:(?:\.\.|~|～|至|到|—|–)\s*(?<to>\d{4}\D\d{1,2}\D\d{1,2}日?))?\s+(?<name>.*?)\s+(?<kind>休息|休|放假|不营业|上班|营业|(?i:off|closed|work|open))(?<hours>(?:\s+|\s*[\[［]).*)?$")]
    private static partial Regex LinePattern();

    [GeneratedRegex(@"^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$")]
    private static partial Regex DatePattern();

    [GeneratedRegex(@"^(\d{1,2}[:：]\d{2})[-–—~～至](\d{1,2}[:：]\d{2})$")]
    private static partial Regex HoursPattern();
}
