using Imcc.Core.Organisation;
using Imcc.Core.Routing;

namespace Imcc.Tests.Routing;

/// <summary>Rules of all kinds, chosen by two numbers.</summary>
internal static class Arrangements
{
    private static readonly VipTier[][] Scales =
    [
        [new(0, "", 0), new(1, "", 10), new(2, "", 25), new(3, "", 30, IsUrgent: true)],
        [new(0, "", 0), new(1, "", 5, 300), new(2, "", 20, 50), new(3, "", 0, IsUrgent: true)],
        [.. VipTier.Defaults],
    ];

    public static RoutingRules Choose(int a, int b)
    {
        var groups = Enumerable.Range(0, World.Groups).ToDictionary(World.Group, g => new GroupRules(Strategy(a + g * 7, b + g), Line(a / 5 + g, b / 2 + g), 1 + (a + g) % 2));
        return new(groups, Scales[(a + b) % Scales.Length]);
    }

    private static StrategySettings Strategy(int a, int b) => new()
    {
        Ranking = RankingNames.All[a % RankingNames.All.Count],
        ResetOnReady = b % 2 == 0,
        Level = (LevelPreference)(b % 2),
        RequiredLevel = 1 + b % 10,
        LastAgentFirst = true,
        LastAgentOverCapacity = b % 3,
    };

    private static LineRules Line(int a, int b) => new()
    {
        Relaxation = (a % 4) switch
        {
            1 => [new(TimeSpan.Zero, 7, []), new(TimeSpan.FromSeconds(8), 4, [World.Group(b)]), new(TimeSpan.FromSeconds(20), 1, [])],
            2 => [new(TimeSpan.FromSeconds(6), 5, [World.Group(b), World.Group(b + 1)])],
            3 => [new(TimeSpan.Zero, 9, []), new(TimeSpan.FromSeconds(5), 9, [World.Group(b + 1)]), new(TimeSpan.FromSeconds(5), 3, []), new(TimeSpan.FromSeconds(40), 5, [World.Group(b)])],
            _ => [],
        },
        MostWaiting = b % 3 == 0 ? 2 + b % 2 : null,
        AlwaysAdmittedFrom = b % 2 == 0 ? 2 : null,
    };
}
