using System.Globalization;
using System.Text;
using Imcc.Core.Reporting;
using Imcc.Infrastructure.Reporting;
using Imcc.Web.Localization;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Components.Reports;

/// <summary>A report as a file: counts as numbers, shares as 0 to 1, spans in seconds; what has no value is empty. The totals' line comes last, and after it only that rows are missing, where they are.</summary>
public sealed class ReportFile(IStringLocalizer<ReportsText> text, ReportWords words)
{
    public byte[] Csv(ReportTable table, ReportAddress address)
    {
        var file = new StringBuilder();
        foreach (var line in Lines(table, address).Prepend(Head(table, address)))
            file.AppendJoin(',', line.Select(c => c is double number ? number.ToString("R", CultureInfo.InvariantCulture) : Cell(c as string ?? ""))).Append("\r\n");
        // With a mark of its encoding: otherwise spreadsheets read Chinese as noise.
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(file.ToString())];
    }

    public void Excel(Stream target, ReportTable table, ReportAddress address) =>
        ReportWorkbook.Write(target, text["R." + address.Preset.Key], Head(table, address).Select(h => (string)h!).ToList(), Lines(table, address));

    private List<object?> Head(ReportTable table, ReportAddress address)
    {
        List<object?> head = [text["By." + address.Rows].Value];
        if (address.Then != ReportDimension.None)
            head.Add(text["By." + address.Then].Value);
        head.AddRange(table.Kpis.Select(k => text["K." + k.Key].Value + (k.Unit == KpiUnit.Span ? " (s)" : "")));
        return head;
    }

    private IEnumerable<IReadOnlyList<object?>> Lines(ReportTable table, ReportAddress address)
    {
        foreach (var row in table.Rows)
        {
            yield return Line(
                words.Name(address.Rows, address.Interval, row.First, row.Name), address.Then == ReportDimension.None ? null : words.Name(address.Then, address.Interval, row.Then, row.ThenName), row);
        }

        yield return Line(text["Total"], address.Then == ReportDimension.None ? null : "", table.Totals);
        if (table.IsCut)
            yield return [text["IsCut"].Value, .. new object?[Head(table, address).Count - 1]];

        IReadOnlyList<object?> Line(string name, string? then, ReportRow row) =>
        [
            name, .. then is null ? Array.Empty<object?>() : [then],
            .. row.Values.Zip(table.Kpis, (v, k) => (object?)(v is { } number && k.Unit == KpiUnit.Span ? number / 1000 : v)),
        ];
    }

    /// <summary>A field of a CSV file. What begins like a formula must not become one.</summary>
    public static string Cell(string cell)
    {
        var safe = cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + cell : cell;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
