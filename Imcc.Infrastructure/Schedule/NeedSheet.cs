using System.Globalization;
using Imcc.Core.Schedule;

namespace Imcc.Infrastructure.Schedule;

/// <summary>How many agents are needed, as a sheet: a line a half hour (09:00, 09:30 …), a column a day; nothing: what is computed.</summary>
public static class NeedSheet
{
    public const int MostDays = 62;

    /// <summary>Everything that is wrong is said at once.</summary>
    public static (IReadOnlyDictionary<DateOnly, int?[]> Days, IReadOnlyList<SheetFault> Faults) Read(SheetLines sheet)
    {
        var (lines, faults) = (sheet.Lines, new List<SheetFault>());
        var needs = new Dictionary<DateOnly, int?[]>();
        if (lines.Count < 2)
            return (needs, [new(0, "", "SheetEmpty", "")]);
        var days = sheet.Days(1, MostDays, faults);
        foreach (var day in days.Values)
            needs[day] = new int?[HalfHours.ADay];
        var seen = new Dictionary<int, int>();
        for (var i = 1; i < lines.Count; i++)
        {
            var line = lines[i];
            if (line.All(c => c.Length == 0))
                continue;
            var word = line[0].Split('-', '–', '~')[0].Trim();
            if (!TimeOnly.TryParseExact(word, ["H:mm", "HH:mm", "H:mm:ss", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) || time.Minute % 30 != 0 || time.Second != 0)
            {
                faults.Add(new(i + 1, "A", "HalfHourBad", line[0]));
                continue;
            }

            var place = (time.Hour * 2) + (time.Minute / 30);
            if (!seen.TryAdd(place, i + 1))
            {
                faults.Add(new(i + 1, "A", "HalfHourTwice", seen[place].ToString(CultureInfo.InvariantCulture)));
                continue;
            }

            foreach (var (column, day) in days)
            {
                var number = column < line.Count ? line[column] : "";
                if (number.Length == 0)
                    continue;
                if (int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var need) && need <= Staffing.MostNeed)
                    needs[day][place] = need;
                else
                    faults.Add(new(i + 1, SheetLines.Column(column), "NumberBad", number));
            }
        }

        return (needs, faults);
    }
}
