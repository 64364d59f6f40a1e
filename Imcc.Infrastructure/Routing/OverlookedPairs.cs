using Imcc.Core.Routing;

namespace Imcc.Infrastructure.Routing;

/// <summary>
/// The watchdog: tells of a pair that could be made and has not been made for longer than two looks in a row; once for as long as it lasts.
/// A look goes through everybody, so it is taken as seldom as it is long: never more than a twentieth of the time.
/// </summary>
internal sealed class OverlookedPairs(TimeProvider time)
{
    private const int Looks = 3;
    private const int Share = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private Dictionary<Guid, int> _seen = [];
    private DateTimeOffset _nextAt;

    public IEnumerable<(Guid ConversationId, Guid AgentId)> Lasting(Acd acd, DateTimeOffset now)
    {
        if (now < _nextAt && _seen.Count == 0)
            return [];
        var began = time.GetTimestamp();
        var seen = new Dictionary<Guid, int>();
        var lasting = new List<(Guid, Guid)>();
        foreach (var pair in acd.Overlooked(now))
        {
            var looks = seen[pair.ConversationId] = _seen.GetValueOrDefault(pair.ConversationId) + 1;
            if (looks == Looks)
                lasting.Add(pair);
        }

        _seen = seen;
        var took = time.GetElapsedTime(began) * Share;
        _nextAt = now + (took > Pause ? took : Pause);
        return lasting;
    }
}
