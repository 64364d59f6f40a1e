namespace Imcc.Bench.Simulation;

/// <summary>The same case several times with different customers.</summary>
public sealed class Replications
{
    /// <summary>How many a case is given unless it says otherwise.</summary>
    public const int Usual = 10;

    private readonly Run[] _runs;

    private Replications(Run[] runs) => _runs = runs;

    /// <param name="arrivals">In each replication, at least 100; the first twentieth is not measured.</param>
    /// <param name="customers">Cases with the same number have the same customers, where the demand is the same: their chance is not independent.</param>
    public static Replications Of(Centre centre, Demand demand, int arrivals, int customers, int count = Usual)
    {
        var runs = new Run[count];
        Parallel.For(0, count, i => runs[i] = VirtualDay.Run(centre, demand, arrivals, arrivals / 20, (ulong)(customers * 1000 + i)));
        return new(runs);
    }

    public Estimate Of(Func<Run, double> figure) => Estimate.Of([.. _runs.Select(figure)]);
}
