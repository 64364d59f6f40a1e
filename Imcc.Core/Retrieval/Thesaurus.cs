using System.Collections.Frozen;

namespace Imcc.Core.Retrieval;

/// <summary>Which words mean the same, or nearly; how what is said colloquially is written; and which words say little. Made of word lists, it never changes.</summary>
public sealed class Thesaurus
{
    private const int LongestWord = 12;

    /// <summary>How much of a meaning there is in a word that only may mean it.</summary>
    private const float Perhaps = 0.5f;

    private readonly IReadOnlyList<Wording>[] _members;
    private readonly FrozenDictionary<string, Meaning[]>.AlternateLookup<ReadOnlySpan<char>> _meanings;
    private readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _standard;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _stop;
    private readonly int _longest;

    public Thesaurus(WordLists lists)
    {
        var meanings = new Dictionary<string, List<Meaning>>(StringComparer.Ordinal);
        var members = new List<IReadOnlyList<string>> { Array.Empty<string>() };
        foreach (var group in lists.Synonyms)
        {
            members.Add(group);
            foreach (var word in group)
                Mean(word, new(members.Count - 1, 1));
        }

        foreach (var (word, others) in lists.Related)
        {
            foreach (var other in others)
            {
                // A word of no group begins one of its own.
                if (!meanings.TryGetValue(other, out var known) || known.All(m => m.Weight < 1))
                {
                    members.Add([other]);
                    Mean(other, new(members.Count - 1, 1));
                }

                foreach (var meaning in meanings[other].Where(m => m.Weight == 1).ToList())
                    Mean(word, meaning with { Weight = Perhaps });
            }
        }

        Lists = lists;
        _members = [.. members.Select(m => (IReadOnlyList<Wording>)[.. m.Select(Wording.OfFolded)])];
        var frozen = meanings.Where(m => m.Key.Length is > 0 and <= LongestWord).ToFrozenDictionary(m => m.Key, m => m.Value.ToArray(), StringComparer.Ordinal);
        _meanings = frozen.GetAlternateLookup<ReadOnlySpan<char>>();
        _stop = lists.StopWords.GetAlternateLookup<ReadOnlySpan<char>>();
        _standard = lists.Colloquial.GetAlternateLookup<ReadOnlySpan<char>>();
        _longest = Math.Min(LongestWord, frozen.Keys.Concat(lists.Colloquial.Keys).Concat(lists.StopWords).Select(w => w.Length).DefaultIfEmpty(0).Max());

        void Mean(string word, Meaning meaning)
        {
            if (!meanings.TryGetValue(word, out var known))
                meanings[word] = known = [];
            if (!known.Any(m => m.Concept == meaning.Concept && m.Weight >= meaning.Weight))
                known.Add(meaning);
        }
    }

    /// <summary>With the lists that are built in.</summary>
    public static Thesaurus BuiltIn { get; } = new(WordLists.BuiltIn);

    /// <summary>What it was made of.</summary>
    public WordLists Lists { get; }

    /// <summary>The words of one meaning.</summary>
    public IReadOnlyList<Wording> Members(int concept) => _members[concept];

    /// <summary>The words of a text that mean something known, the longest at each place.</summary>
    public List<Sense> Senses(string folded)
    {
        var found = new List<Sense>();
        for (var i = 0; i < folded.Length; i++)
        {
            for (var length = Math.Min(_longest, folded.Length - i); length > 0; length--)
            {
                if (!_meanings.TryGetValue(folded.AsSpan(i, length), out var meanings))
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

    private readonly record struct Meaning(int Concept, float Weight);
}

/// <summary>A word of a text and what it means.</summary>
/// <param name="Start">First character.</param>
/// <param name="End">Behind the last one.</param>
/// <param name="Weight">1: just that; less: perhaps.</param>
public readonly record struct Sense(int Start, int End, int Concept, float Weight);
