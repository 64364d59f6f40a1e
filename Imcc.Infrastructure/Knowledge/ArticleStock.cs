using Imcc.Core.Knowledge;
using Imcc.Core.Retrieval;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>The articles of one index in memory, by their places, and how rare their words are. One writer, any number of readers.</summary>
internal sealed class ArticleStock(Thesaurus thesaurus)
{
    private readonly Dictionary<Guid, int> _placeOf = [];
    private readonly Stack<int> _free = [];
    private volatile IndexedArticle?[] _places = new IndexedArticle?[64];
    private int _end;

    public Thesaurus Thesaurus => thesaurus;

    public Rarity Rarity { get; } = new();

    public int Count => _placeOf.Count;

    /// <summary>Wordings of all articles.</summary>
    public int Wordings => Rarity.Count;

    /// <returns>Null: it went a moment ago.</returns>
    public IndexedArticle? At(long place)
    {
        var places = _places;
        return place < places.Length ? places[place] : null;
    }

    /// <summary>Takes an article in; what stood for it before goes.</summary>
    /// <param name="place">Where the index has it; null: wherever there is room.</param>
    public (IndexedArticle Article, int Place) Put(PublishedArticle article, int? place = null) => Put(IndexedArticle.Of(article, thesaurus), place);

    public (IndexedArticle Article, int Place) Put(IndexedArticle article, int? place)
    {
        Remove(article.Article.Id);
        var at = place ?? (_free.TryPop(out var free) ? free : _end);
        _end = Math.Max(_end, at + 1);
        if (at >= _places.Length)
        {
            var larger = new IndexedArticle?[Math.Max(_places.Length * 2, at + 1)];
            _places.CopyTo(larger, 0);
            _places = larger;
        }

        foreach (var phrase in article.Phrases)
            Rarity.Add(phrase.Wording);
        _places[at] = article;
        _placeOf[article.Article.Id] = at;
        return (article, at);
    }

    public bool Remove(Guid articleId)
    {
        if (!_placeOf.Remove(articleId, out var place))
            return false;
        foreach (var phrase in _places[place]!.Phrases)
            Rarity.Remove(phrase.Wording);
        _places[place] = null;
        _free.Push(place);
        return true;
    }

    /// <summary>After all have been put in their places: what lies between is free.</summary>
    public void Settle()
    {
        _free.Clear();
        for (var place = 0; place < _end; place++)
        {
            if (_places[place] is null)
                _free.Push(place);
        }
    }

    /// <summary>Titles from everywhere in the stock.</summary>
    public IEnumerable<string> Some(int count)
    {
        var (places, step) = (_places, Math.Max(_end / count, 1));
        for (var place = 0; place < _end; place += step)
        {
            if (places[place] is { } article)
                yield return article.Article.Title;
        }
    }

    /// <summary>All articles with their places, as they are at the moment.</summary>
    public IEnumerable<(IndexedArticle Article, int Place)> All()
    {
        var places = _places;
        for (var place = 0; place < places.Length; place++)
        {
            if (places[place] is { } article)
                yield return (article, place);
        }
    }

    /// <summary>The same articles in the same places, understood by other words.</summary>
    public ArticleStock By(Thesaurus other)
    {
        var stock = new ArticleStock(other);
        foreach (var (_, place) in _placeOf)
            stock.Put(_places[place]!.By(other), place);
        stock.Settle();
        return stock;
    }
}
