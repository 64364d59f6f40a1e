namespace Imcc.Core.Schedule;

/// <summary>What is to be expected of a day: the mean of the same weekday's same half hours before it.</summary>
public static class ExpectedDay
{
    /// <param name="volumes">How many came: by day and place (0 to 47).</param>
    /// <param name="weeks">How many weeks back are looked at.</param>
    /// <returns>48 means. A weekday on which nobody came at all (a holiday, or before the beginning) is no day to learn from; all 0 where there is none.</returns>
    public static double[] Of(IEnumerable<(DateOnly Day, int Place, double Volume)> volumes, DateOnly day, int weeks)
    {
        var sums = new double[HalfHours.ADay];
        var days = new HashSet<DateOnly>();
        foreach (var (at, place, volume) in volumes)
        {
            var back = day.DayNumber - at.DayNumber;
            if (volume <= 0 || back <= 0 || back % 7 != 0 || back / 7 > weeks)
                continue;
            days.Add(at);
            sums[place] += volume;
        }

        return days.Count == 0 ? sums : [.. sums.Select(s => s / days.Count)];
    }
}
