using Imcc.Core.Quality;
using Imcc.Infrastructure.Files;
using MiniExcelLibs;

namespace Imcc.Infrastructure.Quality;

/// <summary>The quality report as an Excel workbook: a sheet for each dimension. What a cell says is text or a number, never a formula.</summary>
public static class QualityWorkbook
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <param name="word">The words of a language by their keys: <c>Sheet.Agents</c>, <c>Column.Count</c> …</param>
    public static void Write(Stream target, QualityReport report, Func<string, string> word)
    {
        var sheets = new Dictionary<string, object>
        {
            [word("Sheet.Total")] = Lines([new("", word("Sheet.Total"), report.Total)], word),
            [word("Sheet.Agents")] = Lines(report.Agents, word),
            [word("Sheet.Groups")] = Lines(report.Groups, word),
            [word("Sheet.Forms")] = Lines(report.Forms, word),
            [word("Sheet.Weeks")] = Lines([.. report.Weeks.Select(w => w with { Name = w.Key })], word),
            [word("Sheet.Evaluators")] = Lines(report.Evaluators, word),
            [word("Sheet.Questions")] = (List<Dictionary<string, object?>>)[.. report.Questions.Select(q => new Dictionary<string, object?>
            {
                [word("Column.Form")] = SheetCell.Plain(q.Form),
                [word("Column.Question")] = SheetCell.Plain(q.Figures.Text),
                [word("Column.Count")] = q.Figures.Count,
                [word("Column.Mean")] = q.Figures.Mean,
                [word("Column.Missed")] = q.Figures.Missed,
                [word("Column.Failed")] = q.Figures.Failed,
            })],
        };
        target.SaveAs(sheets);
    }

    private static List<Dictionary<string, object?>> Lines(IReadOnlyList<ReportLine> lines, Func<string, string> word) => [.. lines.Select(l => new Dictionary<string, object?>
    {
        [word("Column.Name")] = SheetCell.Plain(l.Name),
        [word("Column.Count")] = l.Figures.Count,
        [word("Column.Mean")] = l.Figures.Mean,
        [word("Column.Lowest")] = l.Figures.Lowest,
        [word("Column.Highest")] = l.Figures.Highest,
        [word("Column.Critical")] = l.Figures.Critical,
        [word("Column.Passed")] = l.Figures.PassedShare,
        [word("Column.Failed")] = l.Figures.Failed,
        [word("Column.Appealed")] = l.Figures.Appealed,
        [word("Column.Changed")] = l.Figures.Changed,
    })];
}
