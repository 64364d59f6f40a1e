namespace Imcc.Core.Routing;

/// <summary>Keeps a line's free agents in order and its members counted, one membership at a time.</summary>
internal static class Roster
{
    /// <returns>Whether somebody who waits may be given to the agent now who could not be before, or may not be any more.</returns>
    public static bool Refresh(Membership membership)
    {
        var (place, line) = (membership.Place, membership.Line);
        var (wasFree, footing, units) = (membership.IsFree, membership.Footing, membership.FreeUnits);
        membership.Ring = line.Rings.OfLevel(membership.Skill.Level);
        membership.MayBeAsked = line.Ranking.MayAsk(membership.Skill);
        membership.FreeUnits = place.FreeUnits;
        line.Counts.Move(membership, FootingOf(membership), membership.Ring);
        var isFree = membership.Footing == Footing.Free;
        if (isFree || wasFree)
            Reorder(membership, isFree);
        // Whether all have declined depends on who is there, so leaving matters like coming.
        var moved = footing == Footing.NotRoutable != (membership.Footing == Footing.NotRoutable);
        return moved || (isFree && (!wasFree || place.FreeUnits > units));
    }

    private static Footing FootingOf(Membership membership)
    {
        if (!membership.Place.IsRoutable)
            return Footing.NotRoutable;
        if (!membership.MayBeAsked)
            return Footing.WeightZero;
        return membership.Place.CanTake(1) ? Footing.Free : Footing.Full;
    }

    private static void Reorder(Membership membership, bool isFree)
    {
        var line = membership.Line;
        var key = isFree ? line.KeyInOrder(membership) : default;
        if (membership.IsFree)
        {
            if (isFree && key == membership.Key)
                return;
            line.Free.Remove(membership);
        }

        membership.IsFree = isFree;
        if (!isFree)
            return;
        membership.Rank(key);
        line.Free.Add(membership);
    }
}
