using System.Text;

namespace Imcc.Core.Retrieval;

/// <summary>Reads the word lists that come with the product.</summary>
internal static class BuiltInWords
{
    private static readonly (WordKind Kind, string File)[] Files =
    [
        (WordKind.Synonym, "synonyms"), (WordKind.Related, "related"), (WordKind.Colloquial, "colloquial"), (WordKind.SmallTalk, "smalltalk"), (WordKind.StopWord, "stopwords"),
    ];

    public static IReadOnlyList<WordEntry> Read() => [.. Files.SelectMany(f => Lines(f.File).Select(line => EntryOf(f.Kind, line)))];

    private static WordEntry EntryOf(WordKind kind, string line) =>
        WordEntry.Parse(kind, line) ?? throw new InvalidDataException($"The built-in list of {kind} holds what is no entry ({WordEntry.FaultOf(kind, line)}): {line}");

    private static IEnumerable<string> Lines(string file)
    {
        using var stream = typeof(BuiltInWords).Assembly.GetManifestResourceStream($"Words.{file}.txt") ?? throw new InvalidOperationException($"The words {file} are not in this assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line) && line[0] != '#')
                yield return line;
        }
    }
}
