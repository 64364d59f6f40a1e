using Imcc.Core.Organisation;

namespace Imcc.Core.Routing;

/// <summary>One agent's place of work: skills, capacity, and the conversations that take it up, kept as a set and never as a count.</summary>
internal sealed class AgentPlace(Guid agentId)
{
    private readonly Dictionary<Guid, Hold> _holds = [];
    private readonly Dictionary<Guid, LineCount> _counts = [];
    private readonly RoutableTime _time = new();
    private DateTimeOffset _idleSince = DateTimeOffset.MinValue;
    private DateTimeOffset _lastTakenAt = DateTimeOffset.MinValue;
    private DateTimeOffset _countedUntil = DateTimeOffset.MinValue;

    public Guid AgentId { get; } = agentId;

    public int Capacity { get; private set; }

    public bool IsEnabled { get; private set; }

    public bool IsRoutable => _time.Runs;

    public bool IsSeated { get; private set; }

    public long StatusRevision { get; private set; } = -1;

    public IReadOnlyList<Skill> Skills { get; private set; } = [];

    public List<Membership> Memberships { get; } = [];

    /// <summary>Units in use.</summary>
    public int Load { get; private set; }

    public int FreeUnits => Capacity - Load;

    public AgentStanding Standing => new(AgentId, Load, Capacity, _idleSince, LastOf(_lastTakenAt, null), _time.Since);

    public bool CanTake(int units) => IsRoutable && Capacity > 0 && units <= FreeUnits;

    public bool Holds(Guid conversationId) => _holds.ContainsKey(conversationId);

    /// <param name="groupId">Any line, whether or not the agent belongs to it.</param>
    public LineStanding StandingIn(Guid groupId, Skill skill, DateTimeOffset now)
    {
        var count = _counts.GetValueOrDefault(groupId);
        var tally = count?.At(_time.At(now)) ?? default;
        var open = 0;
        foreach (var hold in _holds.Values)
        {
            if (!hold.IsTaken && hold.GroupId == groupId)
                open++;
        }

        return new(skill.Level, skill.Weight, tally with { Assigned = tally.Assigned + open }, LastOf(count?.LastTakenAt ?? DateTimeOffset.MinValue, groupId));
    }

    public void Sit(AgentSeat seat, DateTimeOffset now)
    {
        IsSeated = true;
        Capacity = seat.Capacity;
        Skills = [.. seat.Skills.DistinctBy(s => s.GroupId)];
        IsEnabled = seat.IsEnabled;
        if (seat.StatusRevision >= StatusRevision)
        {
            StatusRevision = seat.StatusRevision;
            _time.Run(seat.IsRoutable, seat.ReadySince, now);
        }

        _idleSince = Later(_idleSince, seat.IdleSince);
        _lastTakenAt = Later(_lastTakenAt, seat.LastAssignedAt);
        if (seat.Day is not { } day)
            return;
        _countedUntil = Later(_countedUntil, day.Until);
        foreach (var line in day.Lines)
        {
            var count = CountOf(line.GroupId);
            count.Set(line.Tally, _time.At(now));
            count.TakenAt(line.LastAssignedAt);
        }
    }

    /// <summary>The time in a line runs for its members only.</summary>
    public void Belong(Guid groupId, bool isMember, DateTimeOffset now) => CountOf(groupId).Run(isMember, _time.At(now));

    /// <summary>Begins (again) in a line with another count.</summary>
    public void Begin(Guid groupId, Tally tally, DateTimeOffset now)
    {
        var count = CountOf(groupId);
        if (tally != count.At(_time.At(now)))
            count.Set(tally, _time.At(now));
    }

    /// <summary>Counted in this line today, offers still open not included.</summary>
    public long Accepted(Guid groupId) => CountOf(groupId).Assigned;

    public void Take(Guid conversationId, Hold hold)
    {
        Free(conversationId);
        _holds[conversationId] = hold;
        Load += hold.Units;
        if (!hold.IsTaken)
            return;
        _lastTakenAt = Later(_lastTakenAt, hold.At);
        if (hold.GroupId is { } group)
            CountOf(group).TakenAt(hold.At);
    }

    /// <returns>What was held.</returns>
    public Hold? GiveBack(Guid conversationId, DateTimeOffset at)
    {
        var hold = Free(conversationId);
        if (hold is { IsTaken: true })
            _idleSince = Later(_idleSince, at);
        return hold;
    }

    /// <summary>One more was taken in this line, unless what is remembered from before a restart includes it.</summary>
    public void Count(Guid groupId, DateTimeOffset acceptedAt)
    {
        if (acceptedAt > _countedUntil)
            CountOf(groupId).Count(acceptedAt);
    }

    /// <summary>A conversation that this agent took is over, whether or not it was known before.</summary>
    public void Remember(DateTimeOffset takenAt, DateTimeOffset overAt)
    {
        _lastTakenAt = Later(_lastTakenAt, takenAt);
        _idleSince = Later(_idleSince, overAt);
    }

    public void StartDay(DateTimeOffset now)
    {
        _time.StartDay(now);
        foreach (var count in _counts.Values)
            count.StartDay();

        // What was accepted yesterday and is heard of again does not count today.
        _countedUntil = Later(_countedUntil, now);
    }

    public AgentDay Day(DateTimeOffset now) =>
        new(now, [.. _counts.OrderBy(c => c.Key).Select(c => new LineTally(c.Key, c.Value.At(_time.At(now)), c.Value.LastTakenAt))]);

    private Hold? Free(Guid conversationId)
    {
        if (!_holds.Remove(conversationId, out var hold))
            return null;
        Load -= hold.Units;
        return hold;
    }

    private LineCount CountOf(Guid groupId)
    {
        if (!_counts.TryGetValue(groupId, out var count))
            _counts[groupId] = count = new();
        return count;
    }

    private DateTimeOffset LastOf(DateTimeOffset last, Guid? groupId)
    {
        foreach (var hold in _holds.Values)
        {
            if (hold.At > last && (groupId is null || hold.GroupId == groupId))
                last = hold.At;
        }

        return last;
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset? b) => b > a ? b.Value : a;
}
