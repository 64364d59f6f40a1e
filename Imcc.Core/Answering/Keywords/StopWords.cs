using System.Collections.Immutable;

namespace Imcc.Core.Answering.Keywords;

/// <summary>Words of courtesy and filling (省略词) around what was asked: an exact keyword answers with and without them.</summary>
public sealed class StopWords
{
    public const int MaxWord = 20;
    public const int MostWords = 200;

    public static readonly StopWords None = new([]);

    private readonly string[] _letters;
    private readonly ulong _starts;
    private readonly ulong _ends;

    public StopWords(IEnumerable<string> words)
    {
        Words = [.. words];
        // The longest first: 请问一下 goes as a whole.
        _letters = [.. Words.Select(KeywordLetters.Of).Where(w => w.Length > 0).Distinct(StringComparer.Ordinal).OrderByDescending(w => w.Length)];
        foreach (var word in _letters)
            (_starts, _ends) = (_starts | Bit(word[0]), _ends | Bit(word[^1]));
    }

    /// <summary>As they were written.</summary>
    public ImmutableArray<string> Words { get; }

    /// <summary>What is left of letters when the words before and behind are taken away, again and again; all of it where nothing would be left.</summary>
    internal (int Start, int End) Strip(ReadOnlySpan<char> letters)
    {
        var (start, end) = (0, letters.Length);
        var goesOn = _letters.Length > 0;
        while (goesOn && start < end)
        {
            goesOn = false;
            if ((_starts & Bit(letters[start])) != 0 && Leading(letters[start..end]) is > 0 and var leading)
                (start, goesOn) = (start + leading, true);
            if (start < end && (_ends & Bit(letters[end - 1])) != 0 && Trailing(letters[start..end]) is > 0 and var trailing)
                (end, goesOn) = (end - trailing, true);
        }

        return start < end ? (start, end) : (0, letters.Length);
    }

    private int Leading(ReadOnlySpan<char> letters)
    {
        foreach (var word in _letters)
        {
            if (letters.StartsWith(word, StringComparison.Ordinal))
                return word.Length;
        }

        return 0;
    }

    private int Trailing(ReadOnlySpan<char> letters)
    {
        foreach (var word in _letters)
        {
            if (letters.EndsWith(word, StringComparison.Ordinal))
                return word.Length;
        }

        return 0;
    }

    private static ulong Bit(char c) => 1ul << (c & 63);
}
