using Imcc.Core.Schedule;

namespace Imcc.Bench.Simulation.Tables;

/// <summary>Agents with several conversations at once are as many slots.</summary>
internal static class SlotTable
{
    private static readonly (int Agents, int Capacity, double Load)[] Cases = [(14, 1, 10), (7, 2, 10), (2, 7, 10), (1, 14, 10), (10, 5, 45), (20, 10, 190)];

    public static void Print(int arrivals)
    {
        Console.WriteLine($"n agents with k slots against M/M/(nk), {Replications.Usual} × {arrivals:N0} customers a row");
        Console.WriteLine("   n ×  k    a   P(W>0)             theory  ASA s               theory   util. theory");
        var customers = 400;
        foreach (var (agents, capacity, load) in Cases)
        {
            var theory = ErlangC.Of(agents * capacity, load);
            var ours = Replications.Of(Centre.Of(agents, capacity), Demand.Of(load), arrivals, customers++);
            Console.WriteLine(
                $"{agents,4} × {capacity,2} {load,4:0.#}   {ours.Of(r => r.ProbabilityOfWaiting),-16} {theory.ProbabilityOfWaiting,8:.000000}  {ours.Of(r => r.MeanWaitSeconds),-16} {theory.MeanWaitSeconds,9:0.000}   " +
                $"{ours.Of(r => r.Utilisation).Mean:.0000}  {theory.Utilisation:.0000}");
        }

        Console.WriteLine();
    }
}
