using System.Text;
using Imcc.Infrastructure.Files;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>Articles as comma separated values (RFC 4180; tabs and semicolons as well, as Excel writes them), quoted cells with line ends in them included.</summary>
internal static class ArticleCsv
{
    // A cell beyond this is a quotation mark that never ends.
    private const int LongestCell = 200_000;
    private const int MostCells = 100;

    public static IEnumerable<ArticleRecord> Read(string path, Encoding encoding, Action<IReadOnlyList<string>> unknown)
    {
        using var reader = new StreamReader(path, encoding);
        var first = reader.ReadLine() ?? "";
        var separator = new[] { '\t', ';', ',' }.MaxBy(s => first.Count(c => c == s));
        reader.BaseStream.Position = 0;
        reader.DiscardBufferedData();
        IReadOnlyList<ArticleColumn?>? columns = null;
        var row = 0;
        foreach (var cells in Rows(reader, separator))
        {
            row++;
            if (cells is null)
            {
                yield return new(row, new Dictionary<ArticleColumn, string>(), RowFault.QuoteOpen);
                yield break;
            }

            if (cells.All(string.IsNullOrWhiteSpace))
                continue;
            if (columns is null)
            {
                (columns, var others) = ArticleHeadings.Read(cells);
                unknown(others);
                continue;
            }

            yield return new(row, Cells(columns, cells));
        }
    }

    /// <summary>By column; a line that is shorter than the headings has nothing in what is missing.</summary>
    public static Dictionary<ArticleColumn, string> Cells(IReadOnlyList<ArticleColumn?> columns, IReadOnlyList<string> cells)
    {
        var named = new Dictionary<ArticleColumn, string>(columns.Count);
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i] is { } column)
                named[column] = i < cells.Count ? SheetCell.Meant(cells[i]) : "";
        }

        return named;
    }

    public static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(SheetCell.Plain).Select(c =>
        c.AsSpan().ContainsAny(",\"\r\n") || c.StartsWith(' ') || c.EndsWith(' ') ? "\"" + c.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : c)) + "\r\n";

    // Null: a quotation mark that never ends.
    private static IEnumerable<List<string>?> Rows(StreamReader reader, char separator)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var isQuoted = false;
        var wasQuoted = false;
        int next;
        while ((next = reader.Read()) >= 0)
        {
            var c = (char)next;
            if (isQuoted)
            {
                if (c != '"')
                    cell.Append(c);
                else if (reader.Peek() == '"')
                    cell.Append((char)reader.Read());
                else
                    isQuoted = false;
                if (cell.Length > LongestCell)
                {
                    yield return null;
                    yield break;
                }
            }
            else if (c == '"' && cell.Length == 0 && !wasQuoted)
                (isQuoted, wasQuoted) = (true, true);
            else if (c == separator || c is '\n' or '\r')
            {
                if (cells.Count < MostCells)
                    cells.Add(cell.ToString());
                cell.Clear();
                wasQuoted = false;
                if (c == separator)
                    continue;
                if (c == '\r' && reader.Peek() == '\n')
                    reader.Read();
                yield return cells;
                cells = [];
            }
            else if (c != '\uFEFF' || cell.Length > 0)
                cell.Append(c);
        }

        if (isQuoted)
            yield return null;
        else if (cell.Length > 0 || cells.Count > 0)
        {
            cells.Add(cell.ToString());
            yield return cells;
        }
    }
}
