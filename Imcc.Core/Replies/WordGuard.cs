namespace Imcc.Core.Replies;

/// <summary>
/// Finds sensitive words in what agents write, all at once and in one pass (Aho-Corasick). Case, full and half width, blanks, punctuation
/// and invisible characters between the letters make no difference. A word of Latin letters or digits counts only where it stands by itself.
/// </summary>
public sealed class WordGuard
{
    public static readonly WordGuard Empty = new([]);

    private const int Root = 0;

    private readonly Dictionary<(int Node, char Letter), int> _steps = [];
    private readonly List<List<SensitiveWord>?> _ends = [null];
    private readonly List<int> _depths = [0];
    private readonly List<int> _falls = [Root];
    // The nearest node behind a node at which a word ends; the root: none.
    private readonly List<int> _outs = [Root];

    public WordGuard(IReadOnlyCollection<SensitiveWord> words)
    {
        foreach (var word in words)
            Add(word);
        Link();
        Count = words.Count;
    }

    public int Count { get; }

    /// <summary>Whether something of the word is left to be looked for.</summary>
    public static bool CanFind(string word) => word.Any(c => Fold(c) is not null);

    /// <summary>Every word in the text, in the order of their ends; words may lie in each other.</summary>
    public IReadOnlyList<WordHit> Find(string text)
    {
        if (_depths.Count == 1)
            return [];
        var hits = new List<WordHit>();
        var places = new List<int>();
        var node = Root;
        for (var i = 0; i < text.Length; i++)
        {
            if (Fold(text[i]) is not { } letter)
                continue;
            places.Add(i);
            node = Next(node, letter);
            for (var end = _ends[node] is null ? _outs[node] : node; end != Root; end = _outs[end])
            {
                var start = places[^_depths[end]];
                foreach (var word in _ends[end]!)
                {
                    if (StandsAlone(text, start, i))
                        hits.Add(new(start, i - start + 1, word));
                }
            }
        }

        return hits;
    }

    /// <param name="groupId">The conversation's skill group.</param>
    public WordVerdict Judge(string text, Guid? groupId)
    {
        List<WordHit> hits = [.. Find(text).Where(h => h.Word.GroupId is null || h.Word.GroupId == groupId)];
        return hits.Count == 0 ? WordVerdict.Clean : new(hits.Max(h => h.Word.Action), hits);
    }

    // One form for all ways of writing a letter; null: not looked at.
    private static char? Fold(char c)
    {
        if (c is >= '\uff01' and <= '\uff5e')
            c = (char)(c - 0xfee0);
        return char.IsLetterOrDigit(c) || char.IsSurrogate(c) ? char.ToLowerInvariant(c) : null;
    }

    private static bool IsLatin(char c) => Fold(c) is { } letter && char.IsAscii(letter);

    // "bet" is not in "better"; 稳赚 is wherever it stands.
    private static bool StandsAlone(string text, int start, int last) =>
        !(IsLatin(text[start]) && start > 0 && IsLatin(text[start - 1])) && !(IsLatin(text[last]) && last + 1 < text.Length && IsLatin(text[last + 1]));

    private void Add(SensitiveWord word)
    {
        var node = Root;
        foreach (var c in word.Word)
        {
            if (Fold(c) is not { } letter)
                continue;
            if (!_steps.TryGetValue((node, letter), out var next))
            {
                next = _depths.Count;
                _steps[(node, letter)] = next;
                _ends.Add(null);
                _depths.Add(_depths[node] + 1);
                _falls.Add(Root);
                _outs.Add(Root);
            }

            node = next;
        }

        if (node != Root)
            (_ends[node] ??= []).Add(word);
    }

    // Where to go on when the next letter does not fit: the longest end of what was read that begins a word. Shorter ones first.
    private void Link()
    {
        foreach (var ((node, letter), next) in _steps.OrderBy(s => _depths[s.Value]))
        {
            var fall = node == Root ? Root : Next(_falls[node], letter);
            _falls[next] = fall;
            _outs[next] = _ends[fall] is null ? _outs[fall] : fall;
        }
    }

    private int Next(int node, char letter)
    {
        while (true)
        {
            if (_steps.TryGetValue((node, letter), out var next))
                return next;
            if (node == Root)
                return Root;
            node = _falls[node];
        }
    }
}
