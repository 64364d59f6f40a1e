namespace Imcc.Core.Schedule;

/// <summary>
/// Queueing without abandonment, M/M/c: A. K. Erlang 1917; the recursion for B as in every textbook of teletraffic. Customers come at
/// random, are served for an exponential time by one of the servers, and wait as long as it takes, the first first.
/// </summary>
/// <param name="Rate">Arrivals per second, above 0.</param>
/// <param name="HandleSeconds">The mean handling time, above 0.</param>
/// <param name="Servers">Slots: agents times conversations at once; with no more than <see cref="Load"/> the line grows for ever.</param>
public sealed record ErlangC(double Rate, double HandleSeconds, int Servers)
{
    /// <summary>The offered load a in Erlang.</summary>
    public double Load => Rate * HandleSeconds;

    /// <summary>The share of the slots' time that is spent serving, 0 to 1.</summary>
    public double Utilisation => Load / Servers;

    /// <summary>Erlang B: the probability that all are busy if nobody could wait.</summary>
    public double Blocking
    {
        get
        {
            var b = 1.0;
            for (var n = 1; n <= Servers; n++)
                b = Load * b / (n + (Load * b));
            return b;
        }
    }

    /// <summary>Erlang C: the probability of not being served at once.</summary>
    public double ProbabilityOfWaiting
    {
        get
        {
            var b = Blocking;
            return Servers * b / (Servers - (Load * (1 - b)));
        }
    }

    /// <summary>The mean wait of all, those who did not wait included (average speed of answer).</summary>
    public double MeanWaitSeconds => ProbabilityOfWaiting * HandleSeconds / (Servers - Load);

    /// <summary>The mean number of those who wait, by Little's law.</summary>
    public double MeanQueue => Rate * MeanWaitSeconds;

    /// <summary>The probability of a wait of at most so long; 0 where the line grows for ever.</summary>
    public double ServiceLevel(double seconds) => Servers <= Load ? 0 : 1 - (ProbabilityOfWaiting * Math.Exp(-(Servers - Load) * seconds / HandleSeconds));

    /// <summary>The wait that the share <paramref name="p"/> of all customers does not exceed; 0 to 1.</summary>
    public double WaitPercentileSeconds(double p) => Math.Max(0, Math.Log(ProbabilityOfWaiting / (1 - p)) * HandleSeconds / (Servers - Load));

    /// <summary>The case of so many servers and so much load.</summary>
    public static ErlangC Of(int servers, double load, double handleSeconds = 180) => new(load / handleSeconds, handleSeconds, servers);
}
