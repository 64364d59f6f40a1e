using Imcc.Bench.Simulation.Theory;
using Imcc.Core.Organisation;
using Imcc.Core.Schedule;

namespace Imcc.Bench.Simulation.Tables;

/// <summary>30 % of the customers are VIPs: before all others, or waiting faster than they.</summary>
internal static class VipTable
{
    private const double Share = .3;

    public static void Print(int arrivals)
    {
        var all = ErlangC.Of(14, 10);
        Console.WriteLine($"VIP, 14 agents, load 10, 3 min, {Share:P0} VIPs, {Replications.Usual} × {arrivals:N0} customers a row");
        Console.WriteLine("order                      VIP s             theory   others s          theory   all s             conservation law");
        Row("as they come", [Everybody, Worth(1, 100)], [all.MeanWaitSeconds, all.MeanWaitSeconds]);
        Row("strict (bonus 86,400 s)", [Everybody, Worth(86_400, 100)], Priorities.Strict(all, Share, 1 - Share));
        Row("strict (urgent)", [Everybody, Worth(0, 100) with { IsUrgent = true }], Priorities.Strict(all, Share, 1 - Share));
        Row("slope 2:1", [Everybody, Worth(0, 200)], Priorities.Aging(all, (Share, 2), (1 - Share, 1)));
        Row("slope 5:1", [Everybody, Worth(0, 500)], Priorities.Aging(all, (Share, 5), (1 - Share, 1)));

        Console.WriteLine();

        void Row(string name, VipTier[] tiers, double[] theory)
        {
            var ours = Replications.Of(Centre.Of(14) with { Tiers = tiers }, Demand.Of(10) with { TierShares = [1 - Share, Share] }, arrivals, customers: 700);
            Console.WriteLine(
                $"{name,-26} {ours.Of(r => r.MeanWaitOfTier(1)),-17} {theory[0],6:0.000}   {ours.Of(r => r.MeanWaitOfTier(0)),-17} {theory[1],6:0.000}   {ours.Of(r => r.MeanWaitSeconds),-17} {all.MeanWaitSeconds:0.000}");
        }
    }

    private static VipTier Everybody => new(0, "others", 0);

    private static VipTier Worth(int bonusSeconds, int slopePercent) => new(1, "VIP", bonusSeconds, slopePercent);
}
