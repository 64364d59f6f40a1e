using System.Collections.Frozen;
using Imcc.Core.Organisation;

namespace Imcc.Core.Routing;

/// <summary>What the administrator decided about routing: the rules of each group, and what VIP tiers are worth. A group that is not named has the defaults.</summary>
[GenerateSerializer, Immutable]
public sealed record RoutingRules(
    [property: Id(0)] IReadOnlyDictionary<Guid, GroupRules> Groups,
    [property: Id(1)] IReadOnlyList<VipTier> Tiers)
{
    public static readonly RoutingRules Default = new(FrozenDictionary<Guid, GroupRules>.Empty, VipTier.Defaults);

    public static RoutingRules Of(IEnumerable<SkillGroup> groups, IReadOnlyList<VipTier> tiers) =>
        new(groups.ToDictionary(g => g.Id, GroupRules.Of), tiers);

    public GroupRules For(Guid groupId) => Groups.GetValueOrDefault(groupId, GroupRules.Default);
}

/// <summary>The rules of one group that routing follows.</summary>
/// <param name="Units">What an ordinary conversation of the group takes of an agent's capacity; 1 to 10.</param>
[GenerateSerializer, Immutable]
public sealed record GroupRules(
    [property: Id(0)] StrategySettings Strategy,
    [property: Id(1)] LineRules Line,
    [property: Id(2)] int Units = 1)
{
    public static readonly GroupRules Default = new(new(), new());

    public static GroupRules Of(SkillGroup group) => new(group.Strategy, group.Line, group.Units);
}
