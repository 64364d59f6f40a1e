using Imcc.Core.Schedule;

namespace Imcc.Bench.Simulation.Tables;

/// <summary>Two groups with half the customers each: the more agents can do both, the nearer it comes to one group of all.</summary>
internal static class SkillTable
{
    private const int PerGroup = 7;

    public static void Print(int arrivals)
    {
        var pooled = ErlangC.Of(2 * PerGroup, 10);
        var dedicated = ErlangC.Of(PerGroup, 5);
        Console.WriteLine($"Skills: 2 groups, load 5 each, 7 agents each, {Replications.Usual} × {arrivals:N0} customers a row; Erlang C of one pool {pooled.MeanWaitSeconds:0.000} s, of two {dedicated.MeanWaitSeconds:0.000} s");
        Console.WriteLine("agents of each group who can do both   ASA s                 group 0   group 1   between the two");
        foreach (var both in Enumerable.Range(0, PerGroup + 1))
        {
            var demand = Demand.Of(10) with { GroupShares = [.5, .5] };
            var ours = Replications.Of(Of(both), demand, arrivals, customers: 500 + both);
            var asa = ours.Of(r => r.MeanWaitSeconds);
            // At both ends it is the theory itself that is met, up to chance: two half widths are exceeded once in 700 cases.
            var between = asa.Mean >= pooled.MeanWaitSeconds - 2 * asa.HalfWidth && asa.Mean <= dedicated.MeanWaitSeconds + 2 * asa.HalfWidth;
            Console.WriteLine($"{both,10} {"",27} {asa,-18} {ours.Of(r => r.MeanWaitOfGroup(0)).Mean,9:0.000} {ours.Of(r => r.MeanWaitOfGroup(1)).Mean,9:0.000}   {(between ? "yes" : "NO")}");
        }

        Console.WriteLine();
    }

    /// <summary>Two groups of seven agents; so many of each have the other skill, too.</summary>
    private static Centre Of(int both) => new(
    [
        .. from i in Enumerable.Range(0, 2 * PerGroup)
           let own = i % 2
           select new SimulatedAgent(1, i / 2 < both ? [new(own), new(1 - own)] : [new(own)]),
    ]);
}
