using System.Runtime.InteropServices;

namespace Imcc.Core.Retrieval;

/// <summary>
/// Learns <see cref="WordVectors"/> from wordings that ask the same: each shall be nearer to its own than to the others of its batch. Wordings of which no
/// other is known are learned against themselves, with characters left out, so that they stay what they are. The same input gives the same vectors on every machine.
/// </summary>
public sealed class VectorTraining
{
    /// <summary>Pairs that are learned at one go; of more, as many are drawn. Seconds on one core.</summary>
    public const int MostPairs = 30_000;

    /// <summary>The same of wordings that stand alone.</summary>
    public const int MostAlone = 10_000;

    private const int Rounds = 12;
    private const int Batch = 128;
    private const float Warmth = 0.12f;
    private const float Step = 0.06f;
    private const double LeftOutOfPairs = 0.1;
    private const double LeftOutAlone = 0.25;

    /// <summary>Units of a wording that are learned from.</summary>
    private const int Longest = 48;

    private readonly TermTable _terms = new();
    private readonly List<Lesson> _lessons = [];
    private readonly Side _ones = new();
    private readonly Side _others = new();
    private readonly float[] _alike = new float[Batch * Batch];
    private readonly float[] _pull = new float[Batch * Batch];
    private ulong _dice = 0x2545F4914F6CDD1D;

    private VectorTraining()
    {
    }

    /// <param name="alone">Wordings of which it is not known what else asks the same.</param>
    /// <exception cref="OperationCanceledException" />
    public static WordVectors Of(IReadOnlyList<AskedAlike> pairs, IReadOnlyList<Wording> alone, CancellationToken cancellationToken = default)
    {
        var training = new VectorTraining();
        training.Read(pairs, alone);
        for (var round = 0; round < Rounds; round++)
        {
            training.Shuffle();
            for (var at = 0; at + 1 < training._lessons.Count; at += Batch)
            {
                cancellationToken.ThrowIfCancellationRequested();
                training.Learn(CollectionsMarshal.AsSpan(training._lessons).Slice(at, Math.Min(Batch, training._lessons.Count - at)));
            }
        }

        return training._terms.Vectors();
    }

    private void Read(IReadOnlyList<AskedAlike> pairs, IReadOnlyList<Wording> alone)
    {
        foreach (var pair in Drawn(pairs, MostPairs).Where(p => !p.One.IsEmpty && !p.Other.IsEmpty))
            _lessons.Add(new(_terms.Read(pair.One, Longest), _terms.Read(pair.Other, Longest), pair.Group, LeftOutOfPairs));
        var group = int.MinValue;
        foreach (var wording in Drawn(alone, MostAlone).Where(w => !w.IsEmpty))
        {
            var terms = _terms.Read(wording, Longest);
            _lessons.Add(new(terms, terms, group++, LeftOutAlone));
        }

        _terms.Begin();
    }

    /// <summary>Evenly from everywhere.</summary>
    private static IEnumerable<T> Drawn<T>(IReadOnlyList<T> all, int most)
    {
        var count = Math.Min(all.Count, most);
        for (var i = 0; i < count; i++)
            yield return all[(int)((long)i * all.Count / count)];
    }

    private void Shuffle()
    {
        for (var i = _lessons.Count - 1; i > 0; i--)
        {
            var other = (int)(Next() % (ulong)(i + 1));
            (_lessons[i], _lessons[other]) = (_lessons[other], _lessons[i]);
        }
    }

    private void Learn(ReadOnlySpan<Lesson> lessons)
    {
        for (var i = 0; i < lessons.Length; i++)
        {
            Choose(lessons[i].One, lessons[i].LeftOut, _ones.Rows[i]);
            Choose(lessons[i].Other, lessons[i].LeftOut, _others.Rows[i]);
            _terms.Sum(_ones.Rows[i], _ones.Vector(i), out _ones.Lengths[i]);
            _terms.Sum(_others.Rows[i], _others.Vector(i), out _others.Lengths[i]);
        }

        Compare(lessons);
        Pull(lessons.Length);
        for (var i = 0; i < lessons.Length; i++)
        {
            _terms.Move(_ones.Rows[i], _ones.Turn(i), Step);
            _terms.Move(_others.Rows[i], _others.Turn(i), Step);
        }
    }

