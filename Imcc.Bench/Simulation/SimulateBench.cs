namespace Imcc.Bench.Simulation;

internal static class SimulateBench
{
    public static void Run(string[] args)
    {
        var n = int.Parse(args[2]);
        for (var k = 0; k < 3; k++)
        {
            var w = System.Diagnostics.Stopwatch.StartNew();
            var r = Simulator.Run(Centre.Of(14), Demand.Of(10), n, n / 20, 1 + (ulong)k);
            Console.WriteLine($"{n / w.Elapsed.TotalSeconds:N0}/s {r.ProbabilityOfWaiting} {r.MeanWaitSeconds} {r.MeanQueue} {r.Rate * r.MeanWaitSeconds} {r.Utilisation}");
        }
    }
}
