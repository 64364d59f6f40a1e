using System.Collections.Frozen;

namespace Imcc.Core.Retrieval;

/// <summary>
/// Makes equal what is only written differently: narrow forms, small letters, simplified characters. As many characters as before,
/// so that places in the folded text are places in the text.
/// </summary>
public static class TextFolding
{
    private static readonly FrozenDictionary<char, char> Simplified = Read();

    public static string Fold(string text) => string.Create(text.Length, text, static (folded, text) =>
    {
        for (var i = 0; i < folded.Length; i++)
            folded[i] = Fold(text[i]);
    });

    public static char Fold(char c) => c < 0x80 ? char.ToLowerInvariant(c) : Simplified.TryGetValue(c, out var simple) ? simple : Narrow(c);

    /// <summary>Wide forms of Latin letters, digits and signs as narrow ones, and letters small; characters stay as they are.</summary>
    public static char Narrow(char c) => c switch
    {
        '\u3000' => ' ',
        >= '\uFF01' and <= '\uFF5E' => char.ToLowerInvariant((char)(c - 0xFEE0)),
        _ => char.ToLowerInvariant(c),
    };

    /// <summary>Whether it is written as a character of its own, not as part of a word of letters.</summary>
    public static bool IsHan(char c) => c is >= '\u3400' and <= '\u9fff' or >= '\uf900' and <= '\ufaff' or >= '\u3040' and <= '\u30ff' or >= '\uac00' and <= '\ud7af';

    private static FrozenDictionary<char, char> Read()
    {
        var pairs = new Dictionary<char, char>();
        foreach (var line in Tables.Lines("simplified.txt"))
        {
            var (from, to) = (line.Split('\t')[0], line.Split('\t')[1]);
            for (var i = 0; i < from.Length; i++)
                pairs[from[i]] = to[i];
        }

        return pairs.ToFrozenDictionary();
    }
}
