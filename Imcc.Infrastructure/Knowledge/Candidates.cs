using Imcc.Core.Retrieval;

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

    /// <summary>As it was said and as it would be written.</summary>
    /// <returns>Places and, in the lower 16 bits, wordings.</returns>
    public static HashSet<long> Of(SearchShelf shelf, Asked asked, Func<long, bool> mayBe)
    {
        HashSet<long> places = [.. Of(shelf.Index, asked.Said, shelf.Stock.Thesaurus, shelf.Stock.Rarity, mayBe)];
        if (asked.Written is { } written)
            places.UnionWith(Of(shelf.Index, written, shelf.Stock.Thesaurus, shelf.Stock.Rarity, mayBe));
        return places;
    }

    /// <returns>Places and, in the lower 16 bits, wordings; the best first.</returns>
    public static List<long> Of(ArticleIndex index, Phrase asked, Thesaurus thesaurus, Rarity rarity, Func<long, bool> mayBe) => index.Search(searcher =>
    {
        // Questions are short and their lengths count in full; bodies are of every length.
        var found = TermSums.Best(searcher, Question(asked, thesaurus, rarity), rarity.UsualLength, 1, Wordings, mayBe);
        found.AddRange(TermSums.Best(searcher, Answer(asked, rarity), index.UsualBody(searcher), 0.75, Bodies, mayBe));
        return found;
    });

    private static List<AskedTerm> Question(Phrase asked, Thesaurus thesaurus, Rarity rarity)
    {
        var units = asked.Wording.Units;
        var terms = new Dictionary<long, (double Weight, int Often)>(units.Length * 4);
        foreach (var unit in units)
        {
            Ask(AskedTerm.Unit(unit), rarity.Of(unit), rarity.Often(unit));
            if (unit < Wording.FirstWord && Readings.Sound((char)unit) is > 0 and var sound)
                Ask(AskedTerm.Sound(sound), 0.3 * rarity.OfSound(sound), rarity.OftenSound(sound));
        }

        for (var i = 1; i < units.Length; i++)
            AskPair(units[i - 1], units[i], 0.2);
        foreach (var sense in asked.Senses)
        {
            foreach (var other in thesaurus.Members(sense.Concept))
            {
                for (var i = 1; i < other.Units.Length; i++)
                    AskPair(other.Units[i - 1], other.Units[i], 0.3 * sense.Weight);
                if (other.Units.Length == 1)
                    Ask(AskedTerm.Unit(other.Units[0]), 0.3 * sense.Weight * rarity.Of(other.Units[0]), rarity.Often(other.Units[0]));
            }
        }

        var (met, chosen) = (0, new List<AskedTerm>(terms.Count));
        foreach (var (key, (weight, often)) in terms.OrderBy(t => t.Value.Often))
        {
            if (chosen.Count >= 4 && (met += often) > Budget)
                break;
            chosen.Add(new(key, weight));
        }

        return chosen;

        // Most of what a synonym's pairs would ask for stands in no wording.
        void AskPair(int first, int second, double boost)
        {
            if (rarity.OftenPair(first, second) is > 0 and var often)
                Ask(AskedTerm.Pair(first, second), boost * rarity.OfPair(first, second), often);
        }

        void Ask(long key, double weight, int often)
        {
            if (often > 0 && (!terms.TryGetValue(key, out var known) || known.Weight < weight))
                terms[key] = (weight, often);
        }
    }

    private static List<AskedTerm> Answer(Phrase asked, Rarity rarity)
    {
        var units = asked.Wording.Units;
        var pairs = Enumerable.Range(1, Math.Max(units.Length - 1, 0)).Where(i => !(asked.Stopped[i] && asked.Stopped[i - 1]))
            .Select(i => new AskedTerm(AskedTerm.BodyPair(units[i - 1], units[i]), rarity.Of(units[i - 1]) + rarity.Of(units[i])));
        return [.. pairs.DistinctBy(p => p.Key).OrderByDescending(p => p.Weight).Take(BodyTermsAsked)];
    }
}
