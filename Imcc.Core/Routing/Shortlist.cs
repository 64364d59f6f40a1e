namespace Imcc.Core.Routing;

/// <summary>The first few of those who could be asked, in order, each agent once.</summary>
internal sealed class Shortlist
{
    public const int Length = 5;
    private readonly List<Entry> _entries = new(Length + 1);

    public IReadOnlyList<Entry> Entries => _entries;

    public bool IsFull => _entries.Count == Length;

    /// <param name="refusal">Where all have declined: the place in the order of refusals, which counts before the key.</param>
    public void Add(Way way, RankKey key, int refusal)
    {
        var known = _entries.FindIndex(e => e.Way.Place == way.Place);
        if (known >= 0)
        {
            if (key >= _entries[known].Key)
                return;
            _entries.RemoveAt(known);
        }

        var at = _entries.Count;
        while (at > 0 && IsBefore(refusal, key, _entries[at - 1]))
            at--;
        if (at == Length)
            return;
        _entries.Insert(at, new(way, key, refusal));
        if (_entries.Count > Length)
            _entries.RemoveAt(Length);
    }

    private static bool IsBefore(int refusal, RankKey key, Entry other) =>
        refusal != other.Refusal ? refusal < other.Refusal : key < other.Key;

    internal readonly record struct Entry(Way Way, RankKey Key, int Refusal);
}
