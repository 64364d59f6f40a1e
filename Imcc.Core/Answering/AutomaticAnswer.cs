using System.Collections.Immutable;
using Imcc.Core.Channels;

namespace Imcc.Core.Answering;

/// <summary>What was found for a customer's words without asking anybody.</summary>
/// <param name="Contents">What is said, in order; the first one goes into the channel's response where it has room for one.</param>
/// <param name="GroupId">The skill group that takes over (a keyword that asks for people); null: nobody has to.</param>
/// <param name="Source">A robot's name, for what is marked as its words; empty: our own.</param>
public sealed record AutomaticAnswer(
    AnswerStep Step,
    ImmutableArray<MessageContent> Contents,
    Guid? ArticleId = null,
    Guid? RuleId = null,
    Guid? GroupId = null,
    string Source = "");

/// <param name="Text">What the customer wrote, or the key of what they tapped.</param>
/// <param name="IsTap">A tapped menu entry: only keywords that stand for it answer it.</param>
/// <param name="Before">What they wrote just before, the latest last; at most 5.</param>
public sealed record AnswerAsk(Guid AccountId, ChannelKind Channel, Guid ThreadId, string Text, DateTimeOffset Now, bool IsTap = false, ImmutableArray<string> Before = default);

/// <summary>Finds what answers a customer by itself, in the order of <see cref="AnswerStep"/>.</summary>
public interface IAnswering
{
    /// <returns>Null: nothing does. It never takes longer than the channel waits (1.5 s), robots included.</returns>
    ValueTask<AutomaticAnswer?> FindAsync(AnswerAsk ask, CancellationToken cancellationToken = default);
}

/// <summary>The keyword rules (关键字应答) in force.</summary>
public interface IKeywordReplies
{
    /// <summary>The rule that wins for these words; null: none fits. Takes microseconds, never waits.</summary>
    AutomaticAnswer? Find(AnswerAsk ask);
}

/// <summary>Something outside that can answer (a bot, a language model). Off unless somebody sets it up.</summary>
public interface IRobot
{
    /// <returns>Null: it has no answer, is switched off for this account, or did not answer in time. Never throws for what it did wrong; that is logged and counted.</returns>
    ValueTask<AutomaticAnswer?> AskAsync(AnswerAsk ask, CancellationToken cancellationToken = default);
}
