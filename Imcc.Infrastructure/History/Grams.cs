using Imcc.Core.Desk;

namespace Imcc.Infrastructure.History;

/// <summary>
/// How a text is taken apart for the index: Chinese into every pair of neighbours (and the first and last of a stretch alone), letters
/// and digits into words. A gram's position is its place in the text, so that grams in the right places mean the very characters.
/// </summary>
internal static class Grams
{
    private const int LongestWord = 60;

    /// <summary>Of a long number the last four digits are a word, too: by them a card is known.</summary>
    private const int LongNumber = 8;
    private const int Ending = 4;

    /// <param name="text">Folded: <see cref="SearchWords.Fold(string)"/>.</param>
    public static IEnumerable<Gram> Of(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            var start = i;
            if (IsIdeograph(c))
            {
                while (i < text.Length && IsIdeograph(text[i]))
                    i++;
                foreach (var gram in Pairs(text, start, i))
                    yield return gram;
            }
            else if (char.IsLetterOrDigit(c))
            {
                while (i < text.Length && char.IsLetterOrDigit(text[i]) && !IsIdeograph(text[i]))
                    i++;
                var length = Math.Min(i - start, LongestWord);
                yield return new(start, start, length);
                if (length >= LongNumber && char.IsAsciiDigit(text[start + length - 1]))
                    yield return new(start, start + length - Ending, Ending);
            }
            else
            {
                i++;
            }
        }
    }

    /// <summary>The grams that a text must hold, in their places, to hold this word; as few as will do.</summary>
    public static IReadOnlyList<Gram> Needed(string word)
    {
        var needed = new List<Gram>();
        for (var i = 0; i < word.Length;)
        {
            var start = i;
            if (IsIdeograph(word[i]))
            {
                while (i < word.Length && IsIdeograph(word[i]))
                    i++;
                if (i - start == 1)
                    needed.Add(new(start, start, 1));
                // Every second pair covers all characters, and the last one ends where the word does.
                for (var at = start; at < i - 1; at++)
                {
                    if (IsWhole(word, at) && ((at - start) % 2 == 0 || at == i - 2))
                        needed.Add(new(at, at, 2));
                }
            }
            else if (char.IsLetterOrDigit(word[i]))
            {
                while (i < word.Length && char.IsLetterOrDigit(word[i]) && !IsIdeograph(word[i]))
                    i++;
                needed.Add(new(start, start, Math.Min(i - start, LongestWord)));
            }
            else
            {
                i++;
            }
        }

        return needed;
    }

    /// <summary>Chinese, kana, hangul; and the halves of what lies beyond, emoji among it.</summary>
    public static bool IsIdeograph(char c) => c is >= '\u2E80' and <= '\u9FFF' and not (>= '\u3000' and <= '\u3004') and not (>= '\u3008' and <= '\u3020')
        or >= '\uAC00' and <= '\uD7AF' or >= '\uF900' and <= '\uFAFF' || char.IsSurrogate(c);

    /// <summary>Half a character is no term.</summary>
    private static bool IsWhole(string text, int at) => !char.IsLowSurrogate(text[at]) && char.IsHighSurrogate(text[at]) == char.IsSurrogate(text[at + 1]);

    private static IEnumerable<Gram> Pairs(string text, int start, int end)
    {
        // Alone at both ends: there a neighbour may be of another kind.
        if (!char.IsSurrogate(text[start]))
            yield return new(start, start, 1);
        for (var i = start; i < end - 1; i++)
        {
            if (IsWhole(text, i))
                yield return new(i, i, 2);
        }

        if (end - start > 1 && !char.IsSurrogate(text[end - 1]))
            yield return new(end - 1, end - 1, 1);
    }
}

/// <param name="Position">Where it counts as standing.</param>
/// <param name="Start">Where its characters begin.</param>
internal readonly record struct Gram(int Position, int Start, int Length);
