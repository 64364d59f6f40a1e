using System.Text;
using Imcc.Core.Retrieval;

namespace Imcc.Core.Misses;

/// <summary>Reads messages as they are sorted: folded, written as articles are, without words that say nothing, words of equal meaning as one.</summary>
public sealed class MissReader(Thesaurus thesaurus)
{
    /// <summary>Characters of a message that are looked at.</summary>
    public const int Longest = 120;

    // Above every character and below what is made of words of letters.
    private const int Concepts = 0x1_0000;
    private const int Words = 0x40_0000;

    // How, what, which and whether are asked of the same thing in one breath.
    private const QuestionKind Telling = QuestionKind.Why | QuestionKind.When | QuestionKind.Where | QuestionKind.HowMuch | QuestionKind.HowLong;

    public MissText Read(string text)
    {
        var folded = TextFolding.Fold(text.Length <= Longest ? text : text[..Longest]);
        // One character is in no word list, for it stands in too many words; in a question these mean the same.
        var written = thesaurus.Standard(folded).Replace("可以", "能", StringComparison.Ordinal).Replace("能够", "能", StringComparison.Ordinal);
        var stopped = thesaurus.Stopped(written);
        var symbols = SymbolsOf(written, stopped);
        // All courtesy: then that is what it says.
        if (symbols.Count == 0)
            symbols = SymbolsOf(written, new bool[written.Length]);
        return new(Hash(symbols), [.. symbols], NumbersOf(written), Questions.IsDenied(folded), Questions.Of(folded) & Telling);
    }

    /// <summary>The same words for people: folded, without what says nothing; for showing why two messages are one.</summary>
    public string Plain(string text)
    {
        var written = thesaurus.Standard(TextFolding.Fold(text));
        var stopped = thesaurus.Stopped(written);
        var plain = new StringBuilder();
        for (var i = 0; i < written.Length; i++)
        {
            if (!stopped[i] && char.IsLetterOrDigit(written[i]))
                plain.Append(written[i]);
        }

        return plain.ToString();
    }

    private List<int> SymbolsOf(string text, bool[] stopped)
    {
        var senses = new Dictionary<int, Sense>();
        foreach (var sense in thesaurus.Senses(text).Where(s => s.Weight == 1))
        {
            // Of a word that stands in two groups the first one holds.
            if (!senses.TryGetValue(sense.Start, out var known) || known.End < sense.End)
                senses[sense.Start] = sense;
        }

        var symbols = new List<int>(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (senses.TryGetValue(i, out var sense))
            {
                symbols.Add(Concepts + sense.Concept);
                i = sense.End;
            }
            else if (stopped[i])
            {
                i++;
            }
            else if (TextFolding.IsHan(text[i]))
            {
                symbols.Add(text[i++]);
            }
            else if (char.IsLetterOrDigit(text[i]))
            {
                var start = i;
                while (i < text.Length && char.IsLetterOrDigit(text[i]) && !TextFolding.IsHan(text[i]) && char.IsDigit(text[i]) == char.IsDigit(text[start]))
                    i++;
                symbols.Add(Words + (int)(Hash(text.AsSpan(start, i - start)) & 0x3fff_ffff));
            }
            else
            {
                i++;
            }
        }

        return symbols;
    }

    private static int[] NumbersOf(string text)
    {
        var numbers = new List<int>();
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            while (i < text.Length && char.IsAsciiDigit(text[i]))
                i++;
            if (i > start)
                numbers.Add((int)Hash(text.AsSpan(start, i - start)));
            else
                i++;
        }

        return [.. numbers];
    }

    private static long Hash(List<int> symbols)
    {
        var hash = 14695981039346656037ul;
        foreach (var symbol in symbols)
            hash = (hash ^ (uint)symbol) * 1099511628211ul;
        // Small changes in the last symbol reach the upper bits, too.
        hash ^= hash >> 29;
        return (long)(hash * 0x9E3779B97F4A7C15ul);
    }

    private static uint Hash(ReadOnlySpan<char> word)
    {
        var hash = 2166136261u;
        foreach (var c in word)
            hash = (hash ^ c) * 16777619u;
        return hash;
    }
}
