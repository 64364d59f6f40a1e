using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Imcc.Infrastructure.Files;
using MiniExcelLibs;
using MiniExcelLibs.Csv;

namespace Imcc.Infrastructure.Schedule;

/// <summary>The cells of an Excel or CSV file as text, line by line, as spreadsheets number them.</summary>
public sealed class SheetLines
{
    public const int Most = 2001;
    public const long MostBytes = 5 * 1024 * 1024;
    private const long MostUnpacked = 40 * 1024 * 1024;

    private static readonly string[] DayForms = ["yyyy-MM-dd", "yyyy/M/d", "yyyy-M-d", "yyyy.M.d", "yyyyMMdd"];

    private SheetLines(IReadOnlyList<IReadOnlyList<string>> lines) => Lines = lines;

    /// <summary>At most one more than <see cref="Most"/>.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Lines { get; }

    /// <param name="source">Seekable.</param>
    /// <param name="isCsv">Comma separated, UTF-8 or GB18030, which Excel writes in China.</param>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static SheetLines Open(Stream source, bool isCsv, CancellationToken cancellationToken = default)
    {
        try
        {
            if (!isCsv)
                Measure(source, cancellationToken);
            var encoding = isCsv ? EncodingOf(source) : Encoding.UTF8;
            var lines = isCsv
                ? source.Query(useHeaderRow: false, excelType: ExcelType.CSV, configuration: new CsvConfiguration { StreamReaderFunc = s => new StreamReader(s, encoding) })
                : source.Query(useHeaderRow: false);
            return new([.. lines.Cast<IDictionary<string, object?>>().Take(Most + 1).Select(l => l.Values.Select(Text).ToList())]);
        }
        catch (Exception e) when (e is XmlException or InvalidOperationException or KeyNotFoundException or FormatException or NullReferenceException or ArgumentException or IndexOutOfRangeException)
        {
            // What the library meets in a broken file.
            throw new InvalidDataException("It cannot be read as a sheet.", e);
        }
    }

    /// <summary>A column as spreadsheets name it.</summary>
    internal static string Column(int index) => index < 26 ? ((char)('A' + index)).ToString() : $"{(char)('A' + (index / 26) - 1)}{(char)('A' + (index % 26))}";

    /// <summary>The days that the columns are headed with, from a column on; what is no day is a fault.</summary>
    internal Dictionary<int, DateOnly> Days(int from, int most, List<SheetFault> faults)
    {
        var days = new Dictionary<int, DateOnly>();
        for (var column = from; column < Lines[0].Count; column++)
        {
            var head = Lines[0][column];
            if (head.Length == 0)
                continue;
            if (!DateOnly.TryParseExact(head.Split(' ')[0], DayForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                faults.Add(new(1, Column(column), "DayBad", head));
            else if (days.ContainsValue(day))
                faults.Add(new(1, Column(column), "DayTwice", head));
            else
                days[column] = day;
        }

        if (days.Count == 0 && faults.Count == 0)
            faults.Add(new(1, "", "DaysMissing", ""));
        if (days.Count > most)
            faults.Add(new(1, "", "DaysTooMany", most.ToString(CultureInfo.InvariantCulture)));
        return days;
    }

    private static string Text(object? cell) => cell switch
    {
        null => "",
        DateTime { Year: < 1901 } time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        DateTime date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeSpan time => time.ToString(@"hh\:mm", CultureInfo.InvariantCulture),
        _ => SheetCell.Meant(Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "").Trim(),
    };

    private static void Measure(Stream source, CancellationToken cancellationToken)
    {
        using (var archive = new ZipArchive(source, ZipArchiveMode.Read, leaveOpen: true))
        {
            if (archive.Entries.Sum(e => e.Length) > MostUnpacked)
                throw new InvalidDataException("It unpacks to more than a plan can be.");
            SheetWidth.Check(archive, cancellationToken);
        }

        source.Position = 0;
    }

    private static Encoding EncodingOf(Stream source)
    {
        try
        {
            using var reader = new StreamReader(source, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true, leaveOpen: true);
            _ = reader.ReadToEnd();
            return Encoding.UTF8;
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
        }
        finally
        {
            source.Position = 0;
        }
    }
}

/// <summary>Something that is wrong in a sheet.</summary>
/// <param name="Line">As the spreadsheet counts; 0: the whole sheet.</param>
/// <param name="Column">As the spreadsheet names it; empty: the whole line.</param>
/// <param name="Code"><c>Fault_{Code}</c> on screen.</param>
/// <param name="Argument">What the sentence names.</param>
public sealed record SheetFault(int Line, string Column, string Code, string Argument);
