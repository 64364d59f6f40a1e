using System.Collections.Concurrent;

namespace Imcc.Infrastructure.Notices;

/// <summary>
/// The hosts that did not answer lately. One of them is asked now and then whether it is back, and costs one call; all else that is to be told there waits,
/// so that the results of others do not.
/// </summary>
internal sealed class SilentHosts
{
    private const int Most = 1000;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, Silence> _hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Until when it is not to be called; null: it is not silent, or its pause is over.</summary>
    public DateTimeOffset? SilentUntil(string host, DateTimeOffset now) => _hosts.TryGetValue(host, out var silence) && silence.Until > now ? silence.Until : null;

    /// <summary>Asks leave to call it: of those who ask when a pause is over one has it, and the others wait for what comes of it.</summary>
    /// <returns>Null: it may be called. Else when to ask again.</returns>
    public DateTimeOffset? Claim(string host, DateTimeOffset now)
    {
        if (!_hosts.TryGetValue(host, out var silence))
            return null;
        if (silence.Until > now)
            return silence.Until;
        return _hosts.TryUpdate(host, silence with { Until = now + First }, silence) ? null : now + First;
    }

    public void Answered(string host) => _hosts.TryRemove(host, out _);

    /// <param name="calledAt">When the call began: several that were under way together tell the same once.</param>
    public void DidNotAnswer(string host, DateTimeOffset calledAt, DateTimeOffset now)
    {
        // So many at once: then it is our own network, and each is asked again.
        if (_hosts.Count >= Most)
            _hosts.Clear();
        _hosts.AddOrUpdate(host, _ => new(now + First, First, now), (_, before) =>
        {
            if (calledAt < before.Since)
                return before;
            var pause = before.Pause * 2 < Longest ? before.Pause * 2 : Longest;
            return new(now + pause, pause, now);
        });
    }

    /// <param name="Pause">How long it lasts from the last call that was not answered.</param>
    /// <param name="Since">When that was known.</param>
    private sealed record Silence(DateTimeOffset Until, TimeSpan Pause, DateTimeOffset Since);
}
