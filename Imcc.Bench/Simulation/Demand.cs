namespace Imcc.Bench.Simulation;

/// <summary>The customers who come: at random (Poisson), each with handling time and patience of their own (exponential), decided before any agent is.</summary>
/// <param name="Rate">Arrivals per second.</param>
/// <param name="HandleSeconds">The mean handling time after the ringing.</param>
public sealed record Demand(double Rate, double HandleSeconds)
{
    /// <summary>The mean time after which one who waits leaves; null: nobody does.</summary>
    public double? PatienceSeconds { get; init; }

    /// <summary>The share of each group, from number 0; they add up to 1.</summary>
    public IReadOnlyList<double> GroupShares { get; init; } = [1];

    /// <summary>The share of each VIP tier, from tier 0; they add up to 1.</summary>
    public IReadOnlyList<double> TierShares { get; init; } = [1];

    /// <summary>How an agent answers; null: at once.</summary>
    public Ringing? Ringing { get; init; }

    /// <summary>So much load in Erlang.</summary>
    public static Demand Of(double load, double handleSeconds = 180) => new(load / handleSeconds, handleSeconds);
}

/// <summary>What an offer costs before it is answered.</summary>
/// <param name="AnswerSeconds">The mean time until it is accepted, exponential.</param>
/// <param name="MissProbability">0 to below 1: that it is not accepted.</param>
/// <param name="TimeoutSeconds">How long a missed one rings.</param>
public sealed record Ringing(double AnswerSeconds, double MissProbability, double TimeoutSeconds);
