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

    /// <summary>Whoever comes (back) is lifted to the least of the others' shares.</summary>
    public Tally Welcome(in LineStanding own, IEnumerable<LineStanding> peers)
    {
        Ratio? least = null;
        foreach (var peer in peers)
        {
            var share = new Ratio(peer.Tally.Assigned, Math.Max(1, peer.Weight));
            if (least is null || share < least.Value)
                least = share;
        }

        return least is { } level ? own.Tally with { Assigned = Math.Max(own.Tally.Assigned, own.Weight * level.Numerator / level.Denominator) } : own.Tally;
    }

    /// <summary>The share stays as it was: another weight is for what comes, not for what has been.</summary>
    public Tally Reweigh(in LineStanding own, int weightBefore) =>
        weightBefore > 0 ? own.Tally with { Assigned = own.Tally.Assigned * own.Weight / weightBefore } : own.Tally;
}
