using Imcc.Core.Organisation;

namespace Imcc.Core.Routing;

/// <summary>One agent's place of work: skills, capacity, and the conversations that take it up, kept as a set and never as a count.</summary>
internal sealed class AgentPlace(Guid agentId)
{
    private readonly Dictionary<Guid, Hold> _holds = [];
    private DateTimeOffset _idleSince = DateTimeOffset.MinValue;
    private DateTimeOffset _lastTakenAt = DateTimeOffset.MinValue;

    public Guid AgentId { get; } = agentId;

    public int Capacity { get; private set; }

    public bool IsRoutable { get; private set; }

    public long StatusRevision { get; private set; } = -1;

    public List<Membership> Memberships { get; } = [];

    public int Load => _holds.Count;

    public bool CanTakeMore => IsRoutable && _holds.Count < Capacity;

    public AgentStanding Standing => new(AgentId, Load, Capacity, _idleSince, LastAssignedAt);

    private DateTimeOffset LastAssignedAt
    {
        get
        {
            var last = _lastTakenAt;
            foreach (var hold in _holds.Values)
                last = Later(last, hold.At);
            return last;
        }
    }

    public void Sit(AgentSeat seat)
    {
        Capacity = seat.Capacity;
        if (seat.StatusRevision >= StatusRevision)
        {
            StatusRevision = seat.StatusRevision;
            IsRoutable = seat.IsRoutable;
        }

        _idleSince = Later(_idleSince, seat.IdleSince ?? DateTimeOffset.MinValue);
        _lastTakenAt = Later(_lastTakenAt, seat.LastAssignedAt ?? DateTimeOffset.MinValue);
    }

    /// <param name="taken">Whether the agent has accepted it; an offer that is refused leaves no trace in the agent's rank.</param>
    public void Take(Guid conversationId, DateTimeOffset at, bool taken)
    {
        _holds[conversationId] = new(at, taken);
        if (taken)
            _lastTakenAt = Later(_lastTakenAt, at);
    }

    public void GiveBack(Guid conversationId, DateTimeOffset at)
    {
        if (_holds.Remove(conversationId, out var hold) && hold.Taken)
            _idleSince = Later(_idleSince, at);
    }

    /// <summary>A conversation that this agent took is over, whether or not it was known before.</summary>
    public void Remember(DateTimeOffset takenAt, DateTimeOffset overAt)
    {
        _lastTakenAt = Later(_lastTakenAt, takenAt);
        _idleSince = Later(_idleSince, overAt);
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private readonly record struct Hold(DateTimeOffset At, bool Taken);
}

/// <summary>An agent's standing in one line: the index is kept in step by <see cref="Acd"/>.</summary>
internal sealed class Membership(AgentPlace place, WaitingLine line, Skill skill)
{
    public AgentPlace Place => place;

    public WaitingLine Line => line;

    public Skill Skill { get; set; } = skill;

    /// <summary>Changes only while the membership is not among the line's free agents.</summary>
    public RankKey Key { get; set; }

    public bool IsFree { get; set; }
}
