namespace Imcc.Core.Misses;

/// <summary>What messages are made of, numbered as it is met: symbols and pairs of neighbours; and how many messages hold each.</summary>
internal sealed class FeatureTable
{
    private const float PairShare = 0.5f;

    private readonly Dictionary<long, int> _numbers = [];
    private readonly List<int> _counts = [];
    private readonly List<bool> _isPair = [];
    private int _texts;

    /// <summary>In ascending order, each once.</summary>
    public int[] Of(int[] symbols)
    {
        var features = new int[Math.Max((2 * symbols.Length) - 1, 0)];
        var count = 0;
        for (var i = 0; i < symbols.Length; i++)
        {
            features[count++] = Number(symbols[i], false);
            if (i > 0)
                features[count++] = Number(((long)symbols[i - 1] << 32) | (uint)symbols[i], true);
        }

        Array.Sort(features);
        var distinct = 0;
        for (var i = 0; i < count; i++)
        {
            if (i == 0 || features[i] != features[i - 1])
                features[distinct++] = features[i];
        }

        Array.Resize(ref features, distinct);
        return features;
    }

    public void Count(int[] features)
    {
        _texts++;
        foreach (var feature in features)
            _counts[feature]++;
    }

    /// <summary>The fewer messages hold it, the more; half of that for a pair, whose parts count as well.</summary>
    public float Weight(int feature)
    {
        var weight = MathF.Log(1 + ((_texts + 1f) / (_counts[feature] + 1f)));
        return _isPair[feature] ? weight * PairShare : weight;
    }

    public float Weight(int[] features)
    {
        var sum = 0f;
        foreach (var feature in features)
            sum += Weight(feature);
        return sum;
    }

    private int Number(long feature, bool isPair)
    {
        // A pair's upper half is never zero: characters are not.
        if (_numbers.TryGetValue(feature, out var number))
            return number;
        number = _counts.Count;
        _numbers.Add(feature, number);
        _counts.Add(0);
        _isPair.Add(isPair);
        return number;
    }
}
