namespace Imcc.Core.Routing;

/// <summary>The agents at their places and the lines that they serve, with the indexes by which a decision finds both without a search.</summary>
internal sealed class Floor
{
    private readonly Dictionary<Guid, AgentPlace> _places = [];
    private readonly Dictionary<Guid, WaitingLine> _lines = [];
    private readonly HashSet<WaitingLine> _unsettled = [];
    private readonly Preferences _preferences = new();
    private RoutingRules _rules = RoutingRules.Default;

    /// <summary>Lines where a pair may be found that was not there before.</summary>
    public IReadOnlyCollection<WaitingLine> Unsettled => _unsettled;

    public VipScale Scale { get; private set; } = new(RoutingRules.Default.Tiers);

    public IReadOnlyCollection<AgentPlace> Places => _places.Values;

    /// <summary>Since when it has been watched.</summary>
    public DateTimeOffset? Since { get; private set; }

    public void Watch(DateTimeOffset now) => Since ??= now;

    public GroupRules RulesOf(Guid groupId) => _rules.For(groupId);

    public AgentPlace? FindPlace(Guid agentId) => _places.GetValueOrDefault(agentId);

    public WaitingLine? FindLine(Guid groupId) => _lines.GetValueOrDefault(groupId);

    public AgentPlace PlaceOf(Guid agentId)
    {
        if (!_places.TryGetValue(agentId, out var place))
            _places[agentId] = place = new(agentId);
        return place;
    }

    public WaitingLine LineOf(Guid groupId)
    {
        if (_lines.TryGetValue(groupId, out var line))
            return line;
        _lines[groupId] = line = new(groupId);
        Follow(line);
        return line;
    }

    /// <summary>From now on these rules hold. Contacts must be in no line meanwhile.</summary>
    public void Arrange(RoutingRules rules)
    {
        _rules = rules;
        Scale = new(rules.Tiers);
        foreach (var line in _lines.Values)
        {
            line.Helped.Clear();
            line.Free.Clear();
            line.Members.ForEach(m => m.IsFree = false);
        }

        // Following may make lines of groups that only help.
        foreach (var line in _lines.Values.ToList())
            Follow(line);
        foreach (var place in _places.Values)
            Refresh(place, isRetrained: true);
    }

    public void StartDay(DateTimeOffset now)
    {
        foreach (var place in _places.Values)
        {
            place.StartDay(now);
            Refresh(place);
        }
    }

    public void Sit(AgentSeat seat, DateTimeOffset now)
    {
        Watch(now);
        var place = PlaceOf(seat.AgentId);
        var before = place.Memberships.Where(m => place.IsRoutable && m.MayBeAsked).ToDictionary(m => m.Line, m => m.Skill.Weight);
        var (capacity, skills) = (place.Capacity, place.Skills);
        place.Sit(seat, now);
        foreach (var membership in place.Memberships.Where(m => place.Skills.All(s => s.GroupId != m.Line.GroupId)).ToList())
            Dismiss(membership, now);
        foreach (var skill in place.Skills)
        {
            var membership = place.Memberships.Find(m => m.Line.GroupId == skill.GroupId);
            if (membership is null)
            {
                membership = new(place, LineOf(skill.GroupId), skill);
                place.Memberships.Add(membership);
                membership.Line.Members.Add(membership);
                place.Belong(skill.GroupId, true, now);
            }

            membership.Skill = skill;
            membership.MayBeAsked = membership.Line.Ranking.MayAsk(skill);
            if (seat.Day is null)
                Beginnings.Welcome(membership, before.TryGetValue(membership.Line, out var weight) ? weight : null, now);
        }

        Refresh(place, isRetrained: capacity != place.Capacity || !skills.SequenceEqual(place.Skills));
    }

    /// <summary>Brings an agent's standing in all lines in step with the facts.</summary>
    /// <param name="isRetrained">The agent may be within reach of those who could not be given to the agent before.</param>
    public void Refresh(AgentPlace place, bool isRetrained = false)
    {
        foreach (var membership in place.Memberships)
        {
            if (!Roster.Refresh(membership) && !isRetrained)
                continue;
            ConsiderAll(membership.Line);
            ConsiderHelped(membership.Line);
        }

        foreach (var contact in _preferences.Of(place.AgentId))
        {
            contact.KeptUntil = DateTimeOffset.MinValue;
            Consider(contact);
        }
    }

    /// <summary>It waits in its group's line from now on.</summary>
    public void Enter(Standing contact)
    {
        var line = LineOf(contact.Entry!.GroupId);
        contact.Line = line;
        line.Add(contact);
        _preferences.Add(contact);
        if (line.WaitingCount == 1)
            ConsiderHelped(line);
        Consider(contact);
    }

    public void Leave(Standing contact)
    {
        var line = contact.Line!;
        line.Remove(contact);
        contact.Line = null;
        _preferences.Remove(contact);
        if (line.WaitingCount == 0)
            ConsiderHelped(line);
    }

    /// <summary>Something about this one changed: it may be assignable now.</summary>
    public void Consider(Standing contact)
    {
        contact.Run!.Consider(contact);
        _unsettled.Add(contact.Line!);
    }

    public void Settle(WaitingLine line)
    {
        line.Settle();
        _unsettled.Remove(line);
    }

    public void ConsiderAll(WaitingLine line)
    {
        if (line.WaitingCount == 0)
            return;
        line.ConsiderAll();
        _unsettled.Add(line);
    }

    private void ConsiderHelped(WaitingLine line)
    {
        foreach (var helped in line.Helped)
            ConsiderAll(helped);
    }

    private void Follow(WaitingLine line)
    {
        line.Follow(_rules.For(line.GroupId));
        line.Helpers.Clear();
        foreach (var (group, ring) in line.Rings.Helpers)
        {
            var helper = LineOf(group);
            line.Helpers.Add((helper, ring));
            helper.Helped.Add(line);
        }
    }

    private void Dismiss(Membership membership, DateTimeOffset now)
    {
        var (place, line) = (membership.Place, membership.Line);
        place.Memberships.Remove(membership);
        place.Belong(line.GroupId, false, now);
        line.Members.Remove(membership);
        line.Counts.Move(membership, Footing.None, 0);
        if (membership.IsFree)
            line.Free.Remove(membership);
        // Whether all have declined depends on who is there, so leaving matters like coming.
        ConsiderAll(line);
        ConsiderHelped(line);
    }
}
