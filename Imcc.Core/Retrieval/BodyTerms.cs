namespace Imcc.Core.Retrieval;

/// <summary>Which characters and pairs the text of an answer holds, as small as can be: it is asked for every candidate.</summary>
public sealed class BodyTerms
{
    /// <summary>Characters of a body that are looked at.</summary>
    public const int Longest = 4000;

    public static readonly BodyTerms Empty = new([]);

    private readonly uint[] _terms;

    private BodyTerms(uint[] terms) => _terms = terms;

    public static BodyTerms Of(string body)
    {
        if (body.Length == 0)
            return Empty;
        var terms = new HashSet<uint>();
        foreach (var wording in Pieces(body))
        {
            for (var i = 0; i < wording.Units.Length; i++)
            {
                terms.Add(Hash(0, wording.Units[i]));
                if (i > 0)
                    terms.Add(Hash(wording.Units[i - 1], wording.Units[i]));
            }
        }

        var sorted = terms.ToArray();
        Array.Sort(sorted);
        return new(sorted);
    }

    /// <summary>A body in pieces that a <see cref="Wording"/> can take, each with an overlap of one character.</summary>
    public static IEnumerable<Wording> Pieces(string body)
    {
        var folded = TextFolding.Fold(body.Length > Longest ? body[..Longest] : body);
        for (var start = 0; start < folded.Length; start += Wording.Longest - 1)
            yield return Wording.OfFolded(folded.Substring(start, Math.Min(Wording.Longest, folded.Length - start)));
    }

    /// <returns>Which share of the question, without stop words and by rarity, stands in the body with a neighbour of the question's beside it.</returns>
    public double Cover(Phrase asked, Rarity rarity)
    {
        if (_terms.Length == 0)
            return 0;
        var units = asked.Wording.Units;
        var (hit, sum) = (0.0, 1e-9);
        for (var i = 0; i < units.Length; i++)
        {
            if (asked.Stopped[i])
                continue;
            var weight = rarity.Of(units[i]);
            sum += weight;
            if ((i > 0 && Has(units[i - 1], units[i])) || (i + 1 < units.Length && Has(units[i], units[i + 1])) || (units.Length == 1 && Has(0, units[i])))
                hit += weight;
        }

        return hit / sum;
    }

    private bool Has(int first, int second) => Array.BinarySearch(_terms, Hash(first, second)) >= 0;

    private static uint Hash(int first, int second) => (uint)((((long)first << 32) | (uint)second) * -7046029254386353131L >> 32);
}
