using Imcc.Core.Channels;

namespace Imcc.Core.Surveys;

/// <summary>Decides what comes of an answer: pure. Whatever it is, it opens no conversation and calls nobody.</summary>
public static class SurveyConduct
{
    /// <param name="rating">What was asked; null: nothing that is known here.</param>
    /// <param name="hasCard">The channel shows a card, which asks for reasons and says thanks by itself.</param>
    public static SurveyTaken Take(Rating? rating, SurveyAnswer answer, SurveyRules rules, bool hasCard, DateTimeOffset now)
    {
        if (rating is null || !rating.IsValidAt(now))
            return new(null, Words(rules.Late));
        if (answer.Score is { } score)
        {
            if (score < 1 || score > SurveyRules.Best(rating.Scale))
                return new(null);
            if (rating.Score is { } given)
                // The same tap once more is no news to anybody.
                return given == score ? Explained(rating, answer, rules, hasCard) : new(null, Words(rules.Again));
            var next = rating.Give(score, now).Explain(answer.Tags, Cut(answer.Comment));
            return hasCard ? new(next) : next.AwaitsReason ? new(next, Ask: rules.AskForReason(next)) : new(next, Words(rules.Thanks));
        }

        return rating.Score is null ? new(null) : Explained(rating, answer, rules, hasCard);
    }

    private static SurveyTaken Explained(Rating rating, SurveyAnswer answer, SurveyRules rules, bool hasCard)
    {
        var tags = answer.Tag is { } index && index < rating.OfferedTags.Count ? [rating.OfferedTags[index]] : answer.Tags;
        var next = rating.Explain(tags, Cut(answer.Comment));
        return ReferenceEquals(next, rating) ? new(null, answer.Tag is not null && !rating.AwaitsReason ? Words(rules.Again) : null) : new(next, hasCard ? null : Words(rules.Thanks));
    }

    private static string Cut(string comment)
    {
        comment = comment.Replace("\0", "", StringComparison.Ordinal).Trim();
        return comment.Length <= Rating.LongestComment ? comment : comment[..(char.IsHighSurrogate(comment[Rating.LongestComment - 1]) ? Rating.LongestComment - 1 : Rating.LongestComment)];
    }

    private static string? Words(string text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

/// <summary>What comes of an answer.</summary>
/// <param name="Next">Null: nothing changes.</param>
/// <param name="Words">What the customer is told; null: nothing.</param>
/// <param name="Ask">What the customer is asked next; null: nothing.</param>
public sealed record SurveyTaken(Rating? Next, string? Words = null, SurveyContent? Ask = null);
