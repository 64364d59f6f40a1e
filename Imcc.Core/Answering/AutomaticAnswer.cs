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
