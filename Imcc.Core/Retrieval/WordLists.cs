using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Imcc.Core.Retrieval;

/// <summary>All that is known about words, in one piece: the built-in lists, or these with an organisation's own over them.</summary>
public sealed class WordLists
{
    private WordLists(IReadOnlyList<WordEntry> entries)
    {
        Synonyms = GroupsOf(entries);
        Related = Meanings(entries, WordKind.Related);
        Colloquial = Meanings(entries, WordKind.Colloquial).ToFrozenDictionary(m => m.Key, m => m.Value[^1], StringComparer.Ordinal);
        SmallTalk = Single(entries, WordKind.SmallTalk);
        StopWords = Single(entries, WordKind.StopWord);
        Entries = entries;
    }

    /// <summary>Made once, from what is embedded in this assembly.</summary>
    public static WordLists BuiltIn { get; } = new(BuiltInWords.Read());

    public IReadOnlyList<WordEntry> Entries { get; }

    /// <summary>Groups of equal meaning. No word stands in two of them: groups that share one are one group.</summary>
    public ImmutableArray<ImmutableArray<string>> Synonyms { get; }

    /// <summary>What people say, and what they may mean by it.</summary>
    public FrozenDictionary<string, ImmutableArray<string>> Related { get; }

    /// <summary>How people write it, and how it is written.</summary>
    public FrozenDictionary<string, string> Colloquial { get; }

    /// <summary>Whole messages, folded.</summary>
    public FrozenSet<string> SmallTalk { get; }

    public FrozenSet<string> StopWords { get; }

    /// <summary>These with others over them; where both say how a word is written, the other holds.</summary>
    public WordLists With(IEnumerable<WordEntry> own) => new([.. Entries, .. own]);

    // A group of one's own that names a built-in word joins its group: otherwise one word would mean two things.
    private static ImmutableArray<ImmutableArray<string>> GroupsOf(IReadOnlyList<WordEntry> entries)
    {
        var home = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var groups = new List<List<string>>();
        foreach (var entry in entries.Where(e => e.Kind == WordKind.Synonym))
        {
            var known = entry.Words.Select(w => home.GetValueOrDefault(w)).OfType<List<string>>().Distinct().ToList();
            var target = known.FirstOrDefault() ?? [];
            if (known.Count == 0)
                groups.Add(target);
            foreach (var other in known.Skip(1))
            {
                foreach (var word in other)
                    home[word] = target;
                target.AddRange(other);
                other.Clear();
            }

            foreach (var word in entry.Words.Where(w => home.TryAdd(w, target)))
                target.Add(word);
        }

        return [.. groups.Where(g => g.Count > 0).Select(g => g.ToImmutableArray())];
    }

    private static FrozenDictionary<string, ImmutableArray<string>> Meanings(IReadOnlyList<WordEntry> entries, WordKind kind) => entries
        .Where(e => e.Kind == kind)
        .GroupBy(e => e.Words[0], StringComparer.Ordinal)
        .ToFrozenDictionary(g => g.Key, g => g.SelectMany(e => e.Words.Skip(1)).Distinct(StringComparer.Ordinal).ToImmutableArray(), StringComparer.Ordinal);

    private static FrozenSet<string> Single(IReadOnlyList<WordEntry> entries, WordKind kind) =>
        entries.Where(e => e.Kind == kind).Select(e => e.Words[0]).ToFrozenSet(StringComparer.Ordinal);
}
