using System.Diagnostics;
using System.Globalization;
using Imcc.Bench.Simulation.Tables;

namespace Imcc.Bench.Simulation;

/// <summary>The real ACD on virtual time beside queueing theory: what each table prints must agree up to chance, or exactly where it says so.</summary>
internal static class SimulateBench
{
    private const int UsualArrivals = 80_000;

    /// <returns>The exit code.</returns>
    public static int Run(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var at = Array.IndexOf(args, "--arrivals");
        var arrivals = UsualArrivals;
        if (at >= 0 && (at + 1 == args.Length || !int.TryParse(args[at + 1], out arrivals) || arrivals < 1000))
        {
            Console.Error.WriteLine("Imcc.Bench simulate [--arrivals 80000]: customers in each replication, 1000 and more");
            return 2;
        }

        var watch = Stopwatch.StartNew();
        ErlangTable.Print(arrivals);
        PatienceTable.Print(arrivals);
        VipTable.Print(arrivals);
        StrategyTable.Print(arrivals);
        SlotTable.Print(arrivals);
        SkillTable.Print(arrivals);
        RingTable.Print(arrivals);
        FairnessTable.Print();
        Console.WriteLine($"{watch.Elapsed.TotalSeconds:0} s on {Environment.ProcessorCount} cores");
        return 0;
    }
}
