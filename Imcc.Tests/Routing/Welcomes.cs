using Imcc.Core.Organisation;
using Imcc.Core.Routing;

namespace Imcc.Tests.Routing;

/// <summary>With what an agent begins (again) in a line, by routing.md §1.4, in plain words.</summary>
internal static class Welcomes
{
    public static Tally Begin(World world, Worker worker, Guid group, int? weightBefore)
    {
        var own = worker.Day.GetValueOrDefault(group);
        var weight = worker.Skills[group].Weight;
        var open = world.OpenAsked(worker).Count(o => o.GroupId == group);
        var peers = world.Workers
            .Where(w => w != worker && w.IsRoutable && w.Has(group) && world.MayAsk(group, w.Skills[group]))
            .Select(w => (Tally: w.Day.GetValueOrDefault(group), Weight: w.Skills[group].Weight, Assigned: w.Day.GetValueOrDefault(group).Assigned + world.OpenAsked(w).Count(o => o.GroupId == group)))
            .ToList();
        switch (world.Rules.For(group).Strategy.Ranking)
        {
            case RankingNames.Proportional when weightBefore is > 0:
                return own with { Assigned = Math.Max(0, (own.Assigned + open) * weight / weightBefore.Value - open) };
            case RankingNames.Proportional when weightBefore is null && peers.Count > 0:
                // To the share of the others together, to the nearest whole one: not to the least of them, as §1.4 has it, for that makes a burst where weights differ much.
                var share = (long)Math.Floor((decimal)weight * peers.Sum(p => p.Assigned) / peers.Sum(p => p.Weight) + 0.5m);
                return own with { Assigned = Math.Max(0, Math.Max(own.Assigned + open, share) - open) };
            case RankingNames.Even when weightBefore is null && own.Routable == TimeSpan.Zero && peers.Count > 0:
                var least = peers.OrderBy(p => new Fraction(p.Assigned, p.Tally.Routable.Ticks + TimeSpan.TicksPerSecond)).ThenByDescending(p => p.Tally.Routable).First();
                return least.Tally with { Assigned = Math.Max(0, least.Assigned - open) };
            default:
                return own;
        }
    }
}
