namespace Imcc.Core.Routing;

/// <summary>How long an agent has been routable since the day began. A clock that jumps back takes nothing away.</summary>
internal sealed class RoutableTime
{
    private TimeSpan _before;
    private DateTimeOffset _countedFrom;

    public bool Runs { get; private set; }

    /// <summary>When it began to run the last time.</summary>
    public DateTimeOffset Since { get; private set; } = DateTimeOffset.MinValue;

    public TimeSpan At(DateTimeOffset now) => Runs && now > _countedFrom ? _before + (now - _countedFrom) : _before;

    public void Run(bool runs, DateTimeOffset? since, DateTimeOffset now)
    {
        if (runs == Runs)
            return;
        _before = At(now);
        Runs = runs;
        if (!runs)
            return;
        _countedFrom = now;
        Since = since ?? now;
    }

    public void StartDay(DateTimeOffset now)
    {
        _before = TimeSpan.Zero;
        _countedFrom = now;
    }
}
