using System.Collections.Immutable;

namespace Imcc.Core.Answering.Keywords;

/// <summary>Which rule answers, and why each other one that could have been meant does not.</summary>
/// <param name="Winner">Null: none fits.</param>
/// <param name="Losers">The nearest first; a rule stands here once, with the reason that comes closest to answering.</param>
public sealed record KeywordVerdict(KeywordHit? Winner, ImmutableArray<KeywordLoser> Losers)
{
    /// <summary>Rules that nearly fit and are told.</summary>
    public const int MostNear = 5;

    /// <param name="matcher">Of all rules, those switched off as well.</param>
    public static KeywordVerdict Of(KeywordMatcher matcher, AnswerAsk ask)
    {
        var rank = matcher.Rules.Select((r, i) => (r.Id, i)).ToDictionary(r => r.Id, r => r.i);
        var hits = matcher.All(ask.Text, ask.IsTap).OrderBy(h => h.Step).ThenBy(h => h.Errors).ThenByDescending(h => h.Step == AnswerStep.KeywordPattern ? 0 : h.Letters).ThenBy(h => rank[h.Rule.Id]).ToList();
        var winner = hits.Find(h => h.Rule.MayAnswer(ask.AccountId, ask.Now));
        var losers = hits.Where(h => h.Rule.Id != winner?.Rule.Id).DistinctBy(h => h.Rule.Id).Select(h => new KeywordLoser(h, Why(h, winner, ask))).ToList();
        if (!ask.IsTap && winner is not { Step: AnswerStep.KeywordExact })
            losers.AddRange(NearKeywords.Of(matcher.Rules, ask.Text, hits.Select(h => h.Rule.Id).ToHashSet()).Take(MostNear));
        return new(winner, [.. losers]);
    }

    private static KeywordLoss Why(KeywordHit hit, KeywordHit? winner, AnswerAsk ask) => hit switch
    {
        { Rule.Enabled: false } => KeywordLoss.SwitchedOff,
        _ when !hit.Rule.IsFor(ask.AccountId) => KeywordLoss.OtherAccount,
        _ when hit.Rule.ValidFrom > ask.Now => KeywordLoss.NotYet,
        _ when !hit.Rule.IsValid(ask.Now) => KeywordLoss.NoLonger,
        _ when hit.Step > winner!.Step => KeywordLoss.LaterStep,
        _ when hit.Errors > winner.Errors => KeywordLoss.MoreErrors,
        _ when hit.Letters < winner.Letters && hit.Step != AnswerStep.KeywordPattern => KeywordLoss.Shorter,
        _ when hit.Rule.Priority < winner.Rule.Priority => KeywordLoss.LowerPriority,
        _ => KeywordLoss.Newer,
    };
}

/// <summary>A rule that does not answer, with how close it came.</summary>
public sealed record KeywordLoser(KeywordHit Hit, KeywordLoss Loss);

/// <summary>Why a rule does not answer.</summary>
public enum KeywordLoss
{
    SwitchedOff,

    OtherAccount,

    NotYet,

    NoLonger,

    /// <summary>The winner fits in a way that is looked at before.</summary>
    LaterStep,

    /// <summary>It would take more slips.</summary>
    MoreErrors,

    /// <summary>The winner's words are longer.</summary>
    Shorter,

    LowerPriority,

    /// <summary>Alike in everything, and made later.</summary>
    Newer,

    /// <summary>It nearly fits, and does not look for slips.</summary>
    FuzzyOff,

    /// <summary>It nearly fits, and is too short for looking for slips.</summary>
    TooShort,

    /// <summary>It nearly fits, with more slips than are let pass.</summary>
    TooFar,

    /// <summary>It nearly fits, and what stands there instead is no slip but something else.</summary>
    OtherWords,
}
