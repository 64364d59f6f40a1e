using Imcc.Core.Organisation;

namespace Imcc.Core.Routing;

/// <summary>Whether an agent can be asked for a contact: the one rule by which both directions of a decision, and every explanation, go.</summary>
internal static class Reach
{
    /// <summary>A member of the contact's own group.</summary>
    public static Obstacle Of(Standing contact, Membership member, int ring, bool declinesIgnored = false)
    {
        var place = member.Place;
        if (!place.IsRoutable)
            return Obstacle.NotRoutable;
        if (!member.MayBeAsked)
            return Obstacle.WeightZero;
        if (member.Ring > ring)
            return Obstacle.OutOfReach;
        if (!declinesIgnored && contact.HasDeclined(place.AgentId))
            return Obstacle.Declined;
        return place.CanTake(contact.Entry!.Units) ? Obstacle.None : Obstacle.Full;
    }

    /// <summary>A member of another group that helps out from <paramref name="opens"/> on.</summary>
    public static Obstacle OfHelper(Standing contact, WaitingLine line, Membership helper, int opens, int ring, bool declinesIgnored = false)
    {
        var place = helper.Place;
        if (!place.IsRoutable)
            return Obstacle.NotRoutable;
        if (!helper.MayBeAsked || !line.Ranking.MayAsk(helper.Skill))
            return Obstacle.WeightZero;
        if (opens > ring)
            return Obstacle.OutOfReach;
        if (!declinesIgnored && contact.HasDeclined(place.AgentId))
            return Obstacle.Declined;
        if (helper.Line.WaitingCount > 0)
            return Obstacle.OwnLineFirst;
        return place.CanTake(contact.Entry!.Units) ? Obstacle.None : Obstacle.Full;
    }

    /// <summary>Nobody who might ever be free for it is left who has not declined.</summary>
    public static bool AllHaveDeclined(Standing contact, WaitingLine line, int ring)
    {
        if (contact.Declined is null)
            return false;
        var units = contact.Entry!.Units;
        var somebody = false;
        foreach (var member in line.Members)
        {
            if (!member.Place.IsRoutable || !member.MayBeAsked || member.Ring > ring || member.Place.Capacity < units)
                continue;
            if (!contact.HasDeclined(member.Place.AgentId))
                return false;
            somebody = true;
        }

        foreach (var (helpers, opens) in line.Helpers)
        {
            if (opens > ring || helpers.WaitingCount > 0)
                continue;
            foreach (var helper in helpers.Members)
            {
                if (!helper.Place.IsRoutable || !helper.MayBeAsked || !line.Ranking.MayAsk(helper.Skill) || helper.Place.Capacity < units)
                    continue;
                if (!contact.HasDeclined(helper.Place.AgentId))
                    return false;
                somebody = true;
            }
        }

        return somebody;
    }

    /// <summary>The last agent of the customer, if that one is to be asked before all others.</summary>
    public static LastAgent OfLastAgent(Standing contact, WaitingLine line, Floor floor)
    {
        if (contact.Entry!.PreferredAgentId is not { } id || floor.FindPlace(id) is not { IsRoutable: true, Capacity: > 0 } place)
            return default;
        if (contact.HasDeclined(id) || place.Memberships.Find(m => m.Line == line) is not { } member)
            return default;
        return new(member, contact.Entry.Units <= place.FreeUnits + Math.Max(0, line.Rules.Strategy.LastAgentOverCapacity));
    }

    /// <summary>How many are not asked, and why: members, and helpers whose turn has come. Who is both counts as both.</summary>
    public static NotAsked Count(Standing contact, WaitingLine line, int ring, bool declinesIgnored)
    {
        var count = line.Counts.At(ring);
        foreach (var (agentId, _) in declinesIgnored || contact.Declined is null ? [] : contact.Declined)
        {
            // One who has declined is told as that, be there room or not.
            if (line.Members.Find(m => m.Place.AgentId == agentId) is { } member && Of(contact, member, ring) == Obstacle.Declined)
                count = count.And(Obstacle.Declined) with { Full = count.Full - (member.Footing == Footing.Full ? 1 : 0) };
        }

        // Free for one unit is not free for more.
        if (contact.Entry!.Units > 1)
            count = count with { Full = count.Full + line.Free.InOrder().Count(m => Of(contact, m, ring, declinesIgnored) == Obstacle.Full) };
        foreach (var (helpers, opens) in line.Helpers)
        {
            foreach (var helper in opens <= ring ? helpers.Members : [])
                count = count.And(OfHelper(contact, line, helper, opens, ring, declinesIgnored));
        }

        return count;
    }

    /// <summary>Everybody who might be asked at some time; who is both a member and a helper counts by the better of the two.</summary>
    public static IEnumerable<(Way Way, Obstacle Obstacle)> All(Standing contact, WaitingLine line, int ring, bool declinesIgnored)
    {
        var seen = line.Helpers.Count > 0 ? new HashSet<AgentPlace>() : null;
        foreach (var member in line.Members)
        {
            var obstacle = Of(contact, member, ring, declinesIgnored);
            var way = new Way(member.Place, member.Skill, member.Ring, IsHelper: false);
            if (seen is not null && obstacle == Obstacle.OutOfReach)
                continue;
            seen?.Add(member.Place);
            yield return (way, obstacle);
        }

        if (seen is null)
            yield break;
        foreach (var helps in HelpersBest(contact, line, ring, declinesIgnored, seen))
            yield return helps;
        foreach (var member in line.Members)
        {
            if (seen.Add(member.Place))
                yield return (new(member.Place, member.Skill, member.Ring, IsHelper: false), Obstacle.OutOfReach);
        }
    }

    private static List<(Way Way, Obstacle Obstacle)> HelpersBest(Standing contact, WaitingLine line, int ring, bool declinesIgnored, HashSet<AgentPlace> seen)
    {
        var best = new List<(Way Way, Obstacle Obstacle)>();
        // Who could help now comes before who could not, through whatever group.
        foreach (var (helpers, opens) in line.Helpers.Where(h => h.Ring <= ring).OrderBy(h => h.Ring))
            best.AddRange(helpers.Members.Select(m => (new Way(m.Place, m.Skill, opens, IsHelper: true), OfHelper(contact, line, m, opens, ring, declinesIgnored))));
        // A member whose level is too low yet is told as that, not as a helper who cannot help.
        var own = line.Members.Select(m => m.Place).ToHashSet();
        return [.. best.OrderBy(b => b.Obstacle != Obstacle.None).Where(b => (b.Obstacle == Obstacle.None || !own.Contains(b.Way.Place)) && seen.Add(b.Way.Place))];
    }
}

/// <summary>As what an agent would be asked.</summary>
internal readonly record struct Way(AgentPlace Place, Skill Skill, int Ring, bool IsHelper);

/// <param name="Member">Null: nobody to be asked first.</param>
internal readonly record struct LastAgent(Membership? Member, bool CanTake);
