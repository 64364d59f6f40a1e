using Imcc.Core.Organisation;

namespace Imcc.Bench.Simulation;

/// <summary>The centre that is simulated: its agents, each group's strategy (one for all groups), and what the VIP tiers are worth.</summary>
/// <param name="Agents">Each agent's capacity and skills; groups are numbered from 0.</param>
/// <param name="Ranking">A name of <see cref="RankingNames"/>.</param>
/// <param name="Tiers">Null: customers have no tiers.</param>
public sealed record Centre(IReadOnlyList<SimulatedAgent> Agents, string Ranking = RankingNames.LongestIdle, IReadOnlyList<VipTier>? Tiers = null)
{
    /// <summary>Conversations at once in the whole centre.</summary>
    public int Slots => Agents.Sum(a => a.Capacity);

    /// <summary>Agents of whom one is like the other, with one group.</summary>
    public static Centre Of(int agents, int capacity = 1, string ranking = RankingNames.LongestIdle) =>
        new([.. Enumerable.Repeat(new SimulatedAgent(capacity, new SimulatedSkill(0)), agents)], ranking);
}

/// <param name="Capacity">Conversations at once, at least 1.</param>
public sealed record SimulatedAgent(int Capacity, params IReadOnlyList<SimulatedSkill> Skills);

/// <param name="Group">The number of the group.</param>
public sealed record SimulatedSkill(int Group, int Level = 5, int Weight = 1);
