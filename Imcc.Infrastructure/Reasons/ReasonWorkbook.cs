using System.IO.Compression;
using System.Xml;
using Imcc.Core.Reasons;
using Imcc.Infrastructure.Files;
using MiniExcelLibs;
using MiniExcelLibs.Attributes;
using MiniExcelLibs.OpenXml;

namespace Imcc.Infrastructure.Reasons;

/// <summary>Reason trees as Excel workbooks: one row a node. What a cell says is text, whatever it begins with.</summary>
public static class ReasonWorkbook
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>What a workbook may be unpacked; one of all reasons that there can be takes a tenth of it.</summary>
    private const long MostUnpacked = 40 * 1024 * 1024;

    private static readonly string[] Columns = ["编码", "一级", "二级", "三级", "四级", "五级", "关键词", "启用"];
    private static readonly string[] English = ["code", "level 1", "level 2", "level 3", "level 4", "level 5", "keywords", "enabled"];

    public static void Write(Stream target, IReadOnlyCollection<ReasonNode> nodes)
    {
        var rows = ReasonSheet.Write(nodes).Select(r => Columns.Zip([r.Code, .. r.Levels, r.Keywords, r.Enabled], (column, cell) => (column, Value: (object)SheetCell.Plain(cell))).ToDictionary(c => c.column, c => c.Value));
        int[] widths = [14, 16, 18, 22, 22, 22, 40, 8];
        var configuration = new OpenXmlConfiguration
        {
            DynamicColumns = [.. Columns.Select((c, i) => new DynamicExcelColumn(c) { Width = widths[i] })],
        };
        target.SaveAs(rows, sheetName: "来话原因", configuration: configuration);
    }

    /// <param name="source">Seekable.</param>
    /// <returns>The rows below the header; problems where it cannot be read as such a sheet.</returns>
    /// <exception cref="InvalidDataException">It is no workbook, or unpacks to more than one can be.</exception>
    public static (IReadOnlyList<ReasonSheetRow> Rows, IReadOnlyList<ReasonSheetProblem> Problems) Read(Stream source, CancellationToken cancellationToken = default)
    {
        Measure(source, cancellationToken);
        List<IDictionary<string, object>> lines;
        try
        {
            lines = [.. Noticing(source.Query(useHeaderRow: false), cancellationToken).Take(ReasonLimits.MaxNodes + 2)];
        }
        catch (Exception e) when (e is XmlException or InvalidOperationException or KeyNotFoundException or FormatException or NullReferenceException or ArgumentException or IndexOutOfRangeException)
        {
            // What the library meets in a broken workbook.
            throw new InvalidDataException("It cannot be read as a workbook.", e);
        }

        var header = lines.Count == 0 ? [] : Cells(lines[0]).Take(Columns.Length).ToList();
        if (!Names(header, Columns) && !Names(header, English))
            return ([], [new(0, ReasonFault.NoHeader, Argument: string.Join(" · ", Columns))]);
        return ([.. lines.Skip(1).Select((line, i) => Row(i + 2, [.. Cells(line)])).Where(r => r is not null).Select(r => r!)], []);
    }

    private static bool Names(List<string> header, string[] columns) =>
        header.Count >= columns.Length - 1 && header.Zip(columns).All(p => string.Equals(p.First.Trim(), p.Second, StringComparison.OrdinalIgnoreCase));

    private static ReasonSheetRow? Row(int number, List<string> cells)
    {
        string At(int i) => i < cells.Count ? cells[i] : "";
        return cells.All(string.IsNullOrWhiteSpace) ? null : new(number, At(0).Trim(), [.. Enumerable.Range(1, ReasonLimits.MaxDepth).Select(At)], At(6), At(7));
    }

    private static IEnumerable<string> Cells(IDictionary<string, object> line) => line.Values.Select(v => SheetCell.Meant(Convert.ToString(v, System.Globalization.CultureInfo.InvariantCulture) ?? ""));

    private static IEnumerable<IDictionary<string, object>> Noticing(IEnumerable<dynamic> lines, CancellationToken cancellationToken)
    {
        foreach (IDictionary<string, object> line in lines)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return line;
        }
    }

    private static void Measure(Stream source, CancellationToken cancellationToken)
    {
        using (var archive = new ZipArchive(source, ZipArchiveMode.Read, leaveOpen: true))
        {
            if (archive.Entries.Sum(e => e.Length) > MostUnpacked)
                throw new InvalidDataException("It unpacks to more than a sheet of reasons can be.");
            SheetWidth.Check(archive, cancellationToken);
        }

        source.Position = 0;
    }
}
