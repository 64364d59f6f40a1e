using Imcc.Core.Schedule;

namespace Imcc.Bench.Simulation.Tables;

/// <summary>Ringing takes a slot, too: a = λ·(ringing + handling), and misses cost the timeout each, q/(1-q) of them on average.</summary>
internal static class RingTable
{
    private static readonly Ringing[] Cases = [new(0, 0, 30), new(8, 0, 30), new(8, .05, 30), new(8, .1, 30), new(8, .2, 30)];

    public static void Print(int arrivals)
    {
        const double Load = 10, Handle = 180;
        const int Agents = 14;
        Console.WriteLine($"Ringing, {Agents} agents, load {Load} before ringing, timeout 30 s, {Replications.Usual} × {arrivals:N0} customers a row (the wait has no closed form then; Erlang C of the same load plus what misses cost is printed to compare)");
        Console.WriteLine("answer s     q   lost s/customer         theory   util.    theory   until taken s      ≈ Erlang");
        var customers = 600;
        foreach (var ringing in Cases)
        {
            var demand = Demand.Of(Load, Handle) with { Ringing = ringing };
            var ours = Replications.Of(Centre.Of(Agents), demand, arrivals, customers++);
            var lost = ringing.TimeoutSeconds * ringing.MissProbability / (1 - ringing.MissProbability);
            var like = new ErlangC(demand.Rate, ringing.AnswerSeconds + Handle + lost, Agents);
            Console.WriteLine(
                $"{ringing.AnswerSeconds,8} {ringing.MissProbability,5:0.00}   {ours.Of(r => (double)r.Misses / r.Waits.Length * ringing.TimeoutSeconds),-20} {lost,9:0.0000}   {ours.Of(r => r.Utilisation).Mean:.00000}   {like.Utilisation:.00000}   " +
                $"{ours.Of(r => r.MeanWaitSeconds),-18} {like.MeanWaitSeconds + lost,6:0.000}");
        }

        Console.WriteLine();
    }
}
