using System.Runtime.CompilerServices;

namespace Imcc.Core.Answering.Keywords;

/// <summary>
/// Finds all of many words in one pass over a text (Aho-Corasick), packed as a double array: the way from a node by a letter is one
/// addition and one look. Immutable.
/// </summary>
internal sealed class KeywordAutomaton
{
    public const int Root = 0;

    /// <summary>The code of what does not count, and goes unnoticed.</summary>
    public const int Nothing = 0;

    /// <summary>The code of a letter that is in no word.</summary>
    public const int Foreign = 1;

    private readonly ushort[] _codes = new ushort[char.MaxValue + 1];
    private readonly Node[] _nodes;
    private readonly int[] _words;
    private readonly ushort[] _depths;

    /// <param name="words">Each once, none empty, of letters that the table yields.</param>
    /// <param name="letters">By character: the letter that it counts as; 0: none.</param>
    public KeywordAutomaton(IReadOnlyList<string> words, char[] letters)
    {
        var alphabet = Number(words);
        for (var c = 0; c < letters.Length; c++)
            _codes[c] = letters[c] == 0 ? (ushort)Nothing : alphabet.GetValueOrDefault(letters[c], (ushort)Foreign);
        var tree = new KeywordTree(words, alphabet);
        (_nodes, var places) = tree.Pack(alphabet.Count + 2);
        (_words, _depths) = (new int[_nodes.Length], new ushort[_nodes.Length]);
        Array.Fill(_words, -1);
        for (var n = 0; n < tree.Count; n++)
            (_words[places[n]], _depths[places[n]]) = (tree.WordAt(n), tree.DepthOf(n));
        Link(tree, places);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Code(char c) => _codes[c];

    /// <summary>Where a letter leads: to the longest end of what was read that begins a word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next(int node, int code)
    {
        if (code == Foreign)
            return Root;
        var nodes = _nodes;
        while (true)
        {
            var next = nodes[node].Base + code;
            if (nodes[next].Parent == node)
                return next;
            if (node == Root)
                return Root;
            node = nodes[node].Fall;
        }
    }

    /// <summary>The nearest node at or behind this one at which a word ends; the root: none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int End(int node) => _nodes[node].End;

    /// <summary>The next shorter word's end behind an end; the root: none.</summary>
    public int Shorter(int end) => _nodes[_nodes[end].Fall].End;

    /// <summary>Which word ends at a node; -1: none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int WordAt(int node) => _words[node];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int DepthOf(int node) => _depths[node];

    /// <returns>The word that these letters are; -1: none.</returns>
    public int Find(ReadOnlySpan<char> letters)
    {
        var node = Root;
        foreach (var letter in letters)
        {
            var next = _nodes[node].Base + _codes[letter];
            if (_codes[letter] <= Foreign || _nodes[next].Parent != node)
                return -1;
            node = next;
        }

        return node == Root ? -1 : _words[node];
    }

    // The most frequent letters have the lowest numbers: it packs the better.
    private static Dictionary<char, ushort> Number(IReadOnlyList<string> words)
    {
        var counts = new int[char.MaxValue + 1];
        foreach (var word in words)
        {
            foreach (var c in word)
                counts[c]++;
        }

        return Enumerable.Range(0, counts.Length).Where(c => counts[c] > 0).OrderByDescending(c => counts[c])
            .Select((c, i) => (c, i)).ToDictionary(l => (char)l.c, l => (ushort)(l.i + Foreign + 1));
    }

    private void Link(KeywordTree tree, int[] places)
    {
        // Nodes of a tree that was read breadth first: what lies behind one is already linked.
        foreach (var n in tree.BreadthFirst)
        {
            var place = places[n];
            if (n != 0)
            {
                var parent = _nodes[place].Parent;
                _nodes[place].Fall = parent == Root ? Root : Next(_nodes[parent].Fall, tree.CodeOf(n));
            }

            _nodes[place].End = _words[place] >= 0 ? place : _nodes[_nodes[place].Fall].End;
        }
    }

    internal struct Node
    {
        /// <summary>A letter's code added to it is where the letter may lead.</summary>
        public int Base;

        /// <summary>From where one comes here; -1: nobody does.</summary>
        public int Parent;

        /// <summary>Where to go on when no letter fits.</summary>
        public int Fall;

        public int End;
    }
}
