namespace Imcc.Core.Retrieval;

/// <summary>One way to say something, taken apart for comparing: characters and words of letters or digits, in order.</summary>
public sealed class Wording
{
    /// <summary>What goes beyond is not looked at: units.</summary>
    public const int Longest = 200;

    /// <summary>Numbers of Latin and digit units begin here; below it a unit is the character itself.</summary>
    public const int FirstWord = 0x10000;

    private Wording(int[] units, ushort[] starts, byte[] lengths) => (Units, Starts, Lengths) = (units, starts, lengths);

    /// <summary>A character by its code, a word of letters or of digits by a number of its own from <see cref="FirstWord"/> on.</summary>
    public int[] Units { get; }

    /// <summary>Where each unit begins in the text.</summary>
    public ushort[] Starts { get; }

    /// <summary>How many characters of the text each unit takes.</summary>
    public byte[] Lengths { get; }

    public bool IsEmpty => Units.Length == 0;

    /// <param name="text">As it was written; it is folded here.</param>
    public static Wording Of(string text) => OfFolded(TextFolding.Fold(text));

    public static Wording OfFolded(string folded)
    {
        var (units, starts, lengths) = (new List<int>(folded.Length), new List<ushort>(folded.Length), new List<byte>(folded.Length));
        for (var i = 0; i < folded.Length && units.Count < Longest && i < ushort.MaxValue;)
        {
            var start = i;
            if (TextFolding.IsHan(folded[i]))
            {
                Add(folded[i++], start, 1);
            }
            else if (char.IsLetterOrDigit(folded[i]))
            {
                // Letters and digits apart: who asks for CVV means CVV2, too.
                var isDigit = char.IsDigit(folded[i]);
                while (i < folded.Length && i - start < 60 && char.IsLetterOrDigit(folded[i]) && char.IsDigit(folded[i]) == isDigit && !TextFolding.IsHan(folded[i]))
                    i++;
                Add(Number(folded.AsSpan(start, i - start), isDigit), start, i - start);
            }
            else
            {
                i++;
            }
        }

        return new([.. units], [.. starts], [.. lengths]);

        void Add(int unit, int start, int length)
        {
            units.Add(unit);
            starts.Add((ushort)start);
            lengths.Add((byte)length);
        }
    }

    public static bool IsNumber(int unit) => unit >= FirstWord && (unit & 1) == 1;

    /// <summary>The same on every machine; two words share a number once in many millions.</summary>
    private static int Number(ReadOnlySpan<char> word, bool isDigit)
    {
        var hash = 2166136261u;
        foreach (var c in word)
            hash = (hash ^ c) * 16777619u;
        return FirstWord + (int)((hash & 0x3fffffff) << 1 >> 1 & ~1u) + (isDigit ? 1 : 0);
    }
}
