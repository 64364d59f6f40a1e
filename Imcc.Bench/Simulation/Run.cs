namespace Imcc.Bench.Simulation;

/// <summary>What one simulation came to. What is said of customers leaves out the first ones, who came while the centre filled.</summary>
public sealed class Run
{
    /// <summary>In place of the agent of a customer who left unserved.</summary>
    public const int Nobody = -1;

    private readonly int _warmUp;
    private readonly int _slots;

    internal Run(Centre centre, int arrivals, int warmUp)
    {
        _warmUp = warmUp;
        _slots = centre.Slots;
        Waits = new long[arrivals];
        Agents = new int[arrivals];
        Groups = new byte[arrivals];
        Tiers = new byte[arrivals];
        Served = new int[centre.Agents.Count];
        BusyTicks = new long[centre.Agents.Count];
    }

    /// <summary>Each customer's ticks from joining to the offer that was taken, or to leaving.</summary>
    public long[] Waits { get; }

    /// <summary>The agent who served each customer, or <see cref="Nobody"/>.</summary>
    public int[] Agents { get; }

    /// <summary>How many customers each agent served.</summary>
    public int[] Served { get; }

    /// <summary>The ticks of each agent's slots taken, summed over the slots.</summary>
    public long[] BusyTicks { get; }

    /// <summary>Offers that were not accepted.</summary>
    public int Misses { get; internal set; }

    /// <summary>The share of all who did not get an offer at once.</summary>
    public double ProbabilityOfWaiting => Share(i => Waits[i] > 0);

    /// <summary>The share of all who left unserved.</summary>
    public double ProbabilityOfLeaving => Share(i => Agents[i] == Nobody);

    /// <summary>The mean wait in seconds, of those who left as well.</summary>
    public double MeanWaitSeconds => MeanWaitWhere(_ => true);

    /// <summary>How many waited on average, measured at the line and not from the waits.</summary>
    public double MeanQueue => (double)WaitingArea / WindowTicks;

    /// <summary>The share of the slots' time that was taken.</summary>
    public double Utilisation => (double)BusyArea / WindowTicks / _slots;

    /// <summary>Customers per second in the measured time.</summary>
    public double Rate => (double)(Waits.Length - _warmUp - 1) / WindowTicks * TimeSpan.TicksPerSecond;

    internal byte[] Groups { get; }

    internal byte[] Tiers { get; }

    /// <summary>Ticks waited, summed over the line, from the first measured arrival to the last one.</summary>
    internal long WaitingArea { get; set; }

    internal long BusyArea { get; set; }

    internal long WindowTicks { get; set; }

    /// <summary>The share of all who were served and waited at most so long.</summary>
    public double ServedWithin(double seconds) => Share(i => Agents[i] != Nobody && Waits[i] <= seconds * TimeSpan.TicksPerSecond);

    /// <summary>The mean wait in seconds of one VIP tier.</summary>
    public double MeanWaitOfTier(int tier) => MeanWaitWhere(i => Tiers[i] == tier);

    /// <summary>The mean wait in seconds of one group's customers.</summary>
    public double MeanWaitOfGroup(int group) => MeanWaitWhere(i => Groups[i] == group);

    private double MeanWaitWhere(Func<int, bool> counts)
    {
        var (sum, n) = (0L, 0);
        for (var i = _warmUp; i < Waits.Length; i++)
        {
            if (!counts(i))
                continue;
            sum += Waits[i];
            n++;
        }

        return (double)sum / n / TimeSpan.TicksPerSecond;
    }

    private double Share(Func<int, bool> counts)
    {
        var n = 0;
        for (var i = _warmUp; i < Waits.Length; i++)
        {
            if (counts(i))
                n++;
        }

        return (double)n / (Waits.Length - _warmUp);
    }
}
