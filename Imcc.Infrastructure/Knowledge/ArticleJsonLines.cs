using System.Text;
using System.Text.Json;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>Articles as JSON Lines: an object a line, its fields named as the English headings (or <c>id</c>, <c>body</c>), lists as arrays.</summary>
internal static class ArticleJsonLines
{
    private const int LongestLine = 500_000;

    public static IEnumerable<ArticleRecord> Read(string path, Encoding encoding, Action<IReadOnlyList<string>> unknown)
    {
        var others = new HashSet<string>(StringComparer.Ordinal);
        using var reader = new StreamReader(path, encoding);
        var row = 0;
        while (reader.ReadLine() is { } line)
        {
            row++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            yield return Record(row, line, others);
            if (row == 100)
                unknown([.. others]);
        }

        unknown([.. others]);
    }

    private static ArticleRecord Record(int row, string line, HashSet<string> others)
    {
        var cells = new Dictionary<ArticleColumn, string>();
        if (line.Length > LongestLine)
            return new(row, cells, RowFault.JsonBad);
        try
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind is not JsonValueKind.Object)
                return new(row, cells, RowFault.JsonBad);
            foreach (var field in document.RootElement.EnumerateObject())
            {
                if (ArticleHeadings.Find(field.Name) is { } column)
                    cells[column] = Said(field.Value);
                else if (others.Count < 50)
                    others.Add(field.Name);
            }

            return new(row, cells);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Half a pair of surrogates in an escape is an operation that is not valid.
            return new(row, cells, RowFault.JsonBad);
        }
    }

    private static string Said(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() ?? "",
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        JsonValueKind.Array => string.Join('\n', value.EnumerateArray().Select(Said).Select(s => s.ReplaceLineEndings(" "))),
        _ => value.GetRawText(),
    };
}
