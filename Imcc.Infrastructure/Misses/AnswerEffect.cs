namespace Imcc.Infrastructure.Misses;

/// <summary>What answering without asking achieved, rule by rule and article by article.</summary>
/// <param name="Total">Of all lines, those that are not shown included.</param>
/// <param name="Missed">Customers' words that found no answer at all.</param>
/// <param name="IsCut">There are more lines than are shown.</param>
public sealed record AnswerEffect(EffectLine Total, IReadOnlyList<EffectLine> Lines, int Missed, bool IsCut);

/// <param name="Name">Empty: it is there no more.</param>
/// <param name="Hits">Answers that it gave by itself.</param>
/// <param name="Asked">Answers after which the customer asked for a person in the same conversation.</param>
/// <param name="MissedAfter">Answers after which something else that the customer wrote in the same conversation on that day found none.</param>
/// <param name="Conversations">In which it answered.</param>
/// <param name="Sent">Sent by agents in its words; 0 for rules.</param>
/// <param name="Useful">Said by agents, as is <paramref name="NotUseful"/>.</param>
public sealed record EffectLine(Guid Id, string Name, bool IsEnabled, int Hits, int Asked, int MissedAfter, int Conversations, int Sent, int Useful, int NotUseful)
{
    /// <summary>0 to 1: answers after which nobody was asked for; null: it gave none.</summary>
    public double? Kept => Hits == 0 ? null : 1 - ((double)Asked / Hits);

    public double? UsefulShare => Useful + NotUseful == 0 ? null : (double)Useful / (Useful + NotUseful);
}

/// <summary>Of what. The names stand in addresses: never renamed.</summary>
public enum EffectSubject
{
    /// <summary>Keyword rules.</summary>
    Rules,
    Articles,
}
