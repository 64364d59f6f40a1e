namespace Imcc.Core.Routing;

/// <summary>With what count an agent begins (again) in a line: as the line's ranking wants it, beside those who are there.</summary>
internal static class Beginnings
{
    /// <param name="weightBefore">With which weight the agent was asked until now; null: was not asked.</param>
    public static void Welcome(Membership membership, int? weightBefore, DateTimeOffset now)
    {
        var (place, line, skill) = (membership.Place, membership.Line, membership.Skill);
        if (!place.IsRoutable || !membership.MayBeAsked || weightBefore == skill.Weight)
            return;
        var own = place.StandingIn(line.GroupId, skill, now);
        var peers = line.Members
            .Where(m => m != membership && m.Place.IsRoutable && m.MayBeAsked)
            .Select(m => m.Place.StandingIn(line.GroupId, m.Skill, now));
        var tally = weightBefore is { } weight ? line.Ranking.Reweigh(own, weight) : line.Ranking.Welcome(own, peers);
        // What is being offered is counted by its hold.
        var offered = own.Tally.Assigned - place.Accepted(line.GroupId);
        place.Begin(line.GroupId, tally with { Assigned = Math.Max(0, tally.Assigned - offered) }, now);
    }
}
