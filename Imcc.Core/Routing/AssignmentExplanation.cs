namespace Imcc.Core.Routing;

/// <summary>Why this agent (「为什么是这位坐席」): the first candidates in the order in which they would have been asked.</summary>
/// <param name="Ranking">The name of the rule that ordered them.</param>
/// <param name="FreeAgents">How many of the group could have taken one more, those who declined included.</param>
/// <param name="DeclinesIgnored">All had declined, so whoever declined longest ago is asked again.</param>
/// <param name="Candidates">At most five; the first is the chosen one.</param>
/// <param name="Parts">What the numbers of the candidates' keys say, from the first on.</param>
/// <param name="NotAsked">How many others could not be asked, by reason.</param>
/// <param name="Contact">The conversation's standing in the line at that moment.</param>
/// <param name="LastAgentFirst">The agent served this customer before: that decided, not the ranking.</param>
/// <param name="ByHand">The agent took it from the line, or a person gave it: that decided, not the ranking.</param>
[GenerateSerializer, Immutable]
public sealed record AssignmentExplanation(
    [property: Id(0)] string Ranking,
    [property: Id(1)] int FreeAgents,
    [property: Id(2)] bool DeclinesIgnored,
    [property: Id(3)] IReadOnlyList<Candidate> Candidates,
    [property: Id(4)] IReadOnlyList<KeyPart> Parts,
    [property: Id(5)] NotAsked NotAsked,
    [property: Id(6)] ContactStanding Contact,
    [property: Id(7)] bool LastAgentFirst = false,
    [property: Id(8)] bool ByHand = false);

/// <summary>An agent who could have been asked, with the key that decided, as it was at that moment.</summary>
[GenerateSerializer, Immutable]
public sealed record Candidate(
    [property: Id(0)] AgentStanding Standing,
    [property: Id(1)] LineStanding Here,
    [property: Id(2)] RankKey Key);

/// <summary>Where a conversation stood when it was decided about.</summary>
/// <param name="Score">Bonus + slope × time waited, in seconds.</param>
/// <param name="Ring">How far the group's relaxation had come; 0 is the beginning.</param>
[GenerateSerializer, Immutable]
public sealed record ContactStanding(
    [property: Id(0)] int VipTier,
    [property: Id(1)] bool IsUrgent,
    [property: Id(2)] decimal Score,
    [property: Id(3)] DateTimeOffset EnqueuedAt,
    [property: Id(4)] TimeSpan Waited,
    [property: Id(5)] int Ring,
    [property: Id(6)] int Units);
