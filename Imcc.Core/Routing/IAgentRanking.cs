using Imcc.Core.Organisation;

namespace Imcc.Core.Routing;

/// <summary>
/// A way of choosing among agents who could all take a conversation (策略). The key may depend only on what is given, so that it
/// can be kept in order and be explained afterwards.
/// </summary>
public interface IAgentRanking
{
    /// <summary>Stands in rows and explanations: never renamed.</summary>
    string Name { get; }

    RankKey Rank(in AgentStanding agent, Skill skill);
}
