using Imcc.Core.Retrieval;

namespace Imcc.Core.Answering.Keywords;

/// <summary>What of a text is compared with keywords: its letters, digits and characters, in one form for all ways of writing them; and what they sound like.</summary>
public static class KeywordLetters
{
    /// <summary>What goes beyond is not looked at: characters of a message.</summary>
    public const int Longest = 500;

    /// <summary>Sounds stand where no letter does, so that both can be told from each other: in the private use area.</summary>
    private const char FirstSound = '\uE000';

    /// <summary>By character: the letter that it counts as; 0 where it does not count (blanks, punctuation, what cannot be seen).</summary>
    internal static readonly char[] Folded = Table(Fold);

    /// <summary>By character: its sound, or the letter where it has none; 0 where it does not count.</summary>
    internal static readonly char[] Sounds = Table(c => Fold(c) is var letter && letter != 0 && Readings.Sound(letter) is > 0 and var sound ? (char)(FirstSound + sound) : letter);

    public static string Of(string text)
    {
        Span<char> letters = stackalloc char[Longest];
        return new(letters[..Read(text, letters, [])]);
    }

    /// <summary>The sounds of letters.</summary>
    public static string SoundOf(string letters) => string.Create(letters.Length, letters, static (sounds, letters) =>
    {
        for (var i = 0; i < sounds.Length; i++)
            sounds[i] = Sounds[letters[i]];
    });

    /// <summary>The text as regular expressions see it: every character in its place.</summary>
    public static string Written(string text) => TextFolding.Fold(text.Length <= Longest ? text : text[..Longest]);

    /// <param name="letters">Filled; as long as <see cref="Longest"/>.</param>
    /// <param name="places">Filled with where each letter stands in the text; empty: nobody asks.</param>
    /// <returns>How many letters there are.</returns>
    internal static int Read(ReadOnlySpan<char> text, Span<char> letters, Span<ushort> places)
    {
        var count = 0;
        var end = Math.Min(text.Length, Longest);
        for (var i = 0; i < end; i++)
        {
            var letter = Folded[text[i]];
            if (letter == 0)
                continue;
            if (!places.IsEmpty)
                places[count] = (ushort)i;
            letters[count++] = letter;
        }

        return count;
    }

    private static char Fold(char c) => char.IsSurrogate(c) ? c : TextFolding.Fold(c) is var folded && char.IsLetterOrDigit(folded) ? folded : '\0';

    private static char[] Table(Func<char, char> letter)
    {
        var table = new char[char.MaxValue + 1];
        for (var c = 0; c < table.Length; c++)
            table[c] = letter((char)c);
        return table;
    }
}
