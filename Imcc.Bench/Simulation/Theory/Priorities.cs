using Imcc.Core.Schedule;

namespace Imcc.Bench.Simulation.Theory;

/// <summary>
/// Mean waits of several classes of customers with the same handling time in one M/M/c line, nobody being interrupted. What one class
/// gains another loses: the mean over all customers is Erlang C's (the conservation law, Kleinrock 1965).
/// </summary>
public static class Priorities
{
    /// <summary>
    /// The first class before the second, whatever the second has waited: A. Cobham 1954, "Priority assignment in waiting line problems".
    /// </summary>
    /// <param name="all">All classes together.</param>
    /// <param name="shares">Each class's share of the arrivals, the most important first; they add up to 1.</param>
    /// <returns>Mean waits in seconds, in the same order.</returns>
    public static double[] Strict(ErlangC all, params double[] shares)
    {
        var remaining = all.ProbabilityOfWaiting * all.HandleSeconds / all.Servers;
        var waits = new double[shares.Length];
        var before = 0.0;
        for (var k = 0; k < shares.Length; k++)
        {
            var with = before + shares[k] * all.Utilisation;
            waits[k] = remaining / ((1 - before) * (1 - with));
            before = with;
        }

        return waits;
    }

    /// <summary>
    /// Served by the highest of slope times wait: L. Kleinrock 1964, "A delay dependent queue discipline" (accumulating priority).
    /// </summary>
    /// <param name="all">All classes together.</param>
    /// <param name="classes">Each class's share of the arrivals and its slope, in any order; the shares add up to 1, the slopes are above 0.</param>
    /// <returns>Mean waits in seconds, in the same order.</returns>
    public static double[] Aging(ErlangC all, params (double Share, double Slope)[] classes)
    {
        var waits = new double[classes.Length];
        var solved = new List<int>();
        // The slowest first: the wait of each depends on those of the slower ones.
        foreach (var p in Enumerable.Range(0, classes.Length).OrderBy(i => classes[i].Slope))
        {
            var gained = solved.Sum(i => Load(i) * waits[i] * (1 - classes[i].Slope / classes[p].Slope));
            var faster = Enumerable.Range(0, classes.Length).Where(i => classes[i].Slope > classes[p].Slope);
            waits[p] = (all.MeanWaitSeconds - gained) / (1 - faster.Sum(i => Load(i) * (1 - classes[p].Slope / classes[i].Slope)));
            solved.Add(p);
        }

        return waits;

        double Load(int i) => classes[i].Share * all.Utilisation;
    }
}
