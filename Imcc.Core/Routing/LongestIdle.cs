using Imcc.Core.Organisation;

namespace Imcc.Core.Routing;

/// <summary>
/// 先来先服务/最长空闲: agents without a conversation before all others, the one idle longest first; among the loaded ones, whoever
/// was given nothing for longest. Idle before loaded, so conversations do not pile up on one while another has none.
/// </summary>
public sealed class LongestIdle : IAgentRanking
{
    public string Name => "LongestIdle";

    public RankKey Rank(in AgentStanding agent, Skill skill) => agent.Load == 0
        ? new(0, agent.IdleSince.UtcTicks, agent.LastAssignedAt.UtcTicks, agent.AgentId)
        // Of several given something at the same moment the less loaded: one dispatch must not pile all on the lowest id.
        : new(1, agent.LastAssignedAt.UtcTicks, agent.Load, agent.AgentId);
}
