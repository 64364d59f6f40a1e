namespace Imcc.Core.Contacts;

/// <summary>
/// Brings a customer's tags here and at WeChat together: what was done there since both last agreed is done here, and what was done here is done
/// there. Neither side's whole list overwrites the other's.
/// </summary>
public static class TagMerge
{
    /// <summary>Our tags after WeChat's changes.</summary>
    /// <param name="ours">The customer's tags here.</param>
    /// <param name="known">WeChat's as of the last time that both agreed; null: they never did, and nothing counts as taken away.</param>
    /// <param name="theirs">WeChat's now.</param>
    /// <param name="map">Which of WeChat's tags are which of ours; others are left alone.</param>
    public static IReadOnlyList<Guid> Pull(IReadOnlyList<Guid> ours, IReadOnlyCollection<int>? known, IReadOnlyCollection<int> theirs, IReadOnlyDictionary<int, Guid> map)
    {
        var given = theirs.Where(t => known?.Contains(t) != true && map.ContainsKey(t)).Order().Select(t => map[t]);
        var taken = (known ?? []).Where(t => !theirs.Contains(t) && map.ContainsKey(t)).Select(t => map[t]).ToHashSet();
        return [.. ours.Where(t => !taken.Contains(t)).Union(given)];
    }

    /// <summary>What is to be done at WeChat, that it says what we say.</summary>
    /// <param name="theirs">WeChat's tags as we know them.</param>
    public static (IReadOnlyList<int> Give, IReadOnlyList<int> Take) Push(IReadOnlyCollection<Guid> ours, IReadOnlyCollection<int> theirs, IReadOnlyDictionary<int, Guid> map) =>
        ([.. map.Where(m => ours.Contains(m.Value) && !theirs.Contains(m.Key)).Select(m => m.Key).Order()],
            [.. map.Where(m => !ours.Contains(m.Value) && theirs.Contains(m.Key)).Select(m => m.Key).Order()]);
}
