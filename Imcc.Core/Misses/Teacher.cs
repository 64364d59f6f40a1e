namespace Imcc.Core.Misses;

/// <summary>Draws lessons from what happened, cautiously: what happened once is an accident.</summary>
public static class Teacher
{
    /// <summary>An agent's choice counts from so many on, and only where so large a share of the agents chose the same.</summary>
    public const int LeastSent = 2;
    public const double LeastAgreement = 0.6;

    public const int LeastAnswers = 3;
    public const int LeastRefused = 5;
    public const double MostUseful = 0.4;
    private const int MostSamples = 10;

    /// <summary>What a group of messages of one question teaches; null: nothing.</summary>
    public static Lesson? OfGroup(Guid groupId, IReadOnlyCollection<Answered> messages)
    {
        var sent = messages.Where(m => m.ArticleId is not null).GroupBy(m => m.ArticleId!.Value).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).ToList();
        var chosen = sent.Sum(g => g.Count());
        if (sent is [var first, ..] && first.Count() >= LeastSent && first.Count() >= chosen * LeastAgreement)
            return new(LessonKind.Similar, groupId, first.Key, first.Count(), Samples(first));
        var answers = messages.Where(m => m.ArticleId is null && m.Answer.Length > 0).GroupBy(m => Plain(m.Answer), StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        return answers is [var best, ..] && best.Key.Length > 0 && best.Count() >= LeastAnswers && best.Count() >= messages.Count * LeastAgreement / 2
            ? new(LessonKind.Article, groupId, null, best.Count(), Samples(messages), best.First().Answer)
            : null;
    }

    /// <summary>What ratings teach about an article; null: nothing.</summary>
    public static Lesson? OfRatings(Guid articleId, int useful, int notUseful) =>
        notUseful >= LeastRefused && useful < (useful + notUseful) * MostUseful ? new(LessonKind.Review, null, articleId, notUseful, []) : null;

    private static List<string> Samples(IEnumerable<Answered> messages) =>
        [.. messages.GroupBy(m => m.Text, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key.Length).ThenBy(g => g.Key, StringComparer.Ordinal).Take(MostSamples).Select(g => g.Key)];

    private static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}

/// <summary>A message and what the agent answered.</summary>
/// <param name="Answer">Empty: nothing in words.</param>
/// <param name="ArticleId">The article whose words the answer is.</param>
public sealed record Answered(string Text, string Answer, Guid? ArticleId);
