using System.Collections.Immutable;
using Imcc.Core.Knowledge;
using Imcc.Core.Retrieval;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>Finds articles on this node: Lucene names who is worth a look, what they share with the question decides.</summary>
internal sealed class ArticleSearch(ISearchShelves shelves, IArticlePrior? prior = null) : IArticleSearch
{
    private const int LongestText = 500;
    private const int LongestTogether = 120;
    private const int MostBefore = 3;

    /// <summary>Units that say something; whoever says fewer may mean what they said before.</summary>
    private const int FewUnits = 4;

    /// <summary>In the ranking's points: it decides between equals, never against what was asked.</summary>
    private const double PriorPoints = 0.25;

    public SearchAnswer Search(SearchAsk ask)
    {
        var text = ask.Text.Length > LongestText ? ask.Text[..LongestText] : ask.Text;
        if (shelves.Current is not { } shelf)
            return SearchAnswer.None;
        var words = shelf.Stock.Thesaurus.Lists;
        var isSmallTalk = SmallTalk.Is(text, words);
        if (isSmallTalk && !ask.IsTyped)
            return SearchAnswer.SmallTalk;
        var asked = Phrase.Of(text, shelf.Stock.Thesaurus);
        var alone = Look(shelf, asked, ask, isSmallTalk);
        if (ask.Before.IsDefaultOrEmpty || alone.Sureness == Sureness.Sure)
            return alone;
        var before = ask.Before.Where(b => !SmallTalk.Is(b, words)).TakeLast(MostBefore).ToList();
        if (before.Count == 0)
            return alone;
        var together = string.Join(' ', before.Append(text));
        var both = Look(shelf, Phrase.Of(together.Length > LongestTogether ? together[^LongestTogether..] : together, shelf.Stock.Thesaurus), ask, false);
        // Said in pieces: what they say together holds where the last piece alone says little, or where it makes sure.
        return both.Hits.Length > 0 && (alone.Hits.IsEmpty || both.Hits[0].Score > alone.Hits[0].Score || (asked.Stopped.Count(s => !s) < FewUnits && both.Sureness >= alone.Sureness)) ? both : alone;
    }

    private SearchAnswer Look(SearchShelf shelf, Phrase asked, SearchAsk ask, bool isSmallTalk)
    {
        if (asked.Wording.IsEmpty)
            return SearchAnswer.None;
        List<long> places;
        try
        {
            places = Candidates.Of(shelf.Index, asked, shelf.Stock.Thesaurus, shelf.Stock.Rarity, place => shelf.Stock.At(place >> 16) is { } article && MayBe(article.Article, ask));
        }
        catch (ObjectDisposedException) when (shelves.Current is { } newer && newer != shelf)
        {
            return Look(newer, asked, ask, isSmallTalk);
        }

        var compared = Compare(shelf.Stock, asked, places);
        if (compared.Count == 0)
            return SearchAnswer.None;
        var certainty = isSmallTalk ? 0 : Certainty.Of(asked, shelf.Stock.Rarity, compared[0].Features, compared[0].Points - (compared.Count > 1 ? compared[1].Points : 0));
        var sureness = Certainty.SurenessOf(certainty);
        if (sureness == Sureness.None && !ask.IsTyped)
            return SearchAnswer.None;
        var hits = ImmutableArray.CreateBuilder<SearchHit>();
        foreach (var one in compared.Take(Math.Clamp(ask.Top, 1, 50)))
        {
            // Those behind the best one are as much less likely as the ranking says.
            var likely = certainty * Math.Exp(one.Points - compared[0].Points);
            var own = Certainty.SurenessOf(likely);
            if (own == Sureness.None && !ask.IsTyped)
                break;
            var article = one.Article.Article;
            hits.Add(new(article.Id, article.Version, article.Title, one.Article.Texts[one.Wording], Marks.Of(asked, one.Article.Phrases[one.Wording]), likely, own));
        }

        return new(sureness, hits.DrainToImmutable());
    }

    private List<Compared> Compare(ArticleStock stock, Phrase asked, List<long> places)
    {
        var comparison = new Comparison(asked, stock.Rarity);
        var rows = new List<Compared>(places.Count);
        var seen = new HashSet<long>();
        var strongest = 1e-9;
        foreach (var place in places)
        {
            if (!seen.Add(place) || stock.At(place >> 16) is not { } article || (place & 0xffff) >= article.Phrases.Length)
                continue;
            var features = new double[Comparison.Features];
            comparison.With(article.Phrases[place & 0xffff], features);
            strongest = Math.Max(strongest, features[(int)Feature.Strength]);
            rows.Add(new(article, (int)(place & 0xffff), features));
        }

        var best = new Dictionary<IndexedArticle, Compared>(rows.Count);
        foreach (var row in rows)
        {
            row.Features[(int)Feature.Strength] /= strongest;
            row.Points = Ranking.Score(row.Features);
            if (!best.TryGetValue(row.Article, out var other) || other.Points < row.Points)
                best[row.Article] = row;
        }

        foreach (var row in best.Values)
        {
            row.Features[(int)Feature.BodyCovered] = row.Article.Body.Cover(asked, stock.Rarity);
            row.Points = Ranking.Score(row.Features) + ((prior?.Of(row.Article.Article.Id) ?? 0) * PriorPoints);
        }

        return [.. best.Values.OrderByDescending(r => r.Points).ThenBy(r => r.Article.Article.Id)];
    }

    private static bool MayBe(PublishedArticle article, SearchAsk ask) =>
        article.IsValid(ask.Now)
        && (ask.AccountId is not { } account || article.IsFor(account))
        && (ask.Audience == Audience.Agents || article.Audience == Audience.Customers)
        && (ask.CategoryId is not { } category || article.CategoryId == category)
        && (ask.Tag is not { } tag || article.Tags.Contains(tag))
        && (ask.OrgUnits is not { } units || units.Contains(article.OrgUnitId));

    private sealed class Compared(IndexedArticle article, int wording, double[] features)
    {
        public IndexedArticle Article => article;

        public int Wording => wording;

        public double[] Features => features;

        public double Points { get; set; }
    }
}
