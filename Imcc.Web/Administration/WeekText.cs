using Imcc.Core.Organisation;
using Imcc.Infrastructure.Organisation;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Administration;

/// <summary>A week's hours in a line: 周一至周五 09:00-18:00；周六至周日 休息.</summary>
internal static class WeekText
{
    /// <summary>As people count here: from Monday.</summary>
    public static readonly IReadOnlyList<DayOfWeek> Days =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    public static string Say(IReadOnlyList<IReadOnlyList<OpenHours>> week, IStringLocalizer<AdminText> l)
    {
        var said = new List<string>();
        for (var first = 0; first < Days.Count;)
        {
            var last = first;
            while (last + 1 < Days.Count && week[(int)Days[last + 1]].SequenceEqual(week[(int)Days[first]]))
                last++;
            var days = (last - first) switch
            {
                0 => Day(first, l),
                6 => l["EveryDay"].Value,
                _ => l["DayRange", Day(first, l), Day(last, l)].Value,
            };
            said.Add($"{days} {Hours(week[(int)Days[first]], l)}");
            first = last + 1;
        }

        return string.Join(l["Semicolon"], said);
    }

    public static string Hours(IReadOnlyList<OpenHours> hours, IStringLocalizer<AdminText> l) => hours switch
    {
        [] => l["Rest"],
        [{ From.Ticks: 0, To.TotalHours: 24 }] => l["RoundTheClock"],
        _ => SpecialDayText.Write(hours),
    };

    private static string Day(int index, IStringLocalizer<AdminText> l) => l["Day_" + Days[index]];
}
