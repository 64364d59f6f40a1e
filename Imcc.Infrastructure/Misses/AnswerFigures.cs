using Imcc.Core.Answering;

namespace Imcc.Infrastructure.Misses;

/// <summary>What answering without asking came to in a stretch of days.</summary>
/// <param name="Days">Of the time zone that was asked for; the oldest first, without gaps.</param>
/// <param name="Accounts">Those with most messages first.</param>
/// <param name="Articles">Those that answered most first.</param>
/// <param name="Searches">Of people in the knowledge base.</param>
/// <param name="EmptySearches">Those without a result, the most frequent first.</param>
/// <param name="SecondsPerAnswer">What an answer is worth.</param>
public sealed record AnswerFigures(
    IReadOnlyList<AnswerDay> Days,
    IReadOnlyList<(AnswerStep Step, int Count)> Steps,
    IReadOnlyList<AnswerAccount> Accounts,
    IReadOnlyList<AnswerArticle> Articles,
    int Searches,
    int SearchesWithout,
    IReadOnlyList<(string Text, int Count)> EmptySearches,
    int SecondsPerAnswer)
{
    public int Messages => Days.Sum(d => d.Answered + d.Missed);

    public int Answered => Days.Sum(d => d.Answered);

    public TimeSpan Saved => TimeSpan.FromSeconds((double)Answered * SecondsPerAnswer);
}

/// <param name="Answered">Messages that were answered without asking.</param>
public sealed record AnswerDay(DateOnly Day, int Answered, int Missed);

public sealed record AnswerAccount(Guid Id, string Name, int Answered, int Missed);

/// <param name="Title">Empty: it is not in force any more.</param>
/// <param name="Sent">Answered by agents with its words.</param>
public sealed record AnswerArticle(Guid Id, string Title, int Answered, int Sent, int Useful, int NotUseful);
