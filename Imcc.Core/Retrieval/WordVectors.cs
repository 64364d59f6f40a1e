using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Imcc.Core.Retrieval;

/// <summary>
/// What an organisation's own questions have taught about which characters and pairs of neighbours stand for each other: a small vector for each of
/// them; a wording's is their sum. What was never learned keeps a direction of its own, so that it is like itself and nothing else.
/// </summary>
public sealed class WordVectors
{
    /// <summary>Numbers of a vector; of twice 64. Directions that were not learned are as many signs.</summary>
    public const int Size = 128;

    /// <summary>A pair of neighbours says again what its units said.</summary>
    internal const float PairShare = 0.5f;

    private const int Form = 1;
    private const int RowBytes = sizeof(long) + (2 * sizeof(float)) + Size;
    private const int HeadBytes = 3 * sizeof(int) + sizeof(float);

    private readonly FrozenDictionary<long, int> _rows;
    private readonly float[] _scales;
    private readonly float[] _weights;
    private readonly sbyte[] _values;
    private readonly float _unknown;

    private WordVectors(FrozenDictionary<long, int> rows, float[] scales, float[] weights, sbyte[] values, float unknown) =>
        (_rows, _scales, _weights, _values, _unknown) = (rows, scales, weights, values, unknown);

    /// <summary>How many characters, words and pairs are known.</summary>
    public int Count => _scales.Length;

    /// <param name="keys">Units, and pairs of them by <see cref="PairOf"/>; each once.</param>
    /// <param name="vectors">One after the other, <see cref="Size"/> numbers each.</param>
    /// <param name="weights">How long each was before it was learned.</param>
    /// <param name="unknown">What a unit weighs that was never seen.</param>
    internal static WordVectors Of(IReadOnlyList<long> keys, ReadOnlySpan<float> vectors, float[] weights, float unknown)
    {
        var (scales, values) = (new float[keys.Count], new sbyte[keys.Count * Size]);
        for (var row = 0; row < keys.Count; row++)
        {
            var vector = vectors.Slice(row * Size, Size);
            var largest = 0f;
            foreach (var value in vector)
                largest = Math.Max(largest, Math.Abs(value));
            scales[row] = largest / sbyte.MaxValue;
            for (var i = 0; i < Size && largest > 0; i++)
                values[(row * Size) + i] = (sbyte)MathF.Round(vector[i] / scales[row]);
        }

        return new(keys.Select((key, row) => KeyValuePair.Create(key, row)).ToFrozenDictionary(), scales, weights, values, unknown);
    }

    internal static bool IsPair(long term) => term >> 32 != 0;

    /// <summary>The direction of a wording, and the one that it had before anything was learned.</summary>
    /// <param name="learned">As many as <see cref="Size"/>; its length is 1 afterwards, or 0 where nothing was said.</param>
    /// <param name="begun">The same.</param>
    public void Of(Wording wording, Span<float> learned, Span<float> begun)
    {
        learned.Clear();
        begun.Clear();
        var units = wording.Units;
        for (var i = 0; i < units.Length; i++)
        {
            Add(units[i], _unknown, learned, begun);
            if (i > 0)
                Add(PairOf(units[i - 1], units[i]), _unknown * PairShare, learned, begun);
        }

        Shorten(learned);
        Shorten(begun);

        static void Shorten(Span<float> vector)
        {
            var length = MathF.Sqrt(Dot(vector, vector));
            for (var i = 0; i < Size && length > 0; i++)
                vector[i] /= length;
        }
    }

    /// <summary>How alike two directions are: 1 the same, 0 nothing in common, -1 opposite.</summary>
    public static double Likeness(ReadOnlySpan<float> one, ReadOnlySpan<float> other) => Dot(one, other);

    /// <summary>Eight at a time in the same order on every machine.</summary>
    internal static float Dot(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        var left = MemoryMarshal.Cast<float, Vector256<float>>(one);
        var right = MemoryMarshal.Cast<float, Vector256<float>>(other);
        var sum = Vector256<float>.Zero;
        for (var i = 0; i < left.Length; i++)
            sum += left[i] * right[i];
        return Vector256.Sum(sum);
    }

