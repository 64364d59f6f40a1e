using Imcc.Core.Organisation;

namespace Imcc.Core.Routing;

/// <summary>
/// 按比例分配: each is given in proportion to the weight, exactly after as many as the weights add up to. Weight 0 is never asked
/// automatically. The half turn added to what was given keeps the counts near the ideal at every moment.
/// </summary>
public sealed class Proportional : IAgentRanking
{
    public string Name => RankingNames.Proportional;

    public IReadOnlyList<KeyPart> Parts { get; } = [KeyPart.WeightedTurn, KeyPart.Weight];

    public bool MayAsk(Skill skill) => skill.Weight > 0;

    public RankKey Rank(in AgentStanding agent, in LineStanding here, StrategySettings settings) =>
        RankKey.Of(agent, here) with { First = new Ratio(2 * here.Tally.Assigned + 1, 2L * Math.Max(1, here.Weight)), Second = -here.Weight };

    /// <summary>
    /// Whoever comes (back) is lifted to what all the others together were given by weight. To the least of their shares, as one might think,
    /// would be too little: with very unequal weights somebody is always far behind, and a comer as far behind as that is given everything.
    /// </summary>
    public Tally Welcome(in LineStanding own, IEnumerable<LineStanding> peers)
    {
        var (assigned, weights) = (0L, 0L);
        foreach (var peer in peers)
            (assigned, weights) = (assigned + peer.Tally.Assigned, weights + Math.Max(1, peer.Weight));
        return weights == 0 ? own.Tally : own.Tally with { Assigned = Math.Max(own.Tally.Assigned, (2 * own.Weight * assigned + weights) / (2 * weights)) };
    }

    /// <summary>The share stays as it was: another weight is for what comes, not for what has been.</summary>
    public Tally Reweigh(in LineStanding own, int weightBefore) =>
        weightBefore > 0 ? own.Tally with { Assigned = own.Tally.Assigned * own.Weight / weightBefore } : own.Tally;
}
