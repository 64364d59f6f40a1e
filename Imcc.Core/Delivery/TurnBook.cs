namespace Imcc.Core.Delivery;

/// <summary>
/// Decides who may call next. Accounts take turns; within one account whoever is more urgent goes first, and one turn in ten of what is not a person's goes to
/// whoever has waited longest. A lane is one interface of one account, with a rate, a number of calls at a time and, now and then, a pause.
/// Not safe for several threads: whoever hosts it locks.
/// </summary>
/// <param name="mostAtOnce">Calls of this node under way at a time, of all lanes together.</param>
public sealed class TurnBook(int mostAtOnce)
{
    private readonly Dictionary<LaneKey, TurnLane> _lanes = [];
    // Accounts that wait, in turn.
    private readonly List<Guid> _ring = [];
    private int _next;
    private int _running;

    public IReadOnlyCollection<TurnLane> Lanes => _lanes.Values;

    public int Running => _running;

    public TurnLane Lane(LaneKey key, Func<LaneKey, SendRate> rateOf, TimeSpan now)
    {
        if (!_lanes.TryGetValue(key, out var lane))
            _lanes[key] = lane = new TurnLane(key, rateOf(key), now);
        return lane;
    }

    public WaitingTurn Join(TurnLane lane, SendPriority priority, TimeSpan now)
    {
        var turn = new WaitingTurn(lane, priority, now);
        lane.Join(turn);
        if (!_ring.Contains(lane.Key.AccountId))
            _ring.Add(lane.Key.AccountId);
        return turn;
    }

    /// <summary>Waits no longer.</summary>
    public static void Leave(WaitingTurn turn) => TurnLane.Leave(turn);

    /// <summary>Lets in whoever may go now.</summary>
    /// <returns>Those; and when to ask again though nothing else happens, or null.</returns>
    public (IReadOnlyList<WaitingTurn> Admitted, TimeSpan? AskAgainAt) Admit(TimeSpan now)
    {
        var admitted = new List<WaitingTurn>();
        while (_running < mostAtOnce && NextTurn(now) is { } turn)
        {
            turn.Lane.Begin(turn, now);
            _running++;
            admitted.Add(turn);
        }

        TimeSpan? at = null;
        foreach (var lane in _lanes.Values)
        {
            if (lane.OpensAt(now) is { } opens && opens > now && (at is null || opens < at))
                at = opens;
        }

        return (admitted, at);
    }

    /// <param name="pauseUntil">Nothing goes by this lane until then; null: no pause.</param>
    public void End(WaitingTurn turn, TimeSpan took, bool isTrouble, TimeSpan? pauseUntil, TimeSpan now)
    {
        _running--;
        turn.Lane.End(turn, took, isTrouble, now);
        if (pauseUntil is { } until)
            turn.Lane.Pause(until);
    }

    private WaitingTurn? NextTurn(TimeSpan now)
    {
        for (var i = 0; i < _ring.Count;)
        {
            var at = (_next + i) % _ring.Count;
            var account = _ring[at];
            WaitingTurn? best = null;
            var waits = false;
            foreach (var lane in _lanes.Values)
            {
                if (lane.Key.AccountId != account || lane.Waiting == 0)
                    continue;
                waits = true;
                if (lane.Head(now) is { } head && (best is null || head.Priority < best.Priority || (head.Priority == best.Priority && head.Since < best.Since)))
                    best = head;
            }

            if (!waits)
            {
                _ring.RemoveAt(at);
                if (at < _next)
                    _next--;
                if (_ring.Count > 0)
                    _next %= _ring.Count;
                continue;
            }

            if (best is not null)
            {
                _next = (at + 1) % _ring.Count;
                return best;
            }

            i++;
        }

        return null;
    }
}

/// <param name="Api">The interface by the channel's own name.</param>
public readonly record struct LaneKey(Guid AccountId, string Api);

/// <summary>Somebody who waits for a turn, or has it.</summary>
public sealed class WaitingTurn(TurnLane lane, SendPriority priority, TimeSpan since)
{
    public TurnLane Lane => lane;

    public SendPriority Priority => priority;

    public TimeSpan Since => since;

    internal LinkedListNode<WaitingTurn>? Place { get; set; }

    internal bool WasFull { get; set; }

    /// <summary>What the host keeps with it.</summary>
    public object? Tag { get; set; }
}
