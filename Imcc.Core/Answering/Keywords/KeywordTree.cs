namespace Imcc.Core.Answering.Keywords;

/// <summary>Words as a tree of their letters, while an automaton is made of them.</summary>
internal sealed class KeywordTree
{
    /// <summary>Free places that are looked at for one node before it goes to the end: packing stays linear.</summary>
    private const int Tries = 64;

    private readonly List<int> _words = [-1];
    private readonly List<ushort> _codes = [0];
    private readonly List<ushort> _depths = [0];
    private readonly List<int> _firstChild = [0];
    private readonly List<int> _nextSibling = [0];
    private int[] _next = [];
    private int[] _previous = [];
    private int _last;

    public KeywordTree(IReadOnlyList<string> words, Dictionary<char, ushort> alphabet)
    {
        var ways = new Dictionary<long, int>(words.Count * 4);
        for (var w = 0; w < words.Count; w++)
        {
            var node = 0;
            foreach (var c in words[w])
            {
                var way = ((long)node << 16) | alphabet[c];
                if (!ways.TryGetValue(way, out var next))
                    ways[way] = next = Add(node, alphabet[c]);
                node = next;
            }

            _words[node] = w;
        }

        var order = new List<int>(Count) { 0 };
        for (var i = 0; i < order.Count; i++)
        {
            for (var child = _firstChild[order[i]]; child != 0; child = _nextSibling[child])
                order.Add(child);
        }

        BreadthFirst = order;
    }

    public int Count => _words.Count;

    public IReadOnlyList<int> BreadthFirst { get; }

    public int WordAt(int node) => _words[node];

    public ushort DepthOf(int node) => _depths[node];

    public ushort CodeOf(int node) => _codes[node];

    /// <summary>The double array, and the place of each node in it. Behind the last node there is room for every code.</summary>
    public (KeywordAutomaton.Node[] Nodes, int[] Places) Pack(int codes)
    {
        var nodes = new KeywordAutomaton.Node[Count + codes];
        Free(nodes, 0);
        Take(0);
        var places = new int[Count];
        foreach (var n in BreadthFirst)
        {
            if (_firstChild[n] == 0)
                continue;
            var at = Room(n, nodes.Length, codes);
            while (at + (2 * codes) >= nodes.Length)
            {
                var from = nodes.Length;
                Array.Resize(ref nodes, nodes.Length * 2);
                Free(nodes, from);
            }

            nodes[places[n]].Base = at;
            for (var child = _firstChild[n]; child != 0; child = _nextSibling[child])
            {
                var place = at + _codes[child];
                (places[child], nodes[place].Parent) = (place, places[n]);
                Take(place);
            }
        }

        Array.Resize(ref nodes, _last + codes + 1);
        (_next, _previous) = ([], []);
        return (nodes, places);
    }

    private int Add(int parent, ushort code)
    {
        var node = Count;
        _words.Add(-1);
        _codes.Add(code);
        _depths.Add((ushort)(_depths[parent] + 1));
        _firstChild.Add(0);
        _nextSibling.Add(_firstChild[parent]);
        _firstChild[parent] = node;
        return node;
    }

    // Free places are a ring from 0 to 0; what is taken points to itself.
    private void Free(KeywordAutomaton.Node[] nodes, int from)
    {
        Array.Resize(ref _next, nodes.Length);
        Array.Resize(ref _previous, nodes.Length);
        var before = from == 0 ? 0 : _previous[0];
        for (var i = Math.Max(from, 1); i < nodes.Length; i++)
        {
            nodes[i].Parent = -1;
            (_next[before], _previous[i]) = (i, before);
            before = i;
        }

        nodes[0].Parent = -1;
        (_next[before], _previous[0]) = (0, before);
    }

    private void Take(int place)
    {
        if (place == 0)
            return;
        (_next[_previous[place]], _previous[_next[place]]) = (_next[place], _previous[place]);
        _next[place] = -1;
        _last = Math.Max(_last, place);
    }

    private int Room(int node, int length, int codes)
    {
        var first = _firstChild[node];
        var tries = 0;
        for (var free = _next[0]; free != 0 && tries < Tries; free = _next[free], tries++)
        {
            var at = free - _codes[first];
            if (at >= 0 && at + codes < length && Fits(node, at))
                return at;
        }

        // Behind everything that is taken.
        return _last;
    }

    private bool Fits(int node, int at)
    {
        for (var child = _firstChild[node]; child != 0; child = _nextSibling[child])
        {
            if (_next[at + _codes[child]] == -1)
                return false;
        }

        return true;
    }
}
