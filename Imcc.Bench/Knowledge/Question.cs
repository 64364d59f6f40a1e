using System.IO.Compression;
using System.Text.Json;

namespace Imcc.Bench.Knowledge;

/// <summary>A person's question and the articles that answer it; none: it must not get one.</summary>
/// <param name="Set">Where it comes from; what was written by hand counts as a set of its own.</param>
/// <param name="Kind">real, hand, or what was done to it: homophone, drop, swap, trad.</param>
internal sealed record Question(string Set, string Kind, string Text, IReadOnlyList<string> Relevant)
{
    /// <summary>Letters, digits and characters.</summary>
    public int Length => Text.Count(char.IsLetterOrDigit);

    /// <summary>By length: 1-4, 5-8, 9-15, 16 and more.</summary>
    public int Bucket => Length switch { <= 4 => 0, <= 8 => 1, <= 15 => 2, _ => 3 };

    public static IReadOnlyList<Question> Read(string path) => [.. Lines(path).Select(line =>
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        var (set, kind) = (root.GetProperty("set").GetString()!, root.GetProperty("kind").GetString()!);
        return new Question(kind == "hand" ? set + "-hand" : set, kind, root.GetProperty("text").GetString()!, [.. root.GetProperty("relevant").EnumerateArray().Select(r => r.GetString()!)]);
    })];

    /// <summary>A file of articles as the import takes it, without some of its sets.</summary>
    public static Stream Articles(string path, params IReadOnlyCollection<string> without)
    {
        if (without.Count == 0)
            return path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(File.OpenRead(path), CompressionMode.Decompress) : File.OpenRead(path);
        var kept = new MemoryStream();
        using (var writer = new StreamWriter(kept, leaveOpen: true))
        {
            foreach (var line in Lines(path))
            {
                using var json = JsonDocument.Parse(line);
                if (!json.RootElement.TryGetProperty("set", out var set) || !without.Contains(set.GetString()!))
                    writer.WriteLine(line);
            }
        }

        kept.Position = 0;
        return kept;
    }

    private static IEnumerable<string> Lines(string path)
    {
        using var file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 1)
                yield return line;
        }
    }
}
