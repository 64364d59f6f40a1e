using Imcc.Core.Organisation;

namespace Imcc.Core.Routing;

/// <summary>
/// 先来先服务/最长空闲: agents without a conversation before all others, the one idle longest first; among the loaded ones, whoever
/// was given nothing for longest. Idle before loaded, so conversations do not pile up on one while another has none.
/// </summary>
public sealed class LongestIdle : IAgentRanking
{
    public string Name => RankingNames.LongestIdle;

    public IReadOnlyList<KeyPart> Parts { get; } = [KeyPart.Busy, KeyPart.Since, KeyPart.LoadShare];

    public RankKey Rank(in AgentStanding agent, in LineStanding here, StrategySettings settings)
    {
        var (busy, since, share) = Parts3(agent, settings);
        return RankKey.Of(agent, here) with { First = busy, Second = since, Third = share };
    }

    /// <summary>The three parts, for rankings that fall back on them.</summary>
    internal static (Ratio Busy, Ratio Since, Ratio Share) Parts3(in AgentStanding agent, StrategySettings settings)
    {
        if (agent.Load > 0)
            // Of several given something at the same moment the less loaded: one dispatch must not pile all on the lowest id.
            return (1, agent.LastAssignedAt.UtcTicks, new Ratio(agent.Load, Math.Max(1, agent.Capacity)));
        var since = settings.ResetOnReady && agent.ReadySince > agent.IdleSince ? agent.ReadySince : agent.IdleSince;
        return (0, since.UtcTicks, Ratio.Zero);
    }
}
