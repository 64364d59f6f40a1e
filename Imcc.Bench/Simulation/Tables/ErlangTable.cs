using Imcc.Core.Schedule;

namespace Imcc.Bench.Simulation.Tables;

/// <summary>Customers who wait as long as it takes.</summary>
internal static class ErlangTable
{
    private const double Handle = 180;

    private static readonly (int Slots, double Load)[] Cases =
    [
        (1, .8), (2, 1), (3, 2), (5, 4), (10, 8), (10, 9), (14, 10), (20, 18), (50, 45), (50, 48), (55, 48), (100, 90), (100, 95), (200, 190),
    ];

    public static void Print(int arrivals)
    {
        Console.WriteLine($"Erlang C, {Replications.Usual} × {arrivals:N0} customers a row; ± is the 95 % confidence interval, dist. the distance from theory in half widths");
        Console.WriteLine("   c    a   P(W>0)             theory  ASA/AHT              theory  dist.      Lq      λW   theory   util. theory");
        var (inside, customers) = (0, 100);
        foreach (var (slots, load) in Cases)
        {
            var theory = ErlangC.Of(slots, load, Handle);
            var ours = Replications.Of(Centre.Of(slots), Demand.Of(load, Handle), arrivals, customers++);
            var waiting = ours.Of(r => r.ProbabilityOfWaiting);
            var asa = ours.Of(r => r.MeanWaitSeconds / Handle);
            var distance = asa.Distance(theory.MeanWaitSeconds / Handle);
            inside += distance <= 1 ? 1 : 0;
            Console.WriteLine(
                $"{slots,4} {load,4:0.#}   {waiting,-16} {theory.ProbabilityOfWaiting,8:.000000}  {asa,-17} {theory.MeanWaitSeconds / Handle,9:.000000} {distance,6:0.00} " +
                $"{ours.Of(r => r.MeanQueue).Mean,7:0.000} {ours.Of(r => r.Rate * r.MeanWaitSeconds).Mean,7:0.000} {theory.MeanQueue,8:0.000}   {ours.Of(r => r.Utilisation).Mean:.0000}  {theory.Utilisation:.0000}");
        }

        Console.WriteLine($"theory inside the interval of ASA: {inside} of {Cases.Length} (19 of 20 are to be expected)");
        Console.WriteLine();
        Anchors(arrivals);
    }

    private static void Anchors(int arrivals)
    {
        Console.WriteLine("published (pyworkforce: 100 calls in 30 min, 3 min, 20 s; and 360 calls of 4 min, 55 agents, 15 s)");
        Console.WriteLine("   c   service level            theory   ASA s               theory   util. theory");
        var customers = 150;
        foreach (var (rate, handle, slots, within) in new[] { (100 / 1800.0, 180.0, 13, 20.0), (100 / 1800.0, 180, 14, 20), (100 / 1800.0, 180, 15, 20), (360 / 1800.0, 240, 55, 15) })
        {
            var theory = new ErlangC(rate, handle, slots);
            var ours = Replications.Of(Centre.Of(slots), new(rate, handle), arrivals, customers++);
            Console.WriteLine(
                $"{slots,4}   {ours.Of(r => r.ServedWithin(within)),-20} {theory.ServiceLevel(within),10:.00000000}   {ours.Of(r => r.MeanWaitSeconds),-16} {theory.MeanWaitSeconds,9:0.000}   " +
                $"{ours.Of(r => r.Utilisation).Mean:.0000}  {theory.Utilisation:.0000}");
        }

        Console.WriteLine();
    }
}
