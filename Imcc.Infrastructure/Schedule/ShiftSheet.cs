using System.Globalization;
using Imcc.Core.Organisation;
using Imcc.Core.Schedule;
using Imcc.Infrastructure.Files;
using MiniExcelLibs;

namespace Imcc.Infrastructure.Schedule;

/// <summary>
/// A plan as people keep it in Excel or CSV: a line an agent (sign-in name, name), a column a day, in the cells the short or the whole name of a shift; nothing:
/// no shift. Reads what it wrote.
/// </summary>
public static class ShiftSheet
{
    public const int MostDays = 62;

    public static void Write(Stream target, WeekPlan plan, string sheet)
    {
        var lines = plan.Rows.Select(r =>
        {
            var line = new Dictionary<string, object> { ["账号"] = SheetCell.Plain(r.UserName), ["姓名"] = SheetCell.Plain(r.Name) };
            foreach (var cell in r.Cells)
                line[cell.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)] = SheetCell.Plain(cell.Hours?.Sign ?? "");
            return line;
        });
        target.SaveAs(lines, sheetName: sheet);
    }

    /// <summary>Everything that is wrong is said at once.</summary>
    internal static (IReadOnlyDictionary<CellKey, Guid?> Cells, IReadOnlyList<SheetFault> Faults) Read(SheetLines sheet, IReadOnlyList<Agent> agents, IReadOnlyList<ShiftKind> kinds)
    {
        var cells = new Dictionary<CellKey, Guid?>();
        var (lines, faults) = (sheet.Lines, new List<SheetFault>());
        if (lines.Count < 2)
            return (cells, [new(0, "", "SheetEmpty", "")]);
        if (lines.Count > SheetLines.Most)
            return (cells, [new(0, "", "SheetTooLong", (SheetLines.Most - 1).ToString(CultureInfo.InvariantCulture))]);
        // The second column may be a name for people to read.
        var hasNames = lines[0].Count > 1 && (lines[0][1].Length == 0 || !char.IsDigit(lines[0][1][0]));
        var days = sheet.Days(hasNames ? 2 : 1, MostDays, faults);
        var byName = agents.ToDictionary(a => a.UserName, StringComparer.OrdinalIgnoreCase);
        var seen = new Dictionary<Guid, int>();
        for (var i = 1; i < lines.Count; i++)
        {
            var line = lines[i];
            if (line.All(c => c.Length == 0))
                continue;
            if (!byName.TryGetValue(line[0], out var agent))
            {
                faults.Add(new(i + 1, "A", "AgentUnknown", line[0]));
                continue;
            }

            if (!seen.TryAdd(agent.Id, i + 1))
            {
                faults.Add(new(i + 1, "A", "AgentTwice", seen[agent.Id].ToString(CultureInfo.InvariantCulture)));
                continue;
            }

            foreach (var (column, day) in days)
            {
                var word = column < line.Count ? line[column] : "";
                var kind = word.Length == 0 ? null : kinds.FirstOrDefault(k => Is(k.Hours.Sign, word)) ?? kinds.FirstOrDefault(k => Is(k.Hours.Name, word));
                if (word.Length > 0 && kind is null)
                    faults.Add(new(i + 1, SheetLines.Column(column), "KindUnknown", word));
                else
                    cells[new(agent.Id, day)] = kind?.Id;
            }
        }

        return (cells, faults);
    }

    private static bool Is(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
