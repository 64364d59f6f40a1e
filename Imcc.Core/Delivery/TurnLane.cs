namespace Imcc.Core.Delivery;

/// <summary>One interface of one account in a <see cref="TurnBook"/>: who waits for it, and how much it bears.</summary>
public sealed class TurnLane
{
    private const int LongestWaitEvery = 10;

    private readonly LinkedList<WaitingTurn>[] _queues = [new(), new(), new(), new()];
    private TimeSpan? _pausedUntil;
    private int _urgentTurns;

    internal TurnLane(LaneKey key, SendRate rate, TimeSpan now)
    {
        Key = key;
        Rate = rate;
        Speed = Gcra.Begin(rate.PerSecond, rate.Burst, now);
        Window = Aimd.Begin(rate.AtOnce);
        LastUse = now;
    }

    public LaneKey Key { get; }

    public SendRate Rate { get; private set; }

    /// <summary>This node's part of the rate, 0 to 1.</summary>
    public double Part { get; private set; } = 1;

    public Gcra Speed { get; private set; }

    public Aimd Window { get; private set; }

    public int Running { get; private set; }

    public int Waiting => _queues.Sum(q => q.Count);

    public TimeSpan LastUse { get; private set; }

    /// <summary>Calls made since the host last asked for a part of the rate.</summary>
    public int Used { get; set; }

    /// <summary>This node's part, and the rate as it is configured now.</summary>
    public void Share(SendRate rate, double part, TimeSpan now)
    {
        (Rate, Part) = (rate, part);
        Speed = Speed.At(rate.PerSecond * part, rate.Burst * part, now);
        Window = Window.WithMost(rate.AtOnce);
    }

    /// <param name="until"><see cref="TimeSpan.MaxValue"/>: until <see cref="Resume"/>.</param>
    public void Pause(TimeSpan until) => _pausedUntil = _pausedUntil > until ? _pausedUntil : until;

    public void Resume() => _pausedUntil = null;

    public bool IsPaused(TimeSpan now) => _pausedUntil > now;

    public TimeSpan? PausedUntil => _pausedUntil;

    internal void Join(WaitingTurn turn)
    {
        turn.Place = _queues[(int)turn.Priority].AddLast(turn);
        LastUse = turn.Since;
    }

    internal static void Leave(WaitingTurn turn)
    {
        if (turn.Place is { List: { } queue } place)
            queue.Remove(place);
    }

    /// <summary>Who goes next, if anybody may at this moment.</summary>
    internal WaitingTurn? Head(TimeSpan now) =>
        IsPaused(now) ? null : Choice() is { } turn && Running < Window.AtOnceFor(turn.Priority) && Speed.OpensAt(Reserve(turn.Priority), now) <= now ? turn : null;

    /// <summary>When the rate or a pause would let the next one go; null: it does not depend on the time.</summary>
    internal TimeSpan? OpensAt(TimeSpan now)
    {
        if (Choice() is not { } turn)
            return null;
        if (IsPaused(now))
            return _pausedUntil == TimeSpan.MaxValue ? null : _pausedUntil;
        return Running < Window.AtOnceFor(turn.Priority) ? Speed.OpensAt(Reserve(turn.Priority), now) : null;
    }

    internal void Begin(WaitingTurn turn, TimeSpan now)
    {
        Leave(turn);
        if (turn.Priority != SendPriority.Person)
            _urgentTurns = IsMostUrgent(turn) ? _urgentTurns + 1 : 0;
        Speed = Speed.Take(now);
        Running++;
        Used++;
        turn.WasFull = Running >= Window.AtOnceFor(turn.Priority);
        LastUse = now;
    }

    internal void End(WaitingTurn turn, TimeSpan took, bool isTrouble, TimeSpan now)
    {
        Running--;
        Window = Window.After(took, isTrouble, turn.WasFull, now);
        LastUse = now;
    }

    private double Reserve(SendPriority priority) => Rate.ReserveAgainst(priority) * Part;

    private WaitingTurn? Choice()
    {
        if (_queues[(int)SendPriority.Person].First is { } person)
            return person.Value;
        var heads = _queues.Where(q => q.Count > 0).Select(q => q.First!.Value);
        return _urgentTurns >= LongestWaitEvery - 1 ? heads.MinBy(t => t.Since) : heads.FirstOrDefault();
    }

    // The queue it came from is the first of those that are not empty, or was.
    private bool IsMostUrgent(WaitingTurn turn) =>
        !_queues.Take((int)turn.Priority).Any(q => q.Count > 0) && _queues.Skip((int)turn.Priority + 1).Any(q => q.Count > 0);
}
