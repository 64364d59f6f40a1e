using System.Collections.Immutable;

namespace Imcc.Core.Retrieval;

/// <summary>One entry of a word list: the words of a group, what is meant by a word, or a word alone.</summary>
/// <param name="Words">Folded. Of <see cref="WordKind.Related"/> and <see cref="WordKind.Colloquial"/> the first is what people say, the others what they may mean.</param>
public sealed record WordEntry(WordKind Kind, ImmutableArray<string> Words)
{
    public const int MaxWord = 30;
    public const int MaxWords = 60;

    /// <summary>Reads one as it is written: blanks between words, <c>&gt;</c> or a tab after what people say.</summary>
    /// <returns>Null: it is none; <see cref="FaultOf"/> says why.</returns>
    public static WordEntry? Parse(WordKind kind, string text) => FaultOf(kind, text) is null ? new(kind, WordsOf(kind, text)) : null;

    /// <summary>What is wrong with an entry as it is written; null: nothing.</summary>
    public static WordFault? FaultOf(WordKind kind, string text)
    {
        var words = WordsOf(kind, text);
        if (words.IsEmpty)
            return WordFault.Missing;
        if (words.Any(w => w.Length > MaxWord))
            return WordFault.TooLong;
        if (words.Length > MaxWords)
            return WordFault.TooMany;
        return kind switch
        {
            WordKind.Synonym => words.Length < 2 ? WordFault.Alone : null,
            WordKind.Related => words.Length < 2 || !text.Contains('>', StringComparison.Ordinal) ? WordFault.Alone : null,
            WordKind.Colloquial => words.Length != 2 ? WordFault.Alone : null,
            _ => words.Length == 1 ? null : WordFault.TooMany,
        };
    }

    /// <summary>As words are compared, without blanks at the ends.</summary>
    public static string Fold(string text) => TextFolding.Fold(text).Trim();

    /// <summary>As it is written, for a person to edit; <see cref="Parse"/> reads it again.</summary>
    public override string ToString() => Kind switch
    {
        WordKind.Related => $"{Words[0]} > {string.Join(' ', Words.Skip(1))}",
        WordKind.Colloquial => $"{Words[0]} > {Words[1]}",
        _ => string.Join(' ', Words),
    };

    // A whole utterance, or a phrase with Latin words in it, holds blanks of its own.
    private static ImmutableArray<string> WordsOf(WordKind kind, string text)
    {
        var clean = Fold(text);
        return kind switch
        {
            WordKind.SmallTalk or WordKind.StopWord => clean.Length == 0 ? [] : [clean],
            WordKind.Colloquial => [.. clean.Split(['>', '\t'], 2).Select(w => w.Trim()).Where(w => w.Length > 0)],
            _ => [.. clean.Split([' ', '\t', '>', ',', '，', '、', '|'], StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)],
        };
    }
}

/// <summary>Why an entry is none.</summary>
public enum WordFault
{
    Missing,
    TooLong,
    TooMany,

    /// <summary>The word that it belongs to is not there.</summary>
    Alone,
}