    /// <summary>How much nearer each should be to each: nearer to its own, further from the rest, in both directions.</summary>
    private void Compare(ReadOnlySpan<Lesson> lessons)
    {
        var count = lessons.Length;
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
            {
                // What asks the same is no example of what differs.
                _alike[(i * Batch) + j] = i != j && lessons[i].Group == lessons[j].Group ? 0 : MathF.Exp((WordVectors.Dot(_ones.Vector(i), _others.Vector(j)) - 1) / Warmth);
            }
        }

        for (var i = 0; i < count; i++)
        {
            var (row, column) = (0f, 0f);
            for (var j = 0; j < count; j++)
                (row, column) = (row + _alike[(i * Batch) + j], column + _alike[(j * Batch) + i]);
            (_ones.Sums[i], _others.Sums[i]) = (row, column);
        }

        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
            {
                var alike = _alike[(i * Batch) + j];
                _pull[(i * Batch) + j] = ((alike / _ones.Sums[i]) + (alike / _others.Sums[j]) - (i == j ? 2 : 0)) / Warmth;
            }
        }
    }

    /// <summary>Where each wording would have to turn; only across its direction, its length means nothing.</summary>
    private void Pull(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var one = _ones.Turn(i);
            var other = _others.Turn(i);
            one.Clear();
            other.Clear();
            for (var j = 0; j < count; j++)
            {
                TermTable.Add(_others.Vector(j), _pull[(i * Batch) + j], one);
                TermTable.Add(_ones.Vector(j), _pull[(j * Batch) + i], other);
            }

            Across(_ones.Vector(i), _ones.Lengths[i], one);
            Across(_others.Vector(i), _others.Lengths[i], other);
        }

        static void Across(ReadOnlySpan<float> direction, float length, Span<float> turn)
        {
            TermTable.Add(direction, -WordVectors.Dot(direction, turn), turn);
            for (var i = 0; i < turn.Length; i++)
                turn[i] /= Math.Max(length, 1e-6f);
        }
    }

    private void Choose(int[] terms, double leftOut, List<int> rows)
    {
        rows.Clear();
        var wasTaken = false;
        // Each unit is followed by the pair that it makes with the one before it.
        for (var i = 0; i < terms.Length; i += 2)
        {
            var isTaken = terms.Length <= 4 || Next() >= leftOut * ulong.MaxValue;
            if (isTaken)
                rows.Add(terms[i]);
            if (isTaken && wasTaken && i > 0)
                rows.Add(terms[i + 1]);
            wasTaken = isTaken;
        }
    }

    private ulong Next()
    {
        _dice ^= _dice << 13;
        _dice ^= _dice >> 7;
        return _dice ^= _dice << 17;
    }

    private sealed record Lesson(int[] One, int[] Other, int Group, double LeftOut);

    /// <summary>One half of a batch.</summary>
    private sealed class Side
    {
        private readonly float[] _vectors = new float[Batch * WordVectors.Size];
        private readonly float[] _turns = new float[Batch * WordVectors.Size];

        public List<int>[] Rows { get; } = [.. Enumerable.Range(0, Batch).Select(_ => new List<int>())];

        public float[] Lengths { get; } = new float[Batch];

        public float[] Sums { get; } = new float[Batch];

        public Span<float> Vector(int i) => _vectors.AsSpan(i * WordVectors.Size, WordVectors.Size);

        public Span<float> Turn(int i) => _turns.AsSpan(i * WordVectors.Size, WordVectors.Size);
    }
}
