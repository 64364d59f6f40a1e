namespace Imcc.Core.Routing;

/// <summary>Which agent is asked for a contact, and why.</summary>
internal sealed record AgentChoice(AgentPlace Agent, AssignmentExplanation Explanation)
{
    /// <param name="again">When it is to be looked at again although nothing happens.</param>
    /// <returns>Null: nobody can be asked now.</returns>
    public static AgentChoice? For(Standing contact, Floor floor, AcdOptions options, DateTimeOffset now, out DateTimeOffset? again)
    {
        again = null;
        var line = contact.Line!;
        if (Reach.OfLastAgent(contact, line, floor) is { Member: { } last, CanTake: var canTake })
        {
            if (canTake)
                return Of(contact, line, last, floor.Scale, now);
            if (contact.Entry!.PreferredUntil is { } until && until > now)
            {
                again = contact.KeptUntil = until;
                return null;
            }
        }

        // Whoever becomes free brings it back here.
        if (!line.CanServe(contact.Ring))
            return null;
        var allDeclined = Reach.AllHaveDeclined(contact, line, contact.Ring);
        if (allDeclined && contact.CameAt + options.AskAgainAfter is var at && at > now)
        {
            again = at;
            return null;
        }

        var shortlist = new Shortlist();
        AddMembers(shortlist, contact, line, allDeclined, now);
        AddHelpers(shortlist, contact, line, allDeclined, now);
        if (shortlist.Entries.Count == 0)
            return null;
        var candidates = shortlist.Entries.Select(e => CandidateOf(e.Way, e.Key, line, now)).ToArray();
        return new(shortlist.Entries[0].Way.Place, Explain(contact, line, candidates, allDeclined, lastAgentFirst: false, floor.Scale, now));
    }

    /// <summary>This one, for a reason that does not lie in the ranking.</summary>
    public static AssignmentExplanation ExplainOne(Standing contact, WaitingLine line, Way way, bool lastAgentFirst, VipScale scale, DateTimeOffset now) =>
        Explain(contact, line, [CandidateOf(way, line.KeyOf(way.Place, way.Skill, way.Ring, way.IsHelper, now), line, now)], declinesIgnored: false, lastAgentFirst, scale, now);

    public static Candidate CandidateOf(Way way, RankKey key, WaitingLine line, DateTimeOffset now) =>
        new(way.Place.Standing, way.Place.StandingIn(line.GroupId, way.Skill, now), key);

    private static AgentChoice Of(Standing contact, WaitingLine line, Membership last, VipScale scale, DateTimeOffset now) =>
        new(last.Place, ExplainOne(contact, line, new(last.Place, last.Skill, last.Ring, IsHelper: false), lastAgentFirst: true, scale, now));

    private static void AddMembers(Shortlist shortlist, Standing contact, WaitingLine line, bool allDeclined, DateTimeOffset now)
    {
        foreach (var member in line.Free.InOrder())
        {
            if (member.Ring > contact.Ring)
                break;
            if (Reach.Of(contact, member, contact.Ring, allDeclined) != Obstacle.None)
                continue;
            var key = line.Ranking.ChangesWithTime ? line.KeyOf(member.Place, member.Skill, member.Ring, isHelper: false, now) : member.Key;
            shortlist.Add(new(member.Place, member.Skill, member.Ring, IsHelper: false), key, Refusal(contact, member, allDeclined));
            // In order already.
            if (shortlist.IsFull && !allDeclined && !line.Ranking.ChangesWithTime)
                break;
        }
    }

    private static void AddHelpers(Shortlist shortlist, Standing contact, WaitingLine line, bool allDeclined, DateTimeOffset now)
    {
        foreach (var (helpers, opens) in line.Helpers)
        {
            if (opens > contact.Ring || helpers.WaitingCount > 0)
                continue;
            foreach (var helper in helpers.Free.InOrder())
            {
                if (Reach.OfHelper(contact, line, helper, opens, contact.Ring, allDeclined) == Obstacle.None)
                    shortlist.Add(new(helper.Place, helper.Skill, opens, IsHelper: true), line.KeyOf(helper.Place, helper.Skill, opens, isHelper: true, now), Refusal(contact, helper, allDeclined));
            }
        }
    }

    /// <summary>Whoever refused longest ago first: otherwise one who always refuses would be the only one asked.</summary>
    private static int Refusal(Standing contact, Membership member, bool allDeclined) => allDeclined ? contact.Declined![member.Place.AgentId] : 0;

    private static AssignmentExplanation Explain(
        Standing contact, WaitingLine line, IReadOnlyList<Candidate> candidates, bool declinesIgnored, bool lastAgentFirst, VipScale scale, DateTimeOffset now) => new(
        line.Ranking.Name,
        line.Free.Count,
        declinesIgnored,
        candidates,
        line.Ranking.Parts,
        Reach.Count(contact, line, contact.Ring, declinesIgnored),
        StandingOf(contact, scale, now),
        lastAgentFirst);

    public static ContactStanding StandingOf(Standing contact, VipScale scale, DateTimeOffset now)
    {
        var (entry, rank) = (contact.Entry!, scale.Rank(contact, now));
        return new(entry.VipTier, rank.IsUrgent, VipScale.InSeconds(rank.Score), entry.EnqueuedAt, now - entry.EnqueuedAt, contact.Ring, entry.Units);
    }
}
