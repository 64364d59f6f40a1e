using System.Globalization;
using System.IO.Compression;
using System.Xml;
using Imcc.Infrastructure.Files;
using MiniExcelLibs;
using MiniExcelLibs.Attributes;
using MiniExcelLibs.OpenXml;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>Articles as Excel workbooks, row by row: neither reading nor writing holds all of them.</summary>
internal static class ArticleWorkbook
{
    /// <summary>What a workbook may be unpacked, in bytes.</summary>
    private const long MostUnpacked = 600L * 1024 * 1024;

    // Lines above the headings.
    private const int MostAbove = 20;

    // Characters that a cell holds.
    private const int LongestCell = 32_767;

    private static readonly int[] Widths = [14, 36, 40, 60, 30, 30, 30, 18, 18, 30, 12, 24, 20, 8, 14, 18, 18, 18, 18, 10];

    public static IEnumerable<ArticleRecord> Read(string path, Action<IReadOnlyList<string>> unknown, CancellationToken cancellationToken)
    {
        using (var file = File.OpenRead(path))
            Measure(file, cancellationToken);
        IReadOnlyList<ArticleColumn?>? columns = null;
        List<string>? first = null;
        var row = 0;
        foreach (var cells in Lines(path, Sheet(path)))
        {
            row++;
            if (cells.TrueForAll(string.IsNullOrWhiteSpace))
                continue;
            if (columns is not null)
            {
                yield return new(row, ArticleCsv.Cells(columns, cells));
                continue;
            }

            first ??= cells;
            // A line above may name the list.
            if (!AreHeadings(cells) && row <= MostAbove)
                continue;
            (columns, var others) = ArticleHeadings.Read(AreHeadings(cells) ? cells : first);
            unknown(others);
        }

        if (columns is null && first is not null)
            ArticleHeadings.Read(first);
    }

    public static void Write(Stream target, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        var configuration = new OpenXmlConfiguration
        {
            DynamicColumns = [.. headings.Select((h, i) => new DynamicExcelColumn(h) { Width = Widths[i] })],
            FastMode = true,
            EnableAutoWidth = false,
        };
        var lines = rows.Select(row => headings.Zip(row).ToDictionary(c => c.First, c => (object)Cut(SheetCell.Plain(c.Second))));
        target.SaveAs(lines, sheetName: "知识", configuration: configuration);
    }

    // Sheets that explain come before the one that is filled in, and hidden ones are not meant.
    private static string? Sheet(string path)
    {
        using var file = File.OpenRead(path);
        var shown = Guarded(() => file.GetSheetInformations()).Where(s => s.State == SheetState.Visible).Select(s => s.Name).ToList();
        return shown.Count <= 1 ? shown.FirstOrDefault() : shown.Find(s => Lines(path, s).Take(MostAbove).Any(AreHeadings)) ?? shown[0];
    }

    private static bool AreHeadings(List<string> cells) => cells.Exists(c => ArticleHeadings.Find(c) is ArticleColumn.Title);

    // What the library meets in a broken workbook comes out as one thing.
    private static IEnumerable<List<string>> Lines(string path, string? sheet)
    {
        using var file = File.OpenRead(path);
        using var lines = Guarded(() => ((IEnumerable<dynamic>)file.Query(useHeaderRow: false, sheetName: sheet)).GetEnumerator());
        while (Guarded(lines.MoveNext))
            yield return [.. ((IDictionary<string, object?>)lines.Current!).Values.Select(Said)];
    }

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is XmlException or InvalidDataException or InvalidOperationException or KeyNotFoundException or FormatException or NullReferenceException or ArgumentException or IndexOutOfRangeException or OverflowException or NotSupportedException)
        {
            throw new ImportException(ImportFault.BadWorkbook, inner: e);
        }
    }

    private static string Said(object? value) => value switch
    {
        // A code of many digits is no power of ten.
        double number when Math.Abs(number) < 1e21 && double.IsInteger(number) => number.ToString("F0", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Cut(string cell) => cell.Length <= LongestCell ? cell : cell[..LongestCell];

    private static void Measure(Stream file, CancellationToken cancellationToken)
    {
        try
        {
            using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (archive.Entries.Sum(e => e.Length) > MostUnpacked)
                throw new ImportException(ImportFault.TooLarge, MostUnpacked);
            SheetWidth.Check(archive, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            throw new ImportException(ImportFault.BadWorkbook, inner: e);
        }
    }
}
