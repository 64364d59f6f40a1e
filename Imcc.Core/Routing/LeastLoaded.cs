using Imcc.Core.Organisation;

namespace Imcc.Core.Routing;

/// <summary>最少负载: the smallest share of the capacity used. A share, not a count: 3 of 10 is less busy than 2 of 3.</summary>
public sealed class LeastLoaded : IAgentRanking
{
    public string Name => RankingNames.LeastLoaded;

    public IReadOnlyList<KeyPart> Parts { get; } = [KeyPart.LoadShare];

    public RankKey Rank(in AgentStanding agent, in LineStanding here, StrategySettings settings) =>
        RankKey.Of(agent, here) with { First = new Ratio(agent.Load, Math.Max(1, agent.Capacity)) };
}
