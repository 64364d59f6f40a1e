using Imcc.Core.Organisation;

namespace Imcc.Core.Routing;

/// <summary>平均分配: whoever was given least today for the time there. A break neither earns nor costs a turn.</summary>
public sealed class Even : IAgentRanking
{
    public string Name => RankingNames.Even;

    public IReadOnlyList<KeyPart> Parts { get; } = [KeyPart.AssignedRate];

    public bool ChangesWithTime => true;

    public RankKey Rank(in AgentStanding agent, in LineStanding here, StrategySettings settings) =>
        RankKey.Of(agent, here) with { First = Rate(here.Tally) };

    /// <summary>A newcomer begins level with the least busy of the others instead of being given everything until even.</summary>
    public Tally Welcome(in LineStanding own, bool isFirst, IEnumerable<LineStanding> peers)
    {
        if (!isFirst)
            return own.Tally;
        Tally? least = null;
        foreach (var peer in peers)
        {
            if (least is null || Rate(peer.Tally) < Rate(least.Value))
                least = peer.Tally;
        }

        return least ?? own.Tally;
    }

    /// <summary>A second more than the time there: at the first moment of the day nobody is infinitely busy.</summary>
    private static Ratio Rate(Tally tally) => new(tally.Assigned, Math.Max(0, tally.Routable.Ticks) + TimeSpan.TicksPerSecond);
}
