namespace Imcc.Bench.Simulation.Theory;

/// <summary>
/// Queueing with impatient customers, M/M/c+M: C. Palm 1957; Garnett, Mandelbaum and Reiman 2002, "Designing a call center with impatient
/// customers". Each customer who waits leaves after an exponential time of their own. Solved as the birth and death process that it is.
/// </summary>
public sealed class ErlangA
{
    /// <summary>Beyond this share of the sum a state is not worth adding.</summary>
    private const double Negligible = 1e-18;

    private readonly double[] _waiting;
    private readonly double _serviceRate;
    private readonly double _leaveRate;
    private readonly int _servers;

    /// <param name="rate">Arrivals per second.</param>
    /// <param name="handleSeconds">The mean handling time.</param>
    /// <param name="patienceSeconds">The mean time after which a waiting customer leaves.</param>
    /// <param name="servers">At least 1; may be fewer than the load.</param>
    public ErlangA(double rate, double handleSeconds, double patienceSeconds, int servers)
    {
        (_servers, _serviceRate, _leaveRate) = (servers, 1 / handleSeconds, 1 / patienceSeconds);
        // All relative to the state in which everybody is busy and nobody waits.
        double below = 0, busy = 0;
        var p = 1.0;
        for (var n = servers; n > 0; n--)
        {
            p *= n * _serviceRate / rate;
            below += p;
            busy += (n - 1) * p;
        }

        var states = new List<double> { 1.0 };
        var full = 1.0;
        for (p = 1.0; p > Negligible * full;)
        {
            p *= rate / (servers * _serviceRate + states.Count * _leaveRate);
            states.Add(p);
            full += p;
        }

        var sum = below + full;
        _waiting = [.. states.Select(s => s / sum)];
        ProbabilityOfWaiting = full / sum;
        MeanQueue = _waiting.Select((q, k) => k * q).Sum();
        Occupancy = (busy + servers * full) / sum / servers;
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
        var z = Math.Exp(-_leaveRate * seconds);
        double served = 1 - ProbabilityOfWaiting, longer = 0, term = Math.Pow(z, x + 1);
        for (var k = 0; k < _waiting.Length; k++)
        {
            longer += term;
            served += _waiting[k] * x / (x + k + 1) * (1 - longer);
            term *= (1 - z) * (x + 1 + k) / (k + 1);
        }

        return served;
    }
}
