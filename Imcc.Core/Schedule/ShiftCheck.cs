namespace Imcc.Core.Schedule;

/// <summary>Says everything that is wrong with the times of a shift.</summary>
public static class ShiftCheck
{
    /// <returns>The field, a code that screens have a sentence for, and what the sentence names.</returns>
    public static IEnumerable<(string Field, string Code, string Argument)> Faults(ShiftHours hours)
    {
        if (!Enum.IsDefined(hours.Colour))
            yield return (nameof(hours.Colour), "Missing", "");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(hours.TimeZone, out _))
            yield return (nameof(hours.TimeZone), "TimeZoneUnknown", hours.TimeZone);
        if (hours.From is < 0 or >= 24 * 60)
            yield return (nameof(hours.From), "TimeBad", "");
        if (hours.Length is < ShiftHours.ShortestLength or > ShiftHours.LongestLength)
            yield return (nameof(hours.Length), "LengthBad", "");
        if (hours.Breaks.Length > ShiftHours.MostBreaks)
            yield return (nameof(hours.Breaks), "TooManyBreaks", ShiftHours.MostBreaks.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var end = 0;
        for (var i = 0; i < hours.Breaks.Length; i++)
        {
            var pause = hours.Breaks[i];
            var place = (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (pause.Length < 1 || pause.From < 0 || pause.From + pause.Length > hours.Length)
                yield return (nameof(hours.Breaks), "BreakOutside", place);
            else if (pause.From < end)
                yield return (nameof(hours.Breaks), "BreaksOverlap", place);
            end = Math.Max(end, pause.From + pause.Length);
        }

        if (hours.Breaks.Length > 0 && hours.WorkLength <= 0)
            yield return (nameof(hours.Breaks), "NothingButBreaks", "");
    }
}
