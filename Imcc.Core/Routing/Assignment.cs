namespace Imcc.Core.Routing;

/// <summary>A decision of the ACD: this agent is to be offered this conversation. The agent's place is taken until it is confirmed, rejected or expired.</summary>
/// <param name="ExpectedRevision">The conversation's revision that the decision was made from.</param>
[GenerateSerializer, Immutable]
public sealed record Assignment(
    [property: Id(0)] Guid ConversationId,
    [property: Id(1)] Guid ThreadId,
    [property: Id(2)] Guid AgentId,
    [property: Id(3)] long ExpectedRevision,
    [property: Id(4)] AssignmentExplanation Explanation);

/// <summary>Why this agent (「为什么是这位坐席」): the first candidates in the order in which they would have been asked.</summary>
/// <param name="Ranking">The name of the rule that ordered them.</param>
/// <param name="FreeAgents">How many of the group could have taken one more, those who declined included.</param>
/// <param name="DeclinesIgnored">All had declined, so whoever declined longest ago is asked again.</param>
/// <param name="Candidates">At most five; the first is the chosen one.</param>
[GenerateSerializer, Immutable]
public sealed record AssignmentExplanation(
    [property: Id(0)] string Ranking,
    [property: Id(1)] int FreeAgents,
    [property: Id(2)] bool DeclinesIgnored,
    [property: Id(3)] IReadOnlyList<Candidate> Candidates);

/// <summary>An agent who could have been asked, with the key that decided, as it was at that moment.</summary>
[GenerateSerializer, Immutable]
public sealed record Candidate([property: Id(0)] AgentStanding Standing, [property: Id(1)] RankKey Key);
