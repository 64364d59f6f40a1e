using System.Collections.Concurrent;

namespace Imcc.Infrastructure.Channels.OneBot;

/// <summary>A personal account that writes like a machine is banned: at least a second between its messages, and not always the same.</summary>
internal sealed class OneBotPace(TimeProvider time)
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private const double Jitter = 0.6;

    /// <summary>Whoever would wait longer comes back later: a delivery is not held on lease for standing in a line.</summary>
    private static readonly TimeSpan MostWaiting = TimeSpan.FromSeconds(4);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _next = new();

    /// <returns>How long to wait for the turn that is now taken; or, with no turn taken, when to ask again.</returns>
    public (bool IsTaken, TimeSpan Wait) Take(Guid accountId)
    {
        while (true)
        {
            var now = time.GetUtcNow();
            var known = _next.GetOrAdd(accountId, now);
            // A clock that was set back must not silence the account.
            var turn = known < now || known > now + TimeSpan.FromMinutes(1) ? now : known;
            if (turn - now > MostWaiting)
                return (false, turn - now);
            if (_next.TryUpdate(accountId, turn + Least * (1 + Random.Shared.NextDouble() * Jitter), known))
                return (true, turn - now);
        }
    }
}
