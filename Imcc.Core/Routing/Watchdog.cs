using Imcc.Core.Organisation;

namespace Imcc.Core.Routing;

/// <summary>
/// Looks at everybody who waits and every agent, by seats and phases alone: lines, runs and free agents in order, which decisions rely on, are
/// what is being watched. Those of whom nothing but group, ring and units matters are looked at together.
/// </summary>
internal sealed class Watchdog
{
    private readonly Floor _floor;
    private readonly AcdOptions _options;
    private readonly DateTimeOffset _now;
    private readonly List<Standing> _waiting;
    private readonly HashSet<Guid> _waitedFor;
    private readonly ILookup<Guid, (AgentPlace Place, Skill Skill)> _members;
    private readonly Dictionary<Guid, Rings> _rings = [];
    private readonly Dictionary<(Guid GroupId, int Ring, int Units), AgentPlace?> _ordinary = [];

    private Watchdog(Floor floor, Standings standings, AcdOptions options, DateTimeOffset now)
    {
        (_floor, _options, _now) = (floor, options, now);
        _waiting = [.. standings.All.Where(s => s.Phase == Phase.Waiting)];
        _waitedFor = [.. _waiting.Select(s => s.Entry!.GroupId)];
        _members = floor.Places.SelectMany(p => p.Skills.Select(s => (s.GroupId, Member: (p, s)))).ToLookup(m => m.GroupId, m => m.Member);
    }

    public static IReadOnlyList<(Guid ConversationId, Guid AgentId)> Overlooked(Floor floor, Standings standings, AcdOptions options, DateTimeOffset now)
    {
        var watchdog = new Watchdog(floor, standings, options, now);
        return [.. from standing in watchdog._waiting
                   where standing.NotBefore <= now
                   let agent = watchdog.FirstFor(standing)
                   where agent is not null
                   select (standing.ConversationId, agent.AgentId)];
    }

    private AgentPlace? FirstFor(Standing contact)
    {
        var entry = contact.Entry!;
        if (!_rings.TryGetValue(entry.GroupId, out var rings))
            _rings[entry.GroupId] = rings = new(entry.GroupId, _floor.RulesOf(entry.GroupId).Line.Relaxation);
        var ring = rings.After(_now - contact.JoinedAt);
        if (entry.DeclinedBy.Count == 0 && entry.PreferredAgentId is null)
        {
            var alike = (entry.GroupId, ring, entry.Units);
            if (!_ordinary.TryGetValue(alike, out var first))
                _ordinary[alike] = first = There(entry, rings, ring).FirstOrDefault(p => p.FreeUnits >= entry.Units);
            return first;
        }

        if (LastAgent(entry) is { } last)
        {
            if (entry.Units <= last.FreeUnits + Math.Max(0, _floor.RulesOf(entry.GroupId).Strategy.LastAgentOverCapacity))
                return last;
            if (entry.PreferredUntil > _now)
                return null;
        }

        var there = There(entry, rings, ring).ToList();
        var allDeclined = there.Count > 0 && there.TrueForAll(p => entry.DeclinedBy.Contains(p.AgentId));
        if (allDeclined && contact.CameAt + _options.AskAgainAfter > _now)
            return null;
        return there.Find(p => p.FreeUnits >= entry.Units && (allDeclined || !entry.DeclinedBy.Contains(p.AgentId)));
    }

    /// <summary>Everybody who is there and within reach, be there room or not.</summary>
    private IEnumerable<AgentPlace> There(WaitingEntry entry, Rings rings, int ring)
    {
        var own = from m in _members[entry.GroupId]
                  where MayAsk(entry.GroupId, m.Skill) && rings.OfLevel(m.Skill.Level) <= ring
                  select m.Place;
        var helping = from h in rings.Helpers
                      where h.Value <= ring && !_waitedFor.Contains(h.Key)
                      from m in _members[h.Key]
                      where MayAsk(entry.GroupId, m.Skill) && MayAsk(h.Key, m.Skill)
                      select m.Place;
        return own.Concat(helping).Where(p => p.IsRoutable && p.Capacity >= entry.Units);
    }

    private AgentPlace? LastAgent(WaitingEntry entry) =>
        entry.PreferredAgentId is { } id && _floor.FindPlace(id) is { IsRoutable: true, Capacity: > 0 } place && !entry.DeclinedBy.Contains(id) && place.Skills.Any(s => s.GroupId == entry.GroupId)
            ? place
            : null;

    private bool MayAsk(Guid groupId, Skill skill) => AgentRankings.Find(_floor.RulesOf(groupId).Strategy.Ranking).MayAsk(skill);
}
