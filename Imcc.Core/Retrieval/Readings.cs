namespace Imcc.Core.Retrieval;

/// <summary>How characters are read, without tones: typing goes by sound, and so do its mistakes.</summary>
public static class Readings
{
    // By the character's code: it is asked tens of thousands of times for one question.
    private static readonly (ushort[] First, ushort[]?[] Further, string[] Syllables, ushort[] Near) Table = Read();

    /// <summary>The number of the usual reading; 0: not known.</summary>
    public static ushort Sound(char c) => Table.First[c];

    /// <summary>The syllable of a number, such as <c>zhong</c>.</summary>
    public static string Syllable(ushort sound) => Table.Syllables[sound];

    /// <summary>How alike two characters sound: 1 for the same syllable in any of their readings, .6 where only what many do not tell apart differs (zh/z, n/l, in/ing), otherwise 0.</summary>
    public static double Likeness(char a, char b)
    {
        var (one, other) = (Sound(a), Sound(b));
        if (one == 0 || other == 0)
            return 0;
        if (one == other || Has(a, other) || Has(b, one))
            return 1;
        return Table.Near[one] == Table.Near[other] ? 0.6 : 0;
    }

    private static bool Has(char c, ushort sound) => Table.Further[c] is { } further && Array.IndexOf(further, sound) >= 0;

    private static (ushort[], ushort[]?[], string[], ushort[]) Read()
    {
        var (first, further, syllables) = (new ushort[char.MaxValue + 1], new ushort[]?[char.MaxValue + 1], new List<string> { "" });
        foreach (var line in Tables.Lines("pinyin.txt"))
        {
            var columns = line.Split('\t');
            var sound = (ushort)syllables.Count;
            syllables.Add(columns[0]);
            foreach (var c in columns[1])
                first[c] = sound;
            foreach (var c in columns[2])
                further[c] = [.. further[c] ?? [], sound];
        }

        var classes = new Dictionary<string, ushort>(StringComparer.Ordinal);
        var near = syllables.Select(s => classes.TryGetValue(Slurred(s), out var number) ? number : classes[Slurred(s)] = (ushort)classes.Count).ToArray();
        return (first, further, [.. syllables], near);
    }

    /// <summary>The syllable as it is said where what is alike is not told apart.</summary>
    private static string Slurred(string syllable)
    {
        var said = syllable.Replace("zh", "z", StringComparison.Ordinal).Replace("ch", "c", StringComparison.Ordinal).Replace("sh", "s", StringComparison.Ordinal)
            .Replace("ang", "an", StringComparison.Ordinal).Replace("eng", "en", StringComparison.Ordinal).Replace("ing", "in", StringComparison.Ordinal);
        return said.StartsWith('l') ? "n" + said[1..] : said;
    }
}
