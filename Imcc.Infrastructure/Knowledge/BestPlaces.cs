using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>The best entries of a search that may be shown; whether they may is asked only of those that would be among them.</summary>
internal sealed class BestPlaces(int count, Func<long, bool> mayBe) : ICollector
{
    private readonly PriorityQueue<long, float> _best = new(count + 1);
    private float _least = float.MinValue;
    private NumericDocValues? _places;
    private Scorer _scorer = null!;

    public bool AcceptsDocsOutOfOrder => true;

    public void SetScorer(Scorer scorer) => _scorer = scorer;

    public void SetNextReader(AtomicReaderContext context) => _places = context.AtomicReader.GetNumericDocValues(ArticleIndex.Place);

    public void Collect(int doc)
    {
        var score = _scorer.GetScore();
        if (score <= _least || _places?.Get(doc) is not { } place || !mayBe(place))
            return;
        _best.Enqueue(place, score);
        if (_best.Count <= count)
            return;
        _best.Dequeue();
        _best.TryPeek(out _, out _least);
    }

    /// <summary>The best first.</summary>
    public List<long> Take()
    {
        var places = new List<long>(_best.Count);
        while (_best.TryDequeue(out var place, out _))
            places.Add(place);
        places.Reverse();
        return places;
    }
}
