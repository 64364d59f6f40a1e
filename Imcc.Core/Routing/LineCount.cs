namespace Imcc.Core.Routing;

/// <summary>What one agent was given in one line since the day began. The time runs with the agent's while the agent is a member.</summary>
internal sealed class LineCount
{
    private TimeSpan _before;
    private bool _runs;

    public long Assigned { get; private set; }

    public DateTimeOffset LastTakenAt { get; private set; } = DateTimeOffset.MinValue;

    /// <param name="agentTime">The agent's routable time today; so in all other members.</param>
    public Tally At(TimeSpan agentTime) => new(Assigned, _runs ? agentTime + _before : _before);

    public void Count(DateTimeOffset at)
    {
        Assigned++;
        TakenAt(at);
    }

    public void TakenAt(DateTimeOffset at) => LastTakenAt = at > LastTakenAt ? at : LastTakenAt;

    /// <summary>The agent is a member (again) or none any more.</summary>
    public void Run(bool runs, TimeSpan agentTime)
    {
        if (runs == _runs)
            return;
        _before = runs ? _before - agentTime : _before + agentTime;
        _runs = runs;
    }

    public void Set(Tally tally, TimeSpan agentTime)
    {
        Assigned = tally.Assigned;
        _before = _runs ? tally.Routable - agentTime : tally.Routable;
    }

    public void StartDay()
    {
        Assigned = 0;
        _before = TimeSpan.Zero;
    }
}
