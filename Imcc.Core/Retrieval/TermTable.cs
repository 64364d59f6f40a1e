using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Imcc.Core.Retrieval;

/// <summary>The terms of what is learned from, and where each of them points by now.</summary>
internal sealed class TermTable
{
    /// <summary>In fewer texts it keeps the direction that it had.</summary>
    private const int LeastOften = 2;

    private readonly Dictionary<long, int> _rows = [];
    private readonly List<long> _keys = [];
    private readonly List<int> _often = [];
    private readonly List<int> _seenIn = [];
    private float[] _vectors = [];
    private float[] _moved = [];
    private int _texts;

    /// <summary>The rows of a wording: each unit's, and after it the one of its pair with the unit before; of the first, its own again.</summary>
    public int[] Read(Wording wording, int longest)
    {
        _texts++;
        var units = wording.Units;
        var rows = new int[2 * Math.Min(units.Length, longest)];
        for (var i = 0; i < rows.Length / 2; i++)
        {
            rows[2 * i] = Row(units[i]);
            rows[(2 * i) + 1] = i == 0 ? rows[0] : Row(WordVectors.PairOf(units[i - 1], units[i]));
        }

        return rows;
    }

    /// <summary>After all has been read: where each term points before anything is learned.</summary>
    public void Begin()
    {
        (_vectors, _moved) = (new float[_keys.Count * WordVectors.Size], new float[_keys.Count]);
        for (var row = 0; row < _keys.Count; row++)
            Directions.Add(_keys[row], Weight(_keys[row], _often[row]), Vector(row));
    }

    /// <summary>The direction of several terms together, and how long it was.</summary>
    public void Sum(List<int> rows, Span<float> sum, out float length)
    {
        sum.Clear();
        foreach (var row in rows)
            Add(Vector(row), 1, sum);
        length = MathF.Sqrt(WordVectors.Dot(sum, sum));
        if (length <= 0)
            return;
        var sums = MemoryMarshal.Cast<float, Vector256<float>>(sum);
        for (var i = 0; i < sums.Length; i++)
            sums[i] *= 1 / length;
    }

    /// <summary>Each of the terms a step against <paramref name="turn"/>; the more it was moved before, the shorter.</summary>
    public void Move(List<int> rows, ReadOnlySpan<float> turn, float step)
    {
        var strength = WordVectors.Dot(turn, turn) / WordVectors.Size;
        if (strength < 1e-12f)
            return;
        foreach (var row in rows)
        {
            if (_often[row] < LeastOften)
                continue;
            _moved[row] += strength;
            Add(turn, -step / MathF.Sqrt(_moved[row]), Vector(row));
        }
    }

    public WordVectors Vectors()
    {
        var kept = Enumerable.Range(0, _keys.Count).Where(row => _often[row] >= LeastOften).ToList();
        var vectors = new float[kept.Count * WordVectors.Size];
        for (var i = 0; i < kept.Count; i++)
            Vector(kept[i]).CopyTo(vectors.AsSpan(i * WordVectors.Size));
        return WordVectors.Of(kept.ConvertAll(row => _keys[row]), vectors, [.. kept.Select(row => Weight(_keys[row], _often[row]))], Weight(0, 1));
    }

    public static void Add(ReadOnlySpan<float> vector, float times, Span<float> sum)
    {
        var vectors = MemoryMarshal.Cast<float, Vector256<float>>(vector);
        var sums = MemoryMarshal.Cast<float, Vector256<float>>(sum);
        for (var i = 0; i < sums.Length; i++)
            sums[i] += vectors[i] * times;
    }

    /// <summary>By rarity, as in all that is compared here.</summary>
    private float Weight(long term, int often) =>
        Math.Max(MathF.Log((_texts + 1) / ((often < LeastOften ? 1 : often) + 0.5f)), 0.1f) * (WordVectors.IsPair(term) ? WordVectors.PairShare : 1);

    private Span<float> Vector(int row) => _vectors.AsSpan(row * WordVectors.Size, WordVectors.Size);

    private int Row(long term)
    {
        if (!_rows.TryGetValue(term, out var row))
        {
            _rows[term] = row = _keys.Count;
            _keys.Add(term);
            _often.Add(0);
            _seenIn.Add(0);
        }

        if (_seenIn[row] != _texts)
        {
            _seenIn[row] = _texts;
            _often[row]++;
        }

        return row;
    }
}
