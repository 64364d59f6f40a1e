using Imcc.Bench.Simulation.Theory;
using Imcc.Core.Organisation;

namespace Imcc.Bench.Simulation.Tables;

/// <summary>Whoever is asked, nobody waits longer or shorter for it; only the work is shared out differently.</summary>
internal static class StrategyTable
{
    private static readonly (int Agents, int Capacity, double Load)[] Cases = [(14, 1, 10), (7, 2, 10), (10, 5, 48)];

    public static void Print(int arrivals)
    {
        Console.WriteLine($"Strategies with agents of whom one is like the other, the same {arrivals:N0} customers each");
        Console.WriteLine("agents × slots, load   strategy       ASA s    greatest difference of one customer's wait   Jain: conversations   busy seconds");
        foreach (var (agents, capacity, load) in Cases)
        {
            Run? first = null;
            foreach (var ranking in RankingNames.All)
            {
                var run = VirtualDay.Run(Centre.Of(agents, capacity, ranking), Demand.Of(load), arrivals, arrivals / 20, seed: 301);
                first ??= run;
                Console.WriteLine(
                    $"{agents,3} × {capacity}, {load,4}           {ranking,-13} {run.MeanWaitSeconds,6:0.000}    {GreatestDifference(run, first),12} ticks {"",28}" +
                    $"{Jain.Index(run.Served.Select(s => (double)s)),8:.000000}              {Jain.Index(run.BusyTicks.Select(t => (double)t)):.000000}");
            }
        }

        Console.WriteLine();
    }

    /// <summary>In ticks of 100 ns.</summary>
    public static long GreatestDifference(Run a, Run b) => a.Waits.Zip(b.Waits, (x, y) => Math.Abs(x - y)).Max();
}
