namespace Imcc.Core.Retrieval;

/// <summary>Reads the word lists that come with the product.</summary>
internal static class BuiltInWords
{
    private static readonly (WordKind Kind, string File)[] Files =
    [
        (WordKind.Synonym, "synonyms.txt"), (WordKind.Related, "related.txt"), (WordKind.Colloquial, "colloquial.txt"), (WordKind.SmallTalk, "smalltalk.txt"), (WordKind.StopWord, "stopwords.txt"),
    ];

    public static IReadOnlyList<WordEntry> Read() => [.. Files.SelectMany(f => Tables.Lines(f.File).Select(line => EntryOf(f.Kind, line)))];

    private static WordEntry EntryOf(WordKind kind, string line) =>
        WordEntry.Parse(kind, line) ?? throw new InvalidDataException($"The built-in list of {kind} holds what is no entry ({WordEntry.FaultOf(kind, line)}): {line}");
}
