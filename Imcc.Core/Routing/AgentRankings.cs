using System.Collections.Frozen;
using Imcc.Core.Organisation;

namespace Imcc.Core.Routing;

/// <summary>All rankings there are, by name. A new one is one class and one line here.</summary>
public static class AgentRankings
{
    public static readonly FrozenDictionary<string, IAgentRanking> ByName = new IAgentRanking[]
    {
        new LongestIdle(),
        new Even(),
        new Proportional(),
        new SkillLevel(),
        new LeastLoaded(),
    }.ToFrozenDictionary(r => r.Name, StringComparer.Ordinal);

    public static IAgentRanking Default => ByName[RankingNames.LongestIdle];

    /// <summary>The one of this name; an unknown name means the default.</summary>
    public static IAgentRanking Find(string name) => ByName.GetValueOrDefault(name, Default);
}
