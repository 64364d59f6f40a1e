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

    /// <summary>Who comes for the first time today begins level with the least busy of the others instead of being given everything until even.</summary>
    public Tally Welcome(in LineStanding own, IEnumerable<LineStanding> peers)
    {
        if (own.Tally.Routable > TimeSpan.Zero)
            return own.Tally;
        Tally? least = null;
        foreach (var peer in peers)
        {
            if (least is null || IsLess(peer.Tally, least.Value))
                least = peer.Tally;
        }

        return least ?? own.Tally;
    }

    /// <summary>Of two at the same rate the longer there: the choice must not hang on the order of the peers.</summary>
    private static bool IsLess(Tally tally, Tally other)
    {
        var order = Rate(tally).CompareTo(Rate(other));
        return order < 0 || (order == 0 && tally.Routable > other.Routable);
    }

    /// <summary>A second more than the time there: at the first moment of the day nobody is infinitely busy.</summary>
    private static Ratio Rate(Tally tally) => new(tally.Assigned, Math.Max(0, tally.Routable.Ticks) + TimeSpan.TicksPerSecond);
}
