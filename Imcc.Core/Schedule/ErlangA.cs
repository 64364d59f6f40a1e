namespace Imcc.Core.Schedule;

/// <summary>
/// Queueing with impatient customers, M/M/c+M: C. Palm 1957; Garnett, Mandelbaum and Reiman 2002, "Designing a call center with impatient
/// customers". Each customer who waits leaves after an exponential time of their own. Solved as the birth and death process that it is.
/// </summary>
public sealed class ErlangA
{
    /// <summary>A state so much rarer than the likeliest one is not worth adding: e^-45.</summary>
    private const double Negligible = 2.9e-20;

    /// <summary>Probabilities of so many in the line, the first of them for <see cref="_fewest"/>.</summary>
    private readonly double[] _waiting;
    private readonly int _fewest;
    private readonly double _serviceRate;
    private readonly double _leaveRate;
    private readonly int _servers;

    /// <param name="rate">Arrivals per second, above 0.</param>
    /// <param name="handleSeconds">The mean handling time, above 0.</param>
    /// <param name="patienceSeconds">The mean time after which a waiting customer leaves, above 0.</param>
    /// <param name="servers">At least 1; may be fewer than the load.</param>
    public ErlangA(double rate, double handleSeconds, double patienceSeconds, int servers)
    {
        (_servers, _serviceRate, _leaveRate) = (servers, 1 / handleSeconds, 1 / patienceSeconds);
        // From the likeliest state to both sides: of five hundred servers and hardly any customers, or of a line of a million that nobody leaves, no other state is ever
        // looked at than those in which the system is.
        var likeliest = LikeliestState(rate);
        var (below, above) = (new List<double>(), new List<double> { 1 });
        for (var (n, weight) = (likeliest, 1.0); n > 0 && (weight *= Departures(n) / rate) > Negligible; n--)
            below.Add(weight);
        for (var (n, weight) = (likeliest + 1, 1.0); n <= servers || weight > Negligible; n++)
            above.Add(weight *= rate / Departures(n));
        below.Reverse();
        double[] weights = [.. below, .. above];
        var (first, sum) = (likeliest - below.Count, weights.Sum());
        _fewest = Math.Max(0, first - servers);
        _waiting = [.. weights.Skip(Math.Max(0, servers - first)).Select(w => w / sum)];
        ProbabilityOfWaiting = _waiting.Sum();
        MeanQueue = _waiting.Select((q, i) => (_fewest + i) * q).Sum();
        Occupancy = weights.Select((w, i) => Math.Min(first + i, servers) * w).Sum() / sum / servers;
        ProbabilityOfLeaving = MeanQueue * _leaveRate / rate;
        MeanWaitSeconds = MeanQueue / rate;
    }

    /// <summary>The probability that all servers are busy, which is what who comes finds.</summary>
    public double ProbabilityOfWaiting { get; }

    /// <summary>The share of all who come that leave unserved; exactly the mean wait over the mean patience.</summary>
    public double ProbabilityOfLeaving { get; }

    /// <summary>The mean time in the line of all who come, whether they were served, left or did not wait.</summary>
    public double MeanWaitSeconds { get; }

    /// <summary>The mean number of those who wait.</summary>
    public double MeanQueue { get; }

    /// <summary>The share of the servers' time that is spent serving.</summary>
    public double Occupancy { get; }

    /// <summary>The share of all who come that are served after at most so long; those who leave before count as not served in time.</summary>
    public double ServiceLevel(double seconds)
    {
        // Behind k others, the time V until one's turn is a sum of exponential times with rates cμ, cμ+θ … cμ+kθ, so that U = exp(-θV) is
        // Beta(x, k+1) with x = cμ/θ; U is also the probability of having the patience. E[U; U ≥ z] is the mean times the tail of Beta(x+1, k+1).
        var x = _servers * _serviceRate / _leaveRate;
        var part = _leaveRate * seconds;
        // Of one and a little less than one, the difference has no digits left.
        var sooner = part < 1e-5 ? part * (1 - (part / 2)) : 1 - Math.Exp(-part);
        double served = 1 - ProbabilityOfWaiting, longer = 0, term = -part * (x + 1);
        for (var k = 0; k < _fewest + _waiting.Length && longer < 1; k++)
        {
            longer += Math.Exp(term);
            if (k >= _fewest)
                served += _waiting[k - _fewest] * x / (x + k + 1) * Math.Max(0, 1 - longer);
            // Beyond that nobody's turn comes in time.
            if (longer > 1 - 1e-13)
                break;
            term += Math.Log(sooner * (x + 1 + k) / (k + 1));
        }

        return Math.Clamp(served, 0, 1);
    }

    /// <summary>Where as many go as come.</summary>
    private int LikeliestState(double rate)
    {
        var overload = rate - (_servers * _serviceRate);
        return overload <= 0 ? (int)(rate / _serviceRate) : _servers + (int)Math.Min(overload / _leaveRate, 1e9);
    }

    /// <summary>How many go in a second, of so many: served, or tired of waiting.</summary>
    private double Departures(int customers) => (Math.Min(customers, _servers) * _serviceRate) + (Math.Max(customers - _servers, 0) * _leaveRate);
}
