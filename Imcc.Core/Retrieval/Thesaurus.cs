using System.Collections.Frozen;

namespace Imcc.Core.Retrieval;

/// <summary>Which words mean the same, or nearly; how what is said colloquially is written; and which words say little. Made of word lists, it never changes.</summary>
public sealed class Thesaurus
{
    private const int LongestWord = 12;
    private readonly FrozenDictionary<string, Meaning[]> _meanings;
    private readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _standard;
    private readonly FrozenDictionary<string, Meaning[]>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _stop;
    private readonly int _longest;

    /// <param name="synonyms">One group of equal words a line, separated by blanks.</param>
    /// <param name="related"><c>A > B</c>: who says A may mean B.</param>
    /// <param name="colloquial">What is said, a tab, and how it is written.</param>
    /// <param name="stopWords">One a line: words that say little about what is meant.</param>
    public Thesaurus(IEnumerable<string> synonyms, IEnumerable<string> related, IEnumerable<string> colloquial, IEnumerable<string> stopWords)
    {
        var meanings = new Dictionary<string, List<Meaning>>(StringComparer.Ordinal);
        var concepts = 0;
        foreach (var line in synonyms)
        {
            concepts++;
            foreach (var word in Split(line))
                Mean(word, new(concepts, 1));
        }

        foreach (var line in related)
        {
            if (line.Split('>', 2) is not [var from, var to])
                continue;
            foreach (var word in Split(from))
            {
                foreach (var other in Split(to))
                {
                    // A word of no group begins one of its own.
                    if (!meanings.TryGetValue(other, out var known) || known.All(m => m.Weight < 1))
                        Mean(other, new(++concepts, 1));
                    foreach (var meaning in meanings[other].Where(m => m.Weight == 1).ToList())
                        Mean(word, meaning with { Weight = 0.5 });
                }
            }
        }

        _meanings = meanings.Where(m => m.Key.Length is > 0 and <= LongestWord).ToFrozenDictionary(m => m.Key, m => m.Value.ToArray(), StringComparer.Ordinal);
        _lookup = _meanings.GetAlternateLookup<ReadOnlySpan<char>>();
        var standard = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in colloquial)
        {
            if (line.Split('\t') is [var said, var written])
                standard[TextFolding.Fold(said.Trim())] = TextFolding.Fold(written.Trim());
        }

        _standard = standard.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _stop = stopWords.Select(w => TextFolding.Fold(w.Trim())).ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _longest = Math.Min(LongestWord, _meanings.Keys.Concat(standard.Keys).Concat(_stop.Set).Select(w => w.Length).DefaultIfEmpty(0).Max());

        void Mean(string word, Meaning meaning)
        {
            if (!meanings.TryGetValue(word, out var known))
                meanings[word] = known = [];
            if (!known.Any(m => m.Concept == meaning.Concept && m.Weight >= meaning.Weight))
                known.Add(meaning);
        }

        static IEnumerable<string> Split(string line) => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(TextFolding.Fold);
    }

    /// <summary>The lists that are built in.</summary>
    public static Thesaurus BuiltIn { get; } = new(Tables.Lines("synonyms.txt"), Tables.Lines("related.txt"), Tables.Lines("colloquial.txt"), Tables.Lines("stopwords.txt"));

    /// <summary>The words of a text that mean something known, the longest at each place.</summary>
    public List<Sense> Senses(string folded)
    {
        var found = new List<Sense>();
        for (var i = 0; i < folded.Length; i++)
        {
            for (var length = Math.Min(_longest, folded.Length - i); length > 0; length--)
            {
                if (!_lookup.TryGetValue(folded.AsSpan(i, length), out var meanings))
                    continue;
                // What lies within a longer word is that word's.
                if (found.Count == 0 || found[^1].End < i + length || found[^1].Start == i)
                    found.AddRange(meanings.Select(m => new Sense(i, i + length, m.Concept, m.Weight)));
                break;
            }
        }

        return found;
    }

    /// <summary>The text with what is colloquial in it written as it would be; the same text where there is nothing.</summary>
    public string Standard(string folded)
    {
        System.Text.StringBuilder? written = null;
        for (var i = 0; i < folded.Length;)
        {
            var length = Math.Min(_longest, folded.Length - i);
            string? other = null;
            while (length > 0 && !_standard.TryGetValue(folded.AsSpan(i, length), out other))
                length--;
            if (length > 0)
            {
                (written ??= new(folded, 0, i, folded.Length + 8)).Append(other);
                i += length;
                continue;
            }

            written?.Append(folded[i]);
            i++;
        }

        return written?.ToString() ?? folded;
    }

    /// <summary>Marks the places of a text that words of little weight take.</summary>
    public bool[] Stopped(string folded)
    {
        var stopped = new bool[folded.Length];
        for (var i = 0; i < folded.Length;)
        {
            var length = Math.Min(_longest, folded.Length - i);
            while (length > 0 && !_stop.Contains(folded.AsSpan(i, length)))
                length--;
            stopped.AsSpan(i, length).Fill(true);
            i += Math.Max(length, 1);
        }

        return stopped;
    }

    private readonly record struct Meaning(int Concept, double Weight);
}

/// <summary>A word of a text and what it means.</summary>
/// <param name="Start">First character.</param>
/// <param name="End">Behind the last one.</param>
/// <param name="Weight">1: just that; less: perhaps.</param>
public readonly record struct Sense(int Start, int End, int Concept, double Weight);
