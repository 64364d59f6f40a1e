using Imcc.Bench.Simulation.Theory;
using Imcc.Core.Organisation;

namespace Imcc.Bench.Simulation.Tables;

/// <summary>How evenly, and how exactly by weight, the work is shared out.</summary>
internal static class FairnessTable
{
    private const int Vectors = 3000;
    private const int Conversations = 200;

    public static void Print()
    {
        Console.WriteLine("Jain's index itself: [1,1,1,1] {0:0.######}, [4,0,0,0] {1:0.######}, [10,20,30] {2:0.######}, [3,3,4] {3:0.######}, [8,2] {4:0.######}",
            Jain.Index([1, 1, 1, 1]), Jain.Index([4, 0, 0, 0]), Jain.Index([10, 20, 30]), Jain.Index([3, 3, 4]), Jain.Index([8, 2]));
        Console.WriteLine("N conversations among n agents (load 0.7 n)   index, mean of 100 (the lowest)");
        Console.WriteLine("   n      N   by chance, ours  formula   in turns at least   by equal weight, all have room   " + string.Join("   ", RankingNames.All.Select(r => $"{r,-17}")));
        foreach (var (n, items) in new[] { (7, 100), (10, 100), (14, 1400), (50, 1000) })
        {
            Console.WriteLine(
                $"{n,4} {items,6}   {Mean(100, seed => ByChance(n, items, seed)),15:.0000} {Jain.ByChance(n, items),8:.0000}   {Jain.InTurnsAtLeast(n, items),17:.000000}   {OfRanking(n, items, RankingNames.Proportional, capacity: items),-30}   " +
                string.Join("   ", RankingNames.All.Select(r => OfRanking(n, items, r))));
        }

        Console.WriteLine();
        Console.WriteLine($"Proportional: greatest distance from the ideal, in conversations, over {Vectors:N0} random weight vectors a row, {Conversations} conversations each; while agents come and go, the ideal is the sum of the shares while there");
        Console.WriteLine("agents    weights    ours   of them within 1.24   the rule itself   smooth round robin   ours, while agents come and go");
        foreach (var (most, heaviest) in new[] { (6, 10), (10, 5), (10, 10), (10, 100) })
        {
            var ours = All((w, dice) => Drift.Greatest(w, Conversations, 0, dice));
            Console.WriteLine(
                $"2 to {most,2}   1 to {heaviest,3}   {ours.Max():0.000}   {(double)ours.Count(d => d <= 1.24) / Vectors,19:P2}   {All((w, _) => Turns.DriftOfHalfTurns(w, Conversations)).Max(),15:0.000}   " +
                $"{All((w, _) => Turns.DriftOfSmoothRoundRobin(w, Conversations)).Max(),18:0.000}   {All((w, dice) => Drift.Greatest(w, Conversations, .1, dice)).Max():0.000}");

            double[] All(Func<int[], Dice, double> drift) => Enumerable.Range(0, Vectors).AsParallel().Select(i =>
            {
                var dice = new Dice(801 + (ulong)i);
                return drift(Drift.RandomWeights(dice, most, heaviest), dice);
            }).ToArray();
        }

        Console.WriteLine();
    }

    private static string OfRanking(int n, int items, string ranking, int capacity = 1)
    {
        var all = Enumerable.Range(0, 100).Select(i => Jain.Index(VirtualDay.Run(Centre.Of(n, capacity, ranking), Demand.Of(.7 * n), items, 0, 901 + (ulong)i).Served.Select(s => (double)s))).ToList();
        return $"{all.Average():.000000} ({all.Min():.0000})";
    }

    private static double ByChance(int n, int items, ulong seed)
    {
        var dice = new Dice(seed);
        var counts = new double[n];
        for (var i = 0; i < items; i++)
            counts[dice.Below(n)]++;
        return Jain.Index(counts);
    }

    private static double Mean(int count, Func<ulong, double> figure) => Enumerable.Range(0, count).Average(i => figure(901 + (ulong)i));
}
