namespace Imcc.Core.Routing;

/// <summary>Tries rules out on the agents as they are now, on a line that nobody waits in.</summary>
internal static class Rehearsal
{
    public static IReadOnlyList<PreviewedAgent> Of(Floor floor, Guid groupId, GroupRules draft, DateTimeOffset now)
    {
        var line = new WaitingLine(groupId);
        line.Follow(draft);
        foreach (var member in floor.FindLine(groupId)?.Members ?? [])
            line.Members.Add(new(member.Place, line, member.Skill) { Ring = line.Rings.OfLevel(member.Skill.Level), MayBeAsked = line.Ranking.MayAsk(member.Skill) });
        foreach (var (helper, ring) in line.Rings.Helpers)
        {
            if (floor.FindLine(helper) is { } helpers)
                line.Helpers.Add((helpers, ring));
        }

        var contact = new Standing(Guid.Empty);
        contact.Describe(new(Guid.Empty, Guid.Empty, groupId, 0, now, [], 0, Units: Math.Max(1, draft.Units)));
        var all = from asked in Reach.All(contact, line, line.Rings.Count - 1, declinesIgnored: false)
                  let key = line.KeyOf(asked.Way.Place, asked.Way.Skill, asked.Way.Ring, asked.Way.IsHelper, now)
                  orderby asked.Obstacle != Obstacle.None, key
                  select new PreviewedAgent(
                      AgentChoice.CandidateOf(asked.Way, key, line, now),
                      asked.Obstacle,
                      asked.Way.Ring == Rings.Never ? null : line.Rings.OpensAfter(asked.Way.Ring));
        return [.. all];
    }
}
