using System.Collections.Immutable;
using Imcc.Core.Knowledge;
using Imcc.Core.Retrieval;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>Finds articles on this node: Lucene names who is worth a look, what they share with the question decides.</summary>
internal sealed class ArticleSearch(ISearchShelves shelves, IArticlePrior? prior = null, DirectoryCache? directory = null, ILearnedLikeness? learned = null) : IArticleSearch
{
    private const int LongestText = 500;
    private const int LongestTogether = 120;
    private const int MostBefore = 3;

    /// <summary>Units that say something; whoever says fewer may mean what they said before.</summary>
    private const int FewUnits = 4;

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
            var units = UnitsOf(ask.AccountId);
            bool Shows(long place) => shelf.Stock.At(place >> 16) is { } article && MayBe(article.Article, ask, units);
            places = Candidates.Of(shelf, asked, Shows);
        }
        catch (ObjectDisposedException) when (shelves.Current is { } newer && newer != shelf)
        {
            return Look(newer, asked, ask, isSmallTalk);
        }

        var likeness = learned?.Current;
        var compared = ArticleRanking.Best(shelf.Stock, asked, ArticleRanking.Rows(shelf.Stock, asked, places, likeness?.Vectors), likeness?.Weight ?? 0, prior);
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

    /// <summary>Null: whoever asks knows no units, or no such account.</summary>
    private IReadOnlySet<Guid>? UnitsOf(Guid? accountId) =>
        accountId is { } id && directory is not null && directory.Current.Accounts.TryGetValue(id, out var account) ? directory.OrgTree.Around(account.OrgUnitId) : null;

    /// <param name="ofAccount">Whose articles the account's customers get where an article names no accounts.</param>
    private static bool MayBe(PublishedArticle article, SearchAsk ask, IReadOnlySet<Guid>? ofAccount) =>
        article.IsValid(ask.Now)
        && (ask.AccountId is not { } account || (article.IsFor(account) && (ofAccount is null || !article.Accounts.IsEmpty || ofAccount.Contains(article.OrgUnitId))))
        && (ask.Audience == Audience.Agents || article.Audience == Audience.Customers)
        && (ask.Categories is not { } categories || (article.CategoryId is { } category && categories.Contains(category)))
        && (ask.Tag is not { } tag || article.Tags.Contains(tag))
        && (ask.OrgUnits is not { } units || units.Contains(article.OrgUnitId));
}