    /// <summary>As it is stored.</summary>
    public byte[] Write()
    {
        var bytes = new byte[HeadBytes + (Count * RowBytes)];
        var rest = bytes.AsSpan();
        foreach (var number in (ReadOnlySpan<int>)[Form, Size, Count])
            BinaryPrimitives.WriteInt32LittleEndian(Next(ref rest, sizeof(int)), number);
        BinaryPrimitives.WriteSingleLittleEndian(Next(ref rest, sizeof(float)), _unknown);
        foreach (var (key, row) in _rows.OrderBy(r => r.Value))
        {
            BinaryPrimitives.WriteInt64LittleEndian(Next(ref rest, sizeof(long)), key);
            BinaryPrimitives.WriteSingleLittleEndian(Next(ref rest, sizeof(float)), _scales[row]);
            BinaryPrimitives.WriteSingleLittleEndian(Next(ref rest, sizeof(float)), _weights[row]);
            MemoryMarshal.AsBytes(_values.AsSpan(row * Size, Size)).CopyTo(Next(ref rest, Size));
        }

        return bytes;
    }

    /// <returns>Null: of another form.</returns>
    public static WordVectors? Read(ReadOnlySpan<byte> bytes)
    {
        var rest = bytes;
        if (bytes.Length < HeadBytes || Number(ref rest) != Form || Number(ref rest) != Size)
            return null;
        var count = Number(ref rest);
        if (count < 0 || rest.Length != sizeof(float) + ((long)count * RowBytes))
            return null;
        var unknown = BinaryPrimitives.ReadSingleLittleEndian(Next(ref rest, sizeof(float)));
        var (rows, scales, weights, values) = (new Dictionary<long, int>(count), new float[count], new float[count], new sbyte[count * Size]);
        for (var row = 0; row < count; row++)
        {
            rows[BinaryPrimitives.ReadInt64LittleEndian(Next(ref rest, sizeof(long)))] = row;
            scales[row] = BinaryPrimitives.ReadSingleLittleEndian(Next(ref rest, sizeof(float)));
            weights[row] = BinaryPrimitives.ReadSingleLittleEndian(Next(ref rest, sizeof(float)));
            Next(ref rest, Size).CopyTo(MemoryMarshal.AsBytes(values.AsSpan(row * Size, Size)));
        }

        return new(rows.ToFrozenDictionary(), scales, weights, values, unknown);

        static int Number(ref ReadOnlySpan<byte> rest) => BinaryPrimitives.ReadInt32LittleEndian(Next(ref rest, sizeof(int)));
    }

    internal static long PairOf(int first, int second) => ((long)first << 32) | (uint)second;

    private void Add(long term, float unknown, Span<float> learned, Span<float> begun)
    {
        var isKnown = _rows.TryGetValue(term, out var row);
        Directions.Add(term, isKnown ? _weights[row] : unknown, begun);
        if (!isKnown)
        {
            Directions.Add(term, unknown, learned);
            return;
        }

        // Sixteen small numbers become four times four large ones.
        var values = MemoryMarshal.Cast<sbyte, Vector128<sbyte>>(_values.AsSpan(row * Size, Size));
        var sums = MemoryMarshal.Cast<float, Vector128<float>>(learned);
        var scale = Vector128.Create(_scales[row]);
        for (var i = 0; i < values.Length; i++)
        {
            var (low, high) = Vector128.Widen(values[i]);
            var (first, second) = Vector128.Widen(low);
            var (third, fourth) = Vector128.Widen(high);
            sums[4 * i] += scale * Vector128.ConvertToSingle(first);
            sums[(4 * i) + 1] += scale * Vector128.ConvertToSingle(second);
            sums[(4 * i) + 2] += scale * Vector128.ConvertToSingle(third);
            sums[(4 * i) + 3] += scale * Vector128.ConvertToSingle(fourth);
        }
    }

    private static Span<byte> Next(ref Span<byte> rest, int length)
    {
        var next = rest[..length];
        rest = rest[length..];
        return next;
    }

    private static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> rest, int length)
    {
        var next = rest[..length];
        rest = rest[length..];
        return next;
    }
}
