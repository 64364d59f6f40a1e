using Imcc.Core.Organisation;

namespace Imcc.Core.Routing;

/// <summary>技能优先: the highest level first, or the one nearest to what is required, which keeps the experts free; then longest idle.</summary>
public sealed class SkillLevel : IAgentRanking
{
    public string Name => RankingNames.SkillLevel;

    public IReadOnlyList<KeyPart> Parts { get; } = [KeyPart.Level, KeyPart.Busy, KeyPart.Since, KeyPart.LoadShare];

    public RankKey Rank(in AgentStanding agent, in LineStanding here, StrategySettings settings)
    {
        var (busy, since, share) = LongestIdle.Parts3(agent, settings);
        var level = settings.Level == LevelPreference.Highest ? -here.Level : Math.Abs(here.Level - settings.RequiredLevel);
        return RankKey.Of(agent, here) with { First = level, Second = busy, Third = since, Fourth = share };
    }
}
