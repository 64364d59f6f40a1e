using Imcc.Core.Schedule;

namespace Imcc.Bench.Simulation.Tables;

/// <summary>Customers who leave when their patience ends.</summary>
internal static class PatienceTable
{
    private static readonly (string Name, double Rate, double Handle, double Patience, int Slots, double Within)[] Cases =
    [
        ("pyworkforce, patience 5 min, 20 s", 100 / 1800.0, 180, 300, 14, 20),
        ("the same", 100 / 1800.0, 180, 300, 13, 20),
        ("Garnett–Mandelbaum–Reiman, 2 min", 48 / 60.0, 60, 120, 50, 20),
        ("critical load, a = c = 10, θ = μ", 10 / 180.0, 180, 180, 10, 20),
        ("overload, a = 12 > c = 10", 12 / 180.0, 180, 120, 10, 20),
    ];

    public static void Print(int arrivals)
    {
        Console.WriteLine($"Erlang A, {Replications.Usual} × {arrivals:N0} customers a row: ours above theory");
        Console.WriteLine("                                      c   P(W>0)            P(Ab)             θ·E[W]            E[W] s            within 20 s       Lq       occupancy");
        var customers = 200;
        foreach (var (name, rate, handle, patience, slots, within) in Cases)
        {
            var theory = new ErlangA(rate, handle, patience, slots);
            var ours = Replications.Of(Centre.Of(slots), new(rate, handle) { PatienceSeconds = patience }, arrivals, customers++);
            Console.WriteLine(
                $"{name,-36} {slots,3}   {ours.Of(r => r.ProbabilityOfWaiting),-17} {ours.Of(r => r.ProbabilityOfLeaving),-17} {ours.Of(r => r.MeanWaitSeconds / patience),-17} " +
                $"{ours.Of(r => r.MeanWaitSeconds),-17} {ours.Of(r => r.ServedWithin(within)),-17} {ours.Of(r => r.MeanQueue).Mean,-8:0.000} {ours.Of(r => r.Utilisation).Mean:.0000}");
            Console.WriteLine(
                $"{"",-40}   {theory.ProbabilityOfWaiting,-17:.00000} {theory.ProbabilityOfLeaving,-17:.00000} {theory.MeanWaitSeconds / patience,-17:.00000} " +
                $"{theory.MeanWaitSeconds,-17:0.000} {theory.ServiceLevel(within),-17:.00000} {theory.MeanQueue,-8:0.000} {theory.Occupancy:.0000}");
        }

        Console.WriteLine();
    }
}
