using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Imcc.Core.Knowledge;

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

    /// <summary>Articles of a file, each with its name and set in it.</summary>
    public static IEnumerable<(string Name, string Set, PublishedArticle Article)> Articles(string path)
    {
        var version = 0L;
        foreach (var line in Lines(path))
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            var name = root.GetProperty("id").GetString()!;
            var similar = root.TryGetProperty("similar", out var s) ? s.EnumerateArray().Select(v => v.GetString()!) : [];
            var body = root.TryGetProperty("body", out var b) ? b.GetString()! : "";
            yield return (name, root.TryGetProperty("set", out var set) ? set.GetString()! : "", new PublishedArticle(
                IdOf(name), ++version, root.GetProperty("title").GetString()!, [.. similar], body, null, [], Audience.Customers, Guid.Empty, [], []));
        }
    }

    public static Guid IdOf(string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));

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
