namespace Imcc.Core.Delivery;

/// <summary>
/// The generic cell rate algorithm: one point in time says how much of a rate is used up. In any span of t seconds it lets at most rate × t + burst through,
/// whatever is asked of it and however its rate is changed in between.
/// </summary>
/// <param name="PerSecond">0: nothing passes.</param>
/// <param name="Burst">At least 1.</param>
/// <param name="Arrival">When the next call would be due if calls came evenly, on the caller's own time line.</param>
public readonly record struct Gcra(double PerSecond, double Burst, TimeSpan Arrival)
{
    // A thousandth of a call: what rounding to ticks may take away.
    private const double Grain = 0.001;

    /// <summary>With one call free and the rest of the burst still to be earned: a node that starts over and over gives nothing away.</summary>
    public static Gcra Begin(double perSecond, double burst, TimeSpan now) => new Gcra(perSecond, burst, now).Holding(1, now);

    /// <summary>Calls that may be made at this moment.</summary>
    public double Free(TimeSpan now) => PerSecond <= 0 ? 0 : Math.Min(Burst, Burst - (Arrival - now).TotalSeconds * PerSecond);

    /// <param name="reserve">Calls of the burst that must be left over.</param>
    /// <returns>When one may be made: now, or later; null: never at this rate.</returns>
    public TimeSpan? OpensAt(double reserve, TimeSpan now)
    {
        if (PerSecond <= 0)
            return null;
        var missing = Math.Min(1 + reserve, Burst) - Free(now);
        return missing <= Grain ? now : now + TimeSpan.FromTicks((long)Math.Ceiling(missing / PerSecond * TimeSpan.TicksPerSecond));
    }

    /// <summary>One call is made.</summary>
    public Gcra Take(TimeSpan now) => this with { Arrival = (Arrival > now ? Arrival : now) + TimeSpan.FromSeconds(1 / PerSecond) };

    /// <summary>The same number of free calls at another rate: a share that grows brings no calls with it, it only earns them faster.</summary>
    public Gcra At(double perSecond, double burst, TimeSpan now) =>
        perSecond == PerSecond && burst == Burst ? this : new Gcra(perSecond, Math.Max(1, burst), now).Holding(Math.Min(Free(now), Math.Max(1, burst)), now);

    private Gcra Holding(double free, TimeSpan now) =>
        PerSecond <= 0 ? this with { Arrival = now } : this with { Arrival = now + TimeSpan.FromSeconds((Burst - Math.Min(free, Burst)) / PerSecond) };
}
