using Imcc.Core.Retrieval;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>
/// Asks Lucene which wordings are worth comparing. What a question shares with half of all wordings finds nothing: the rarest terms are
/// asked first, until so many entries are met that the time is used up.
/// </summary>
internal static class Candidates
{
    private const int Wordings = 80;
    private const int Bodies = 20;

    /// <summary>Entries that one question may touch; a small stock is below it with everything.</summary>
    private const int Budget = 8_000;
    private const int BodyTermsAsked = 8;

    /// <returns>Places and, in the lower 16 bits, wordings; the best first.</returns>
    public static List<long> Of(ArticleIndex index, Phrase asked, Thesaurus thesaurus, Rarity rarity, Func<long, bool> mayBe) => index.Search(searcher =>
    {
        var found = Top(searcher, Question(asked, thesaurus, rarity, searcher.IndexReader), Wordings, mayBe);
        found.AddRange(Top(searcher, Answer(asked, rarity), Bodies, mayBe));
        return found;
    });

    private static BooleanQuery Question(Phrase asked, Thesaurus thesaurus, Rarity rarity, IndexReader reader)
    {
        var units = asked.Wording.Units;
        var terms = new List<(string Field, string Text, float Boost, int Often)>();
        foreach (var unit in units.Distinct())
        {
            terms.Add((ArticleIndex.Units, WordingTokens.Unit(unit), 1, rarity.Often(unit)));
            if (unit < Wording.FirstWord && Readings.Sound((char)unit) is > 0 and var sound)
                terms.Add((ArticleIndex.Sounds, Readings.Syllable(sound), 0.3f, rarity.OftenSound(sound)));
        }

        for (var i = 1; i < units.Length; i++)
            terms.Add((ArticleIndex.Pairs, WordingTokens.Unit(units[i - 1]) + WordingTokens.Unit(units[i]), 0.2f, rarity.OftenPair(units[i - 1], units[i])));
        foreach (var sense in asked.Senses)
        {
            foreach (var word in thesaurus.Members(sense.Concept))
            {
                var other = Wording.OfFolded(word).Units;
                for (var i = 1; i < other.Length; i++)
                    terms.Add((ArticleIndex.Pairs, WordingTokens.Unit(other[i - 1]) + WordingTokens.Unit(other[i]), 0.3f * sense.Weight, rarity.OftenPair(other[i - 1], other[i])));
                if (other.Length == 1)
                    terms.Add((ArticleIndex.Units, WordingTokens.Unit(other[0]), 0.3f * sense.Weight, rarity.Often(other[0])));
            }
        }

        var query = new BooleanQuery(disableCoord: true);
        var met = 0;
        foreach (var term in terms.Where(t => t.Often > 0).GroupBy(t => (t.Field, t.Text)).Select(g => g.MaxBy(t => t.Boost)).OrderBy(t => t.Often))
        {
            if (query.Clauses.Count >= 4 && (met += term.Often) > Budget || query.Clauses.Count >= BooleanQuery.MaxClauseCount)
                break;
            query.Add(new TermQuery(new Term(term.Field, term.Text)) { Boost = term.Boost }, Occur.SHOULD);
        }

        return query;
    }

    private static BooleanQuery Answer(Phrase asked, Rarity rarity)
    {
        var units = asked.Wording.Units;
        var query = new BooleanQuery(disableCoord: true);
        var pairs = Enumerable.Range(1, Math.Max(units.Length - 1, 0)).Where(i => !(asked.Stopped[i] && asked.Stopped[i - 1]))
            .Select(i => (Text: WordingTokens.Unit(units[i - 1]) + WordingTokens.Unit(units[i]), Weight: rarity.Of(units[i - 1]) + rarity.Of(units[i])));
        foreach (var (text, _) in pairs.DistinctBy(p => p.Text).OrderByDescending(p => p.Weight).Take(BodyTermsAsked))
            query.Add(new TermQuery(new Term(ArticleIndex.Body, text)), Occur.SHOULD);
        return query;
    }

    private static List<long> Top(IndexSearcher searcher, BooleanQuery query, int count, Func<long, bool> mayBe)
    {
        if (query.Clauses.Count == 0)
            return [];
        var best = new BestPlaces(count, mayBe);
        searcher.Search(query, best);
        return best.Take();
    }
}
