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
        var asked = Asked.Of(text, shelf.Stock.Thesaurus);
        var alone = Look(shelf, asked, ask, isSmallTalk);
        if (ask.Before.IsDefaultOrEmpty || alone.Sureness == Sureness.Sure)
            return alone;
        var before = ask.Before.Where(b => !SmallTalk.Is(b, words)).TakeLast(MostBefore).ToList();
        if (before.Count == 0)
            return alone;
        var together = string.Join(' ', before.Append(text));
        var both = Look(shelf, Asked.Of(together.Length > LongestTogether ? together[^LongestTogether..] : together, shelf.Stock.Thesaurus), ask, false);
        // Said in pieces: what they say together holds where the last piece alone says little, or where it makes sure.
        return both.Hits.Length > 0 && (alone.Hits.IsEmpty || both.Hits[0].Score > alone.Hits[0].Score || (asked.Said.Stopped.Count(s => !s) < FewUnits && both.Sureness >= alone.Sureness)) ? both : alone;
    }

    private SearchAnswer Look(SearchShelf shelf, Asked asked, SearchAsk ask, bool isSmallTalk)
    {
        if (asked.Said.Wording.IsEmpty)
            return SearchAnswer.None;
        HashSet<long> places;
        try
        {
            bool Shows(long place) => shelf.Stock.At(place >> 16) is { } article && MayBe(article.Article, ask);
            places = [.. Candidates.Of(shelf.Index, asked.Said, shelf.Stock.Thesaurus, shelf.Stock.Rarity, Shows)];
            if (asked.Written is { } written)
                places.UnionWith(Candidates.Of(shelf.Index, written, shelf.Stock.Thesaurus, shelf.Stock.Rarity, Shows));
        }
        catch (ObjectDisposedException) when (shelves.Current is { } newer && newer != shelf)
        {
            return Look(newer, asked, ask, isSmallTalk);
        }

        var compared = Compare(shelf.Stock, asked, places);
        if (compared.Count == 0)
            return SearchAnswer.None;
        var certainty = isSmallTalk ? 0 : Certainty.Of(asked.Said, shelf.Stock.Rarity, compared[0].Features, compared[0].Points - (compared.Count > 1 ? compared[1].Points : 0));
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
            hits.Add(new(article.Id, article.Version, article.Title, one.Article.Texts[one.Wording], Marks.Of(asked.Said, one.Article.Phrases[one.Wording]), likely, own));
        }

        return new(sureness, hits.DrainToImmutable());
    }

    /// <summary>Each wording as it stands and as it would be written: what is colloquial in either helps, and never hides what was said word for word.</summary>
    private List<Compared> Compare(ArticleStock stock, Asked asked, HashSet<long> places)
    {
        var (said, written) = (new Comparison(asked.Said, stock.Rarity), asked.Written is { } other ? new Comparison(other, stock.Rarity) : null);
        var rows = new List<Compared>(places.Count);
        var (strongest, strongestWritten) = (1e-9, 1e-9);
        foreach (var place in places)
        {
            var wording = (int)(place & 0xffff);
            if (stock.At(place >> 16) is not { } article || wording >= article.Phrases.Length)
                continue;
            var features = new double[Comparison.Features];
            said.With(article.Phrases[wording], features);
            var plain = features;
            if (written is not null || article.Written(wording) is not null)
            {
                plain = new double[Comparison.Features];
                (written ?? said).With(article.Written(wording) ?? article.Phrases[wording], plain);
            }

            strongest = Math.Max(strongest, features[(int)Feature.Strength]);
            strongestWritten = Math.Max(strongestWritten, plain[(int)Feature.Strength]);
            rows.Add(new(article, wording, features, plain));
        }

        var best = new Dictionary<IndexedArticle, Compared>(rows.Count);
        foreach (var row in rows)
        {
            row.Settle(strongest, strongestWritten);
            if (!best.TryGetValue(row.Article, out var better) || better.Points < row.Points)
                best[row.Article] = row;
        }

        foreach (var row in best.Values)
        {
            row.Cover(row.Article.Body.Cover(asked.Said, stock.Rarity), asked.Written is { } plain ? row.Article.Body.Cover(plain, stock.Rarity) : null);
            row.Points += (prior?.Of(row.Article.Article.Id) ?? 0) * PriorPoints;
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

    /// <param name="Written">With what is colloquial in it written plainly; null where nothing is.</param>
    private sealed record Asked(Phrase Said, Phrase? Written)
    {
        public static Asked Of(string text, Thesaurus thesaurus) => new(Phrase.Of(text, thesaurus), Phrase.Written(text, thesaurus));
    }

    private sealed class Compared(IndexedArticle article, int wording, double[] features, double[] written)
    {
        public IndexedArticle Article => article;

        public int Wording => wording;

        public double[] Features => features;

        public double Points { get; set; }

        /// <summary>How strong it is becomes a share of the strongest.</summary>
        public void Settle(double strongest, double strongestWritten)
        {
            var strength = written[(int)Feature.Strength];
            features[(int)Feature.Strength] /= strongest;
            Points = Ranking.Score(features);
            if (written != features)
            {
                written[(int)Feature.Strength] /= strongestWritten;
                Points = (Points + Ranking.Score(written)) / 2;
            }
            else
            {
                // The same twice, but for what it is measured by.
                Points += Ranking.Of(Feature.Strength) * ((strength / strongestWritten) - features[(int)Feature.Strength]) / 2;
            }
        }

        public void Cover(double said, double? plain)
        {
            features[(int)Feature.BodyCovered] = said;
            Points += Ranking.Of(Feature.BodyCovered) * (said + (plain ?? said)) / 2;
        }
    }
}
