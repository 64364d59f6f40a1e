using System.Collections.Immutable;
using Imcc.Core.Channels;
using Imcc.Core.Flows;

namespace Imcc.Core.Answering;

/// <summary>What was found for a customer's words without asking anybody.</summary>
/// <param name="Contents">What is said, in order; the first one goes into the channel's response where it has room for one.</param>
/// <param name="GroupId">The skill group that takes over (a keyword that asks for people); null: nobody has to.</param>
/// <param name="Source">A robot's name, for what is marked as its words; empty: our own.</param>
/// <param name="FlowKey">The flow that begins with it, where it has not begun yet; null: none.</param>
/// <param name="Flow">Where the customer stands in a flow after it; null: in none.</param>
/// <param name="FlowEnd">How that flow has just ended; null: it goes on, or there is none.</param>
public sealed record AutomaticAnswer(
    AnswerStep Step,
    ImmutableArray<MessageContent> Contents,
    Guid? ArticleId = null,
    Guid? RuleId = null,
    Guid? GroupId = null,
    string Source = "",
    string? FlowKey = null,
    FlowRun? Flow = null,
    FlowEnd? FlowEnd = null);
