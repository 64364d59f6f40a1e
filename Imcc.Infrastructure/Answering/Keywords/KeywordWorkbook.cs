using System.Globalization;
using System.IO.Compression;
using System.Xml;
using Imcc.Infrastructure.Files;
using MiniExcelLibs;
using MiniExcelLibs.Attributes;
using MiniExcelLibs.OpenXml;

namespace Imcc.Infrastructure.Answering.Keywords;

/// <summary>Keyword rules as Excel workbooks. What a cell says is text, whatever it begins with.</summary>
public static class KeywordWorkbook
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>What a workbook may be unpacked.</summary>
    private const long MostUnpacked = 100 * 1024 * 1024;

    internal static void Write(Stream target, IEnumerable<IReadOnlyList<string>> rows)
    {
        int[] widths = [18, 24, 18, 30, 24, 24, 12, 50, 18, 30, 14, 18, 8, 8, 8, 18, 18, 18];
        target.SaveAs(
            rows.Select(r => KeywordSheet.Columns.Zip(r, (column, cell) => (column, Value: (object)Plain(cell))).ToDictionary(c => c.column, c => c.Value)).ToList(),
            sheetName: "关键字",
            configuration: new OpenXmlConfiguration { DynamicColumns = [.. KeywordSheet.Columns.Select((c, i) => new DynamicExcelColumn(c) { Width = widths[i] })] });
    }

    /// <param name="source">Seekable.</param>
    /// <returns>The rows below the header; null: the first row is not such a header.</returns>
    /// <exception cref="InvalidDataException">It is no workbook, or unpacks to more than one can be.</exception>
    public static IReadOnlyList<KeywordSheetRow>? Read(Stream source, CancellationToken cancellationToken = default)
    {
        Measure(source, cancellationToken);
        List<List<string>> lines;
        try
        {
            lines = [.. source.Query(useHeaderRow: false).Cast<IDictionary<string, object>>().Take(KeywordAdministration.MostRules + 2).Select(l => l.Values.Select(Cell).ToList())];
        }
        catch (Exception e) when (e is XmlException or InvalidOperationException or KeyNotFoundException or FormatException or NullReferenceException or ArgumentException or IndexOutOfRangeException)
        {
            // What the library meets in a broken workbook.
            throw new InvalidDataException("It cannot be read as a workbook.", e);
        }

        var header = lines.Count == 0 ? [] : lines[0];
        if (!Names(header, KeywordSheet.Columns) && !Names(header, KeywordSheet.English))
            return null;
        return [.. lines.Skip(1).Select((cells, i) => new KeywordSheetRow(i + 2, cells)).Where(r => r.Cells.Any(c => !string.IsNullOrWhiteSpace(c)))];
    }

    // The name and the patterns are needed; who leaves out the columns behind takes what is usual.
    private static bool Names(List<string> header, string[] columns) =>
        header.Count >= 8 && header.Zip(columns).All(p => string.Equals(p.First.Trim(), p.Second, StringComparison.OrdinalIgnoreCase));

    private static string Cell(object? value) => value is DateTime at ? at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : Meant(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");

    // A cell that a spreadsheet would take for a formula, once it has been through other hands, is told that it is text.
    private static string Plain(string text) => IsActive(text) ? "'" + text : text;

    private static string Meant(string text) => text.Length > 1 && text[0] == '\'' && IsActive(text[1..]) ? text[1..] : text;

    private static bool IsActive(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r';

    private static void Measure(Stream source, CancellationToken cancellationToken)
    {
        using (var archive = new ZipArchive(source, ZipArchiveMode.Read, leaveOpen: true))
        {
            if (archive.Entries.Sum(e => e.Length) > MostUnpacked)
                throw new InvalidDataException("It unpacks to more than a sheet of keywords can be.");
            SheetWidth.Check(archive, cancellationToken);
        }

        source.Position = 0;
    }
}
