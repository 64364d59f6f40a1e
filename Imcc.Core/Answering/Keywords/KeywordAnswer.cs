using System.Collections.Immutable;
using Imcc.Core.Channels;

namespace Imcc.Core.Answering.Keywords;

/// <summary>What a keyword rule answers with: messages, an article, a skill group's people, or several of them.</summary>
/// <param name="Messages">Said in order.</param>
/// <param name="ArticleId">What this article says to the channel is said after them.</param>
/// <param name="GroupId">This skill group takes over.</param>
public sealed record KeywordAnswer(ImmutableArray<MessageContent> Messages, Guid? ArticleId = null, Guid? GroupId = null)
{
    public const int MostMessages = 5;
    public const int MaxText = 2000;

    public static readonly KeywordAnswer Empty = new([]);

    public bool SaysNothing => Messages.IsEmpty && ArticleId is null && GroupId is null;

    public AutomaticAnswer As(AnswerStep step, Guid ruleId) => new(step, Messages, ArticleId, ruleId, GroupId);
}
