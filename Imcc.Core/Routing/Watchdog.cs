namespace Imcc.Core.Routing;

/// <summary>
/// Looks at everybody who waits and every agent, by seats and phases alone: lines, runs and free agents in order, which decisions rely on, are
/// what is being watched.
/// </summary>
internal static class Watchdog
{
    public static IReadOnlyList<(Guid ConversationId, Guid AgentId)> Overlooked(Floor floor, Standings standings, AcdOptions options, DateTimeOffset now)
    {
        var waiting = standings.All.Where(s => s.Phase == Phase.Waiting).ToList();
        var waits = waiting.Select(s => s.Entry!.GroupId).ToHashSet();
        var members = floor.Places.SelectMany(p => p.Skills.Select(s => (s.GroupId, Place: p, Skill: s))).ToLookup(m => m.GroupId);
        return [.. from standing in waiting
                   where standing.NotBefore <= now
                   let agent = FirstFor(standing, floor.RulesOf(standing.Entry!.GroupId))
                   where agent is not null
                   select (standing.ConversationId, agent.AgentId)];

        AgentPlace? FirstFor(Standing contact, GroupRules rules)
        {
            var entry = contact.Entry!;
            var rings = new Rings(entry.GroupId, rules.Line.Relaxation);
            var ring = rings.After(now - contact.JoinedAt);
            var ranking = AgentRankings.Find(rules.Strategy.Ranking);
            var own = from m in members[entry.GroupId]
                      where ranking.MayAsk(m.Skill) && rings.OfLevel(m.Skill.Level) <= ring
                      select m.Place;
            var helping = from h in rings.Helpers
                          where h.Value <= ring && !waits.Contains(h.Key)
                          from m in members[h.Key]
                          where ranking.MayAsk(m.Skill) && AgentRankings.Find(floor.RulesOf(h.Key).Strategy.Ranking).MayAsk(m.Skill)
                          select m.Place;
            if (entry.PreferredAgentId is { } id && members[entry.GroupId].FirstOrDefault(m => m.Place.AgentId == id).Place is { IsRoutable: true, Capacity: > 0 } last && !entry.DeclinedBy.Contains(id))
            {
                if (entry.Units <= last.FreeUnits + Math.Max(0, rules.Strategy.LastAgentOverCapacity))
                    return last;
                if (entry.PreferredUntil > now)
                    return null;
            }

            var there = own.Concat(helping).Where(p => p.IsRoutable && p.Capacity >= entry.Units).ToList();
            var allDeclined = there.Count > 0 && there.TrueForAll(p => entry.DeclinedBy.Contains(p.AgentId));
            if (allDeclined && contact.CameAt + options.AskAgainAfter > now)
                return null;
            return there.Find(p => p.FreeUnits >= entry.Units && (allDeclined || !entry.DeclinedBy.Contains(p.AgentId)));
        }
    }
}
