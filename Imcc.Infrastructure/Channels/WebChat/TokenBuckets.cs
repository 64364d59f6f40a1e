using System.Diagnostics.CodeAnalysis;

namespace Imcc.Infrastructure.Channels.WebChat;

/// <summary>
/// A token bucket for each of many: <paramref name="capacity"/> at once, refilled evenly over <paramref name="period"/>. A full bucket is
/// the same as none and is forgotten, so memory follows who was here lately; when <paramref name="maxKeys"/> are counted and none
/// of them is full, newcomers are refused.
/// </summary>
public sealed class TokenBuckets<TKey>(int capacity, TimeSpan period, int maxKeys, TimeProvider time)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Bucket> _buckets = [];
    private long _sweptAt = time.GetTimestamp();

    public int Count
    {
        get
        {
            lock (_lock)
                return _buckets.Count;
        }
    }

    /// <param name="retryAfter">When refused: how long until the next token is there.</param>
    [SuppressMessage("Design", "CA1021:Avoid out parameters", Justification = "The Try pattern.")]
    public bool TryTake(TKey key, out TimeSpan retryAfter)
    {
        var now = time.GetTimestamp();
        lock (_lock)
        {
            if (!_buckets.TryGetValue(key, out var bucket))
            {
                if (_buckets.Count >= maxKeys && !SweepNeedsLock(now))
                {
                    retryAfter = period;
                    return false;
                }

                bucket = new Bucket(capacity, now);
            }

            var tokens = TokensAt(bucket, now);
            if (tokens < 1)
            {
                // Rounded up: who comes back at the time told must not be a hair too early.
                retryAfter = period * ((1 - tokens) / capacity) + TimeSpan.FromMilliseconds(1);
                return false;
            }

            _buckets[key] = new Bucket(tokens - 1, now);
            retryAfter = TimeSpan.Zero;
            return true;
        }
    }

    private double TokensAt(Bucket bucket, long now) =>
        Math.Min(capacity, bucket.Tokens + time.GetElapsedTime(bucket.At, now) / period * capacity);

    /// <summary>At most once a second: under a flood a sweep for each refusal would be the attack's work.</summary>
    private bool SweepNeedsLock(long now)
    {
        if (time.GetElapsedTime(_sweptAt, now) < TimeSpan.FromSeconds(1))
            return false;
        _sweptAt = now;
        foreach (var (key, bucket) in _buckets)
        {
            // Removing the current key while enumerating a dictionary is allowed.
            if (TokensAt(bucket, now) >= capacity)
                _buckets.Remove(key);
        }

        return _buckets.Count < maxKeys;
    }

    private readonly record struct Bucket(double Tokens, long At);
}
