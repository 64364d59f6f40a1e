using System.Collections.Immutable;
using Imcc.Core.Channels;

namespace Imcc.Core.Answering.Keywords;

/// <summary>What a keyword rule answers with: messages, an article, a flow, a skill group's people, or several of them.</summary>
/// <param name="Messages">Said in order.</param>
/// <param name="ArticleId">What this article says to the channel is said after them.</param>
/// <param name="GroupId">This skill group takes over.</param>
/// <param name="Flow">Key of the flow that goes on from here; null: none.</param>
public sealed record KeywordAnswer(ImmutableArray<MessageContent> Messages, Guid? ArticleId = null, Guid? GroupId = null, string? Flow = null)
{
    public const int MostMessages = 5;
    public const int MaxText = 2000;

    public static readonly KeywordAnswer Empty = new([]);

    public bool SaysNothing => Messages.IsEmpty && ArticleId is null && GroupId is null && Flow is null;

    public AutomaticAnswer As(AnswerStep step, Guid ruleId) => new(step, Messages, ArticleId, ruleId, GroupId, FlowKey: Flow);
}
