using System.Collections.Concurrent;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>
/// The entries that share most with a question, by BM25 over Lucene's postings, term by term. Lucene's own machinery for queries of many terms makes a table of
/// two thousand buckets for each question and segment, which is more work than the question.
/// </summary>
internal sealed class TermSums
{
    private const float Saturation = 1.2f;

    /// <summary>Sums that are all nought, one for each question that is being answered now.</summary>
    private static readonly ConcurrentBag<TermSums> Free = [];

    /// <summary>As <see cref="Lucene.Net.Search.Similarities.BM25Similarity"/> writes it into a norm: the length of a field, roughly.</summary>
    private static readonly float[] Lengths = [.. Enumerable.Range(0, 256).Select(n => SmallSingle.Byte315ToSingle((byte)n)).Select(f => f > 0 ? 1 / (f * f) : 0)];

    private readonly List<int> _touched = new(8_192);
    private float[] _sums = new float[1_024];

    /// <param name="usual">The usual length of an entry, in terms.</param>
    /// <param name="evens">From 0 to 1: how much a long entry counts less.</param>
    /// <param name="mayBe">Whether an entry may be shown: asked only of those that would be among the best.</param>
    /// <returns>Places, the best first.</returns>
    public static List<long> Best(IndexSearcher searcher, IReadOnlyList<AskedTerm> terms, double usual, double evens, int count, Func<long, bool> mayBe)
    {
        var best = new PriorityQueue<long, float>(count + 1);
        if (terms.Count == 0)
            return [];
        var sums = Free.TryTake(out var free) ? free : new TermSums();
        try
        {
            var norms = new float[256];
            for (var n = 0; n < norms.Length; n++)
                norms[n] = (float)(Saturation * (1 - evens + (evens * Lengths[n] / usual)));
            foreach (var leaf in searcher.IndexReader.Leaves)
            {
                sums.Add(leaf.AtomicReader, terms, norms);
                sums.Take(leaf.AtomicReader, best, count, mayBe);
            }
        }
        finally
        {
            Free.Add(sums);
        }

        var places = new List<long>(best.Count);
        while (best.TryDequeue(out var place, out _))
            places.Add(place);
        places.Reverse();
        return places;
    }

    private void Add(AtomicReader reader, IReadOnlyList<AskedTerm> terms, float[] norms)
    {
        if (_sums.Length < reader.MaxDoc)
            _sums = new float[Math.Max(reader.MaxDoc, _sums.Length * 2)];
        var (segment, sums) = (SegmentTerms.Of(reader), _sums);
        foreach (var term in terms)
        {
            var found = segment.Find(reader, term);
            var (entries, weight) = (found.Entries, (float)term.Weight * (Saturation + 1));
            for (var i = 0; i < entries.Length; i++)
            {
                ref var sum = ref sums[entries[i]];
                if (sum == 0)
                    _touched.Add(entries[i]);
                var often = (float)found.Often[i];
                sum += weight * often / (often + norms[found.Lengths[i]]);
            }
        }
    }

    private void Take(AtomicReader reader, PriorityQueue<long, float> best, int count, Func<long, bool> mayBe)
    {
        var (places, live) = (reader.GetNumericDocValues(ArticleIndex.Place), reader.LiveDocs);
        foreach (var entry in _touched)
        {
            var sum = _sums[entry];
            _sums[entry] = 0;
            if (best.Count == count && best.TryPeek(out _, out var least) && sum <= least)
                continue;
            if (live is not null && !live.Get(entry))
                continue;
            var place = places.Get(entry);
            if (!mayBe(place))
                continue;
            best.Enqueue(place, sum);
            if (best.Count > count)
                best.Dequeue();
        }

        _touched.Clear();
    }
}
