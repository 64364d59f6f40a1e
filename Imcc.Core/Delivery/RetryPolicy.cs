namespace Imcc.Core.Delivery;

/// <summary>When a delivery that failed for the moment is tried again, and when it is given up.</summary>
public sealed record RetryPolicy
{
    public static readonly RetryPolicy Default = new();

    /// <summary>The longest wait after the first failure; it doubles with each further one.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(5);

    public int MaxAttempts { get; init; } = 40;

    /// <summary>A customer who reads an answer a day later is helped by nobody.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromHours(24);

    /// <param name="attempts">Attempts made so far, all failed; at least 1.</param>
    /// <param name="writtenAt">When the message was written.</param>
    /// <param name="after">What the channel asks to wait.</param>
    /// <param name="random">In [0, 1): spreads those who failed together over the second half of the wait.</param>
    /// <returns>When to try again; null: give up.</returns>
    public DateTimeOffset? NextAttempt(int attempts, DateTimeOffset writtenAt, TimeSpan? after, double random, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        if (random is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(random), random, "Must be in [0, 1).");
        if (attempts >= MaxAttempts)
            return null;
        // Doubling a TimeSpan 60 times would overflow; as a double it only grows large.
        var wait = Math.Min(First.TotalMilliseconds * Math.Pow(2, attempts - 1), Longest.TotalMilliseconds) * (0.5 + random / 2);
        var left = writtenAt + MaxAge - now;
        var asked = after is { } a && a > TimeSpan.Zero ? a : TimeSpan.Zero;
        // The channel's wish comes first and the spread on top: all who failed together were told the same time.
        if (asked > left)
            return null;
        var total = asked + TimeSpan.FromMilliseconds(wait);
        return total > left ? null : now + total;
    }
}
