using Imcc.Core.Retrieval;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>Terms as Lucene reads them; used again for the next text.</summary>
internal sealed class WordingTokens : TokenStream
{
    private readonly ICharTermAttribute _term;
    private IEnumerator<string> _terms = Enumerable.Empty<string>().GetEnumerator();
    private IEnumerable<string> _source = [];

    public WordingTokens() => _term = AddAttribute<ICharTermAttribute>();

    public WordingTokens On(IEnumerable<string> terms)
    {
        _source = terms;
        return this;
    }

    public override void Reset()
    {
        base.Reset();
        _terms = _source.GetEnumerator();
    }

    public override bool IncrementToken()
    {
        if (!_terms.MoveNext())
            return false;
        ClearAttributes();
        _term.SetEmpty();
        _term.Append(_terms.Current);
        return true;
    }

    /// <summary>A unit by its number: the character itself, or a word's number in letters.</summary>
    public static string Unit(int unit) => unit < Wording.FirstWord ? ((char)unit).ToString() : "#" + unit.ToString("x", System.Globalization.CultureInfo.InvariantCulture);

    public static IEnumerable<string> Units(Wording wording) => wording.Units.Select(Unit);

    public static IEnumerable<string> Pairs(Wording wording)
    {
        for (var i = 1; i < wording.Units.Length; i++)
            yield return Unit(wording.Units[i - 1]) + Unit(wording.Units[i]);
    }

    public static IEnumerable<string> Sounds(Wording wording)
    {
        foreach (var unit in wording.Units)
        {
            if (unit < Wording.FirstWord && Readings.Sound((char)unit) is > 0 and var sound)
                yield return Readings.Syllable(sound);
        }
    }
}
