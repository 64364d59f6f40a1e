namespace Imcc.Core.Delivery;

/// <summary>How fast an interface of an account may be called, by all nodes together.</summary>
/// <param name="PerSecond">Calls per second in the long run; above 0.</param>
/// <param name="Burst">Calls that may follow each other at once after a quiet time; at least 1.</param>
/// <param name="AtOnce">The most calls of one node that are under way at a time; at least 1.</param>
public sealed record SendRate(double PerSecond, int Burst, int AtOnce)
{
    /// <summary>The part of the burst that only the more urgent may use: what a person writes never finds it spent by a campaign.</summary>
    public double ReserveAgainst(SendPriority priority) => priority switch
    {
        SendPriority.Person => 0,
        SendPriority.Automatic => Burst / 8.0,
        _ => Burst / 4.0,
    };
}
