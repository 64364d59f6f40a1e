using System.Runtime.InteropServices;
using Imcc.Core.Retrieval;

namespace Imcc.Core.Misses;

/// <summary>
/// Sorts messages into groups of the same question, one after another and never all anew: what says the same is one at once; what is
/// similar enough to a group's leader joins it; everything else leads a group of its own. Cautious: two questions in one group mislead
/// an editor, one question in two groups only costs a click (a person may merge and split). Not for several threads.
/// </summary>
public sealed class MissGrouper(GroupingSettings settings)
{
    /// <summary>Leaders that share a feature and are looked at; what more of them share says nothing.</summary>
    private const int LongestPosting = 800;
    private const int MostVerified = 12;

    private readonly Dictionary<long, int> _groupOfKey = [];
    private readonly FeatureTable _features = new();
    private readonly List<List<int>?> _postings = [];
    private readonly List<Leader> _leaders = [];

    // By leader, while one message is looked at: the weight of what it shares; 0: not met.
    private readonly List<float> _shared = [];
    private readonly List<int> _touched = [];

    public MissGrouper() : this(GroupingSettings.Default)
    {
    }

    /// <summary>How many groups there have been.</summary>
    public int Groups { get; private set; }

    /// <summary>Messages that say something different from each other.</summary>
    public int Distinct => _groupOfKey.Count;

    /// <summary>Counts what messages are made of without sorting them, so that the first ones that are sorted know what is rare.</summary>
    public void Learn(MissText text)
    {
        if (!_groupOfKey.ContainsKey(text.Key))
            _features.Count(_features.Of(text.Symbols));
    }

    /// <summary>The group that this message belongs to; a new one where none fits.</summary>
    public int Add(MissText text)
    {
        ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(_groupOfKey, text.Key, out var isKnown);
        if (isKnown)
            return group;
        var features = _features.Of(text.Symbols);
        _features.Count(features);
        group = Nearest(text, features) ?? Lead(text, features, Groups++);
        return group;
    }

    /// <summary>What it would join, without it being added; null: it would lead a group.</summary>
    public int? Find(MissText text) => _groupOfKey.TryGetValue(text.Key, out var group) ? group : Nearest(text, _features.Of(text.Symbols));

    /// <summary>A group as it was stored: its leader and, one by one, what else is in it (<see cref="Put(long, int)"/>).</summary>
    public int Open(MissText leader)
    {
        var features = _features.Of(leader.Symbols);
        _features.Count(features);
        var group = Lead(leader, features, Groups++);
        _groupOfKey[leader.Key] = group;
        return group;
    }

    /// <summary>A person, or the store, says where this message belongs; whatever says the same goes there from now on.</summary>
    /// <param name="leads">Similar messages come here, too.</param>
    public void Put(MissText text, int group, bool leads = false)
    {
        _groupOfKey[text.Key] = group;
        if (!leads)
            return;
        var features = _features.Of(text.Symbols);
        _features.Count(features);
        Lead(text, features, group);
    }

    public void Put(long key, int group) => _groupOfKey[key] = group;

    /// <summary>A person says that both are one question: what led to one leads to the other.</summary>
    public void Merge(int from, int into)
    {
        foreach (var leader in CollectionsMarshal.AsSpan(_leaders))
        {
            if (leader.Group == from)
                leader.Group = into;
        }

        foreach (var key in _groupOfKey.Where(k => k.Value == from).Select(k => k.Key).ToList())
            _groupOfKey[key] = into;
    }

    private int Lead(MissText text, int[] features, int group)
    {
        foreach (var feature in features)
        {
            while (_postings.Count <= feature)
                _postings.Add(null);
            (_postings[feature] ??= []).Add(_leaders.Count);
        }

        _leaders.Add(new(group, features, text.Numbers, text.IsNegated, text.Asks));
        _shared.Add(0);
        return group;
    }

    private int? Nearest(MissText text, int[] features)
    {
        if (features.Length == 0)
            return null;
        Gather(features);
        if (_touched.Count == 0)
            return null;
        var total = _features.Weight(features);
        var (best, bestSimilarity) = (-1, settings.Enough - 1e-6f);
        for (var looked = 0; looked < MostVerified && TakeNearest() is { } leader; looked++)
        {
            var similarity = Similarity(text, features, total, _leaders[leader]);
            if (similarity > bestSimilarity)
                (best, bestSimilarity) = (leader, similarity);
        }

        foreach (var leader in CollectionsMarshal.AsSpan(_touched))
            _shared[leader] = 0;
        _touched.Clear();
        return best < 0 ? null : _leaders[best].Group;
    }

    // Whatever is similar enough shares one of the rarest features that together carry more than may be missing.
    private void Gather(int[] features)
    {
        var weights = new float[features.Length];
        for (var i = 0; i < features.Length; i++)
            weights[i] = -_features.Weight(features[i]);
        var left = -weights.Sum() * (1 - (settings.Enough / (2 - settings.Enough)));
        var byRarity = features.ToArray();
        Array.Sort(weights, byRarity);
        for (var i = 0; i < byRarity.Length && left >= 0; i++)
        {
            left += weights[i];
            if (byRarity[i] >= _postings.Count || _postings[byRarity[i]] is not { } posting)
                continue;
            // The latest ones: what was asked lately is asked again.
            foreach (var leader in CollectionsMarshal.AsSpan(posting)[Math.Max(0, posting.Count - LongestPosting)..])
            {
                if (_shared[leader] == 0)
                    _touched.Add(leader);
                _shared[leader] -= weights[i];
            }
        }
    }

    /// <summary>The one that shares most of those not taken yet; of equals the oldest.</summary>
    private int? TakeNearest()
    {
        var (best, most) = (-1, 0f);
        foreach (var leader in CollectionsMarshal.AsSpan(_touched))
        {
            var shared = _shared[leader];
            if (shared > most || (shared == most && shared > 0 && leader < best))
                (best, most) = (leader, shared);
        }

        if (best < 0)
            return null;
        // Taken, and still to be cleared.
        _shared[best] = -1;
        return best;
    }

    private float Similarity(MissText text, int[] features, float total, Leader leader)
    {
        if (!text.Numbers.AsSpan().SequenceEqual(leader.Numbers) || text.IsNegated != leader.IsNegated || text.Asks != leader.Asks)
            return 0;
        var common = 0f;
        for (int i = 0, j = 0; i < features.Length && j < leader.Features.Length;)
        {
            if (features[i] == leader.Features[j])
            {
                common += _features.Weight(features[i]);
                (i, j) = (i + 1, j + 1);
            }
            else if (features[i] < leader.Features[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return 2 * common / (total + _features.Weight(leader.Features));
    }

    private sealed class Leader(int group, int[] features, int[] numbers, bool isNegated, QuestionKind asks)
    {
        public int Group { get; set; } = group;

        public int[] Features => features;

        public int[] Numbers => numbers;

        public bool IsNegated => isNegated;

        public QuestionKind Asks => asks;
    }
}
