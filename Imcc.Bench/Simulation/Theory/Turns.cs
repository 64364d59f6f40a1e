namespace Imcc.Bench.Simulation.Theory;

/// <summary>Rules that give turns by weight, as plain as they can be written, and how far each is from the ideal in its worst moment.</summary>
public static class Turns
{
    /// <summary>
    /// A. Sainte-Laguë 1910, D. Webster 1832: the next goes to the lowest (2·given + 1) / (2·weight). How far it strays depends on the weights:
    /// many light ones of the same weight take their turns one after the other.
    /// </summary>
    /// <returns>The greatest difference, in turns, between what somebody was given and the share of what was given out until then.</returns>
    public static double DriftOfHalfTurns(IReadOnlyList<int> weights, int turns)
    {
        var given = new int[weights.Count];
        return Drift(weights, turns, given, () =>
        {
            var next = 0;
            for (var i = 1; i < weights.Count; i++)
            {
                var order = ((2L * given[i] + 1) * weights[next]).CompareTo((2L * given[next] + 1) * weights[i]);
                if (order < 0 || (order == 0 && weights[i] > weights[next]))
                    next = i;
            }

            return next;
        });
    }

    /// <summary>Smooth weighted round robin, as in nginx: everybody is credited with the weight, the richest pays the sum of all.</summary>
    /// <returns>As <see cref="DriftOfHalfTurns"/>.</returns>
    public static double DriftOfSmoothRoundRobin(IReadOnlyList<int> weights, int turns)
    {
        var credit = new int[weights.Count];
        return Drift(weights, turns, new int[weights.Count], () =>
        {
            var next = 0;
            for (var i = 0; i < weights.Count; i++)
            {
                credit[i] += weights[i];
                if (credit[i] > credit[next])
                    next = i;
            }

            credit[next] -= weights.Sum();
            return next;
        });
    }

    private static double Drift(IReadOnlyList<int> weights, int turns, int[] given, Func<int> next)
    {
        var greatest = 0.0;
        double sum = weights.Sum();
        for (var turn = 1; turn <= turns; turn++)
        {
            given[next()]++;
            for (var i = 0; i < weights.Count; i++)
                greatest = Math.Max(greatest, Math.Abs(given[i] - turn * weights[i] / sum));
        }

        return greatest;
    }
}
