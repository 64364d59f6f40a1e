namespace Imcc.Core.Routing;

/// <summary>Leads conversations into lines, to agents' places and out again, and keeps the floor's indexes in step with it.</summary>
internal sealed class Usher(Floor floor, Standings standings, Wakings wakings, AcdOptions options)
{
    /// <summary>It stands in its line.</summary>
    /// <param name="notBefore">It is left alone until then.</param>
    public void Wait(Standing standing, DateTimeOffset notBefore = default)
    {
        standings.Enter(standing, Phase.Waiting);
        standing.NotBefore = notBefore;
        floor.Enter(standing);
        if (notBefore > DateTimeOffset.MinValue)
            wakings.Schedule(standing, notBefore);
        ScheduleRing(standing);
    }

    /// <summary>It is taken out of wherever it is: the line, or the places of agents.</summary>
    public void TakeOut(Standing standing, DateTimeOffset at)
    {
        TakeOutOfLine(standing);
        if (standing.Place is { } place)
        {
            if (place.GiveBack(standing.ConversationId, at) is { IsTaken: true, GroupId: { } group })
                floor.LineOf(group).Served.Add(at, floor.Since ?? at);
            standing.Place = null;
            floor.Refresh(place);
        }

        Uninvite(standing, at);
    }

    public void Propose(Standing standing, AgentPlace place, DateTimeOffset now)
    {
        TakeOutOfLine(standing);
        standings.Enter(standing, Phase.Proposed);
        Ring(standing);
        standing.ProposedRevision = standing.Revision;
        TakePlace(standing, place, new(standing.Entry!.GroupId, now, IsTaken: false, standing.Entry.Units));
        wakings.Schedule(standing, now + options.AnswerWithin);
    }

    /// <summary>It is on an agent's hands, by its own facts.</summary>
    /// <param name="isOffer">It rings and may come back into the line.</param>
    public void Hold(Standing standing, AgentPlace place, Hold hold, WaitingEntry? entry, bool isOffer)
    {
        // The same agent goes on with it, or an invited one has accepted: nothing is given back in between.
        if (standing.Place == place)
            standing.Place = null;
        if (standing.Invited?.Place == place)
            standing.Invited = null;
        TakeOut(standing, hold.At);
        standing.Describe(entry);
        standings.Enter(standing, Phase.Held);
        if (isOffer)
            Ring(standing);
        if (hold is { IsTaken: true, GroupId: { } group })
            Count(standing, place, group, hold.At);
        TakePlace(standing, place, hold);
    }

    /// <summary>A second agent's units are taken while the first one still serves.</summary>
    public void Invite(Standing standing, Invited invited)
    {
        standing.Invited = invited;
        invited.Place.Take(standing.ConversationId, invited.Hold);
        floor.Refresh(invited.Place);
        if (invited.Until is { } at)
            wakings.Schedule(standing, at);
    }

    public void Uninvite(Standing standing, DateTimeOffset at)
    {
        if (standing.Invited is not { } invited)
            return;
        standing.Invited = null;
        invited.Place.GiveBack(standing.ConversationId, at);
        floor.Refresh(invited.Place);
    }

    /// <summary>The entry is newer, the agent is being asked all the same.</summary>
    public void Redescribe(Standing standing, WaitingEntry entry)
    {
        standing.Line!.RemoveRinging(standing);
        standing.Describe(entry);
        Ring(standing);
    }

    /// <summary>An acceptance counts once, however often it is heard of.</summary>
    public static void Count(Standing standing, AgentPlace place, Guid groupId, DateTimeOffset acceptedAt)
    {
        if (standing.Counted == (place.AgentId, acceptedAt))
            return;
        standing.Counted = (place.AgentId, acceptedAt);
        place.Count(groupId, acceptedAt);
    }

    /// <summary>The same contacts in the same lines under new rules.</summary>
    public void Rearrange(RoutingRules rules)
    {
        var waiting = standings.All.Where(s => s.Phase == Phase.Waiting).ToList();
        waiting.ForEach(floor.Leave);
        floor.Arrange(rules);
        foreach (var standing in standings.All)
            standing.Ring = 0;
        foreach (var standing in waiting)
        {
            standing.KeptUntil = DateTimeOffset.MinValue;
            floor.Enter(standing);
            ScheduleRing(standing);
        }
    }

    /// <summary>Something that says where in its line it stands changes.</summary>
    public void Move(Standing standing, Action change)
    {
        var line = standing.Line!;
        line.Remove(standing);
        change();
        line.Add(standing);
        floor.Consider(standing);
    }

    /// <summary>When more agents may be asked for it, it is looked at again.</summary>
    public void ScheduleRing(Standing standing)
    {
        var rings = standing.Line!.Rings;
        if (standing.Ring + 1 < rings.Count)
            wakings.Schedule(standing, standing.JoinedAt + rings.OpensAfter(standing.Ring + 1));
    }

    private void Ring(Standing standing)
    {
        standing.Line = floor.LineOf(standing.Entry!.GroupId);
        standing.Line.AddRinging(standing);
    }

    private void TakePlace(Standing standing, AgentPlace place, Hold hold)
    {
        standing.Place = place;
        place.Take(standing.ConversationId, hold);
        floor.Refresh(place);
    }

    private void TakeOutOfLine(Standing standing)
    {
        if (standing.Line is not { } line)
            return;
        if (standing.Phase == Phase.Waiting)
            floor.Leave(standing);
        else
            line.RemoveRinging(standing);
        standing.Line = null;
    }
}
