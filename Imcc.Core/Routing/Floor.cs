namespace Imcc.Core.Routing;

/// <summary>The agents at their places and the lines that they serve, with the indexes by which a decision finds both without a search.</summary>
internal sealed class Floor(IAgentRanking ranking)
{
    private readonly Dictionary<Guid, AgentPlace> _places = [];
    private readonly Dictionary<Guid, WaitingLine> _lines = [];
    private readonly HashSet<WaitingLine> _unsettled = [];

    /// <summary>Lines where a pair may be found that was not there before.</summary>
    public IReadOnlyCollection<WaitingLine> Unsettled => _unsettled;

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
        if (!_lines.TryGetValue(groupId, out var line))
            _lines[groupId] = line = new(groupId);
        return line;
    }

    public void Sit(AgentSeat seat)
    {
        var place = PlaceOf(seat.AgentId);
        place.Sit(seat);
        var skills = seat.Skills.DistinctBy(s => s.GroupId).ToDictionary(s => s.GroupId);
        foreach (var membership in place.Memberships.Where(m => !skills.ContainsKey(m.Line.GroupId)).ToList())
        {
            place.Memberships.Remove(membership);
            if (membership.IsFree)
                membership.Line.Free.Remove(membership);
            if (membership.Line.Routable.Remove(seat.AgentId))
                ConsiderAll(membership.Line);
        }

        foreach (var skill in skills.Values)
        {
            var membership = place.Memberships.Find(m => m.Line.GroupId == skill.GroupId);
            if (membership is null)
                place.Memberships.Add(new(place, LineOf(skill.GroupId), skill));
            else
                membership.Skill = skill;
        }

        Refresh(place);
    }

    /// <summary>Brings an agent's standing in all lines in step with the facts.</summary>
    public void Refresh(AgentPlace place)
    {
        var standing = place.Standing;
        foreach (var membership in place.Memberships)
        {
            var line = membership.Line;
            var key = ranking.Rank(standing, membership.Skill);
            var wasFree = membership.IsFree;
            if (wasFree && (!place.CanTakeMore || key != membership.Key))
            {
                line.Free.Remove(membership);
                membership.IsFree = false;
            }

            if (place.CanTakeMore && !membership.IsFree)
            {
                membership.Key = key;
                line.Free.Add(membership);
                membership.IsFree = true;
            }

            // Whether all have declined depends on who is routable, so leaving matters like coming.
            var moved = place.IsRoutable ? line.Routable.Add(place.AgentId) : line.Routable.Remove(place.AgentId);
            if (moved || (membership.IsFree && !wasFree))
                ConsiderAll(line);
        }
    }

    public void Consider(Standing contact)
    {
        if (!contact.Line!.HasBoth)
            return;
        contact.Line.Consider(contact);
        _unsettled.Add(contact.Line);
    }

    public void Settle(WaitingLine line)
    {
        line.Settle();
        _unsettled.Remove(line);
    }

    private void ConsiderAll(WaitingLine line)
    {
        if (!line.HasBoth)
            return;
        line.ConsiderAll();
        _unsettled.Add(line);
    }
}
