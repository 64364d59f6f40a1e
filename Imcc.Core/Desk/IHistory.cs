using Imcc.Core.Channels;
using Imcc.Core.Conversations;

namespace Imcc.Core.Desk;

/// <summary>Finds conversations of the past by what was said in them, of those that the agent may read; a lead may read all of their units.</summary>
public interface IHistory
{
    Task<HistoryPage> SearchAsync(Guid agentId, HistoryQuery query, CancellationToken cancellationToken = default);

    /// <summary>One conversation by its id; null: there is none, or this agent may not read it.</summary>
    Task<DeskConversation?> FindAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default);

    /// <summary>What a search can be narrowed to.</summary>
    HistoryChoices Choices();
}

/// <summary>What is looked for. Everything but the text may be left open.</summary>
/// <param name="Text">Words with blanks between, phrases in quotes, at most 200 characters; empty: all conversations, the newest first.</param>
/// <param name="From">Conversations with a word after this.</param>
/// <param name="To">Conversations opened before this.</param>
/// <param name="AgentId">Who served it last.</param>
/// <param name="Skip">0 to 10,000.</param>
/// <param name="Take">1 to 50.</param>
[GenerateSerializer, Immutable]
public sealed record HistoryQuery(
    [property: Id(0)] string Text,
    [property: Id(1)] DateTimeOffset? From = null,
    [property: Id(2)] DateTimeOffset? To = null,
    [property: Id(3)] Guid? AgentId = null,
    [property: Id(4)] Guid? GroupId = null,
    [property: Id(5)] ChannelKind? Channel = null,
    [property: Id(6)] HistoryOrder Order = HistoryOrder.Newest,
    [property: Id(7)] int Skip = 0,
    [property: Id(8)] int Take = 20)
{
    public const int LongestText = 200;
    public const int MostSkip = 10_000;
    public const int MostTake = 50;

    public bool IsSound => Text.Length <= LongestText && Skip is >= 0 and <= MostSkip && Take is >= 1 and <= MostTake && !(From > To);
}

public enum HistoryOrder
{
    Newest = 0,
    Best = 1,
}

/// <param name="Total">How many match, of those that the agent may read.</param>
/// <param name="BuiltPercent">Below 100: the index is still being made, and older conversations may be missing; null: there is no index now.</param>
[GenerateSerializer, Immutable]
public sealed record HistoryPage(
    [property: Id(0)] IReadOnlyList<HistoryHit> Hits,
    [property: Id(1)] int Total,
    [property: Id(2)] int? BuiltPercent = 100,
    [property: Id(3)] CommandOutcome Outcome = CommandOutcome.Done)
{
    public static HistoryPage Refused(CommandOutcome outcome) => new([], 0, 100, outcome);
}

/// <param name="Excerpts">The messages that match, the first of them; at most 3.</param>
/// <param name="Matches">How many messages match.</param>
[GenerateSerializer, Immutable]
public sealed record HistoryHit([property: Id(0)] DeskConversation Conversation, [property: Id(1)] IReadOnlyList<HistoryExcerpt> Excerpts, [property: Id(2)] int Matches);

/// <param name="Seq">Place of the message in its thread.</param>
/// <param name="Found">Where the words stand in <paramref name="Text"/>.</param>
[GenerateSerializer, Immutable]
public sealed record HistoryExcerpt(
    [property: Id(0)] Guid MessageId,
    [property: Id(1)] long Seq,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] MessageSender Sender,
    [property: Id(4)] bool IsInternal,
    [property: Id(5)] string Text,
    [property: Id(6)] IReadOnlyList<TextSpan> Found,
    [property: Id(7)] bool IsRecalled = false);

[GenerateSerializer, Immutable]
public sealed record HistoryChoices(
    [property: Id(0)] IReadOnlyList<HistoryChoice> Agents, [property: Id(1)] IReadOnlyList<HistoryChoice> Groups, [property: Id(2)] IReadOnlyList<ChannelKind> Channels);

[GenerateSerializer, Immutable]
public sealed record HistoryChoice([property: Id(0)] Guid Id, [property: Id(1)] string Name);
