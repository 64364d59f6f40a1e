using System.Collections.Frozen;

namespace Imcc.Core.Routing;

/// <summary>All rankings there are, by name. A new one is one class and one line here.</summary>
public static class AgentRankings
{
    public static readonly FrozenDictionary<string, IAgentRanking> ByName = new IAgentRanking[]
    {
        new LongestIdle(),
    }.ToFrozenDictionary(r => r.Name, StringComparer.Ordinal);

    public static IAgentRanking Default => ByName["LongestIdle"];
}
