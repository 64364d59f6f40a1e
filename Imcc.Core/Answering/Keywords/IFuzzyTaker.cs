namespace Imcc.Core.Answering.Keywords;

/// <summary>Is shown each keyword that a text holds with a slip.</summary>
internal interface IFuzzyTaker
{
    /// <param name="start">The first of its letters in the text.</param>
    /// <param name="end">Behind the last of them.</param>
    void Take(in FuzzyKeyword keyword, int errors, int start, int end);
}

/// <summary>A keyword that slips are let pass for.</summary>
/// <param name="Pattern">Its number in the table.</param>
/// <param name="Signature">Which letters it has, each hashed to one of 64 bits: tells quickly what a text cannot hold.</param>
internal readonly record struct FuzzyKeyword(int Pattern, KeywordKind Kind, string Letters, string Backwards, ulong Signature);

/// <summary>Keeps the one that answers: with the fewest slips, then the longest, then by rank.</summary>
internal struct BestFuzzy(KeywordTable table, AnswerAsk ask) : IFuzzyTaker
{
    private int _errors = int.MaxValue;
    private int _length;

    public int Pattern { get; private set; } = -1;

    public void Take(in FuzzyKeyword keyword, int errors, int start, int end)
    {
        var isBetter = errors != _errors ? errors < _errors
            : keyword.Letters.Length != _length ? keyword.Letters.Length > _length
            : keyword.Pattern < Pattern;
        if (isBetter && table.MayAnswer(keyword.Pattern, ask.AccountId, ask.Now))
            (_errors, _length, Pattern) = (errors, keyword.Letters.Length, keyword.Pattern);
    }
}

/// <summary>Keeps all, with their places.</summary>
internal readonly struct EveryFuzzy(KeywordTable table, ushort[] places) : IFuzzyTaker
{
    public ushort[] Places => places;

    public List<KeywordHit> Hits { get; } = [];

    public void Take(in FuzzyKeyword keyword, int errors, int start, int end) => Hits.Add(new(
        table.RuleOf(keyword.Pattern), table.Patterns[keyword.Pattern], AnswerStep.KeywordFuzzy, keyword.Letters.Length, errors, [places[start]..(places[end - 1] + 1)]));
}
