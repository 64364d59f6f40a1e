namespace Imcc.Infrastructure.Answering;

/// <summary>What answers customers, by kind: each is kept in memory on every node and has its own counter (<see cref="AnswerVersionRow"/>).</summary>
internal static class AnswerStock
{
    /// <summary>Counted up by each publication and withdrawal.</summary>
    public const string Articles = "articles";

    public const string Keywords = "keywords";

    /// <summary>Synonyms, stop words, small talk.</summary>
    public const string Words = "words";

    public const string Robots = "robots";

    public const string Flows = "flows";

    public static readonly IReadOnlyList<string> All = [Articles, Keywords, Words, Robots, Flows];
}
