using System.Collections.Concurrent;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>A term to look for.</summary>
/// <param name="Weight">What it is worth where an entry of usual length holds it once.</param>
internal readonly record struct AskedTerm(string Field, string Text, double Weight);

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

    /// <param name="terms">Those of one field in a row.</param>
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
        var (field, enumerator, lengths) = ((string?)null, (TermsEnum?)null, (NumericDocValues?)null);
        var (text, entries, live) = (new BytesRef(16), (DocsEnum?)null, reader.LiveDocs);
        foreach (var term in terms)
        {
            if (term.Field != field)
            {
                (field, entries) = (term.Field, null);
                (enumerator, lengths) = (reader.GetTerms(field)?.GetEnumerator(), reader.GetNormValues(field));
            }

            text.CopyChars(term.Text);
            if (enumerator is null || !enumerator.SeekExact(text))
                continue;
            entries = enumerator.Docs(live, entries, DocsFlags.FREQS);
            for (var entry = entries.NextDoc(); entry != DocIdSetIterator.NO_MORE_DOCS; entry = entries.NextDoc())
            {
                var often = (float)entries.Freq;
                if (_sums[entry] == 0)
                    _touched.Add(entry);
                _sums[entry] += (float)term.Weight * often * (Saturation + 1) / (often + (lengths is null ? Saturation : norms[(byte)lengths.Get(entry)]));
            }
        }
    }

    private void Take(AtomicReader reader, PriorityQueue<long, float> best, int count, Func<long, bool> mayBe)
    {
        var places = reader.GetNumericDocValues(ArticleIndex.Place);
        foreach (var entry in _touched)
        {
            var sum = _sums[entry];
            _sums[entry] = 0;
            if (best.Count == count && best.TryPeek(out _, out var least) && sum <= least)
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
