using Imcc.Core.Conversations;

namespace Imcc.Core.Routing;

/// <summary>Takes in what was committed: news may come twice, late, in any order or not at all.</summary>
internal sealed class Listener(Floor floor, Standings standings, Usher usher, Admission admission)
{
    public bool Hear(ConversationFacts facts, DateTimeOffset now)
    {
        floor.Watch(now);
        switch (facts.State)
        {
            case ConversationState.Queued:
                return Join(facts.Entry(), now);
            case ConversationState.Offered:
            case ConversationState.Active:
            case ConversationState.WrapUp:
                return Hold(facts);
            case ConversationState.Automated when standings.Find(facts.ConversationId) is null:
                return false;
            default:
                var changed = Release(facts.ConversationId, facts.Revision, facts.Since);
                // Only who served it still stands in a closed conversation; the memory of who is idle since when survives a restart in this way.
                if (changed && facts is { AgentId: { } served, AcceptedAt: { } acceptedAt })
                {
                    var place = floor.PlaceOf(served);
                    place.Remember(acceptedAt, facts.Since);
                    if (facts.GroupId is { } group)
                        Usher.Count(standings.Find(facts.ConversationId)!, place, group, acceptedAt);
                    floor.Refresh(place);
                }

                return changed;
        }
    }

    public IReadOnlySet<Guid> Rehear(IReadOnlyCollection<ConversationFacts> open, long mark, DateTimeOffset now)
    {
        var groups = new HashSet<Guid>();
        foreach (var facts in open)
        {
            // Given up by an earlier reading that had missed it: the rows are right, and it must not be lost.
            if (facts.State != ConversationState.Parked && standings.Find(facts.ConversationId) is { Phase: Phase.Gone } known && known.Ticket <= mark && known.Revision == facts.Revision)
                known.Revision--;
            if (Hear(facts, now) && facts.GroupId is { } group)
                groups.Add(group);
        }

        var there = open.Select(f => f.ConversationId).ToHashSet();
        foreach (var standing in standings.All.Where(s => s.Phase is Phase.Waiting or Phase.Held && s.Ticket <= mark && !there.Contains(s.ConversationId)).ToList())
        {
            if (standing.Entry is { } entry)
                groups.Add(entry.GroupId);
            Finish(standing, now);
        }

        return groups;
    }

    /// <param name="now">Null: whoever joins is let in, however many wait.</param>
    public bool Join(WaitingEntry entry, DateTimeOffset? now = null)
    {
        if (!standings.IsNews(entry.ConversationId, entry.Revision, out var standing))
            return false;
        if (standing.Phase == Phase.Proposed && !WasRefused(standing, entry) && entry.GroupId == standing.Entry!.GroupId)
        {
            // The customer said something meanwhile; the offer is still on its way.
            usher.Redescribe(standing, entry);
            return true;
        }

        // Whoever accepts it from here on accepts it anew.
        standing.Counted = default;
        var leftAlone = admission.LeftAloneUntil(standing, entry);
        usher.TakeOut(standing, entry.Since ?? entry.EnqueuedAt);
        standing.Describe(entry);
        usher.Wait(standing, leftAlone ?? DateTimeOffset.MinValue);
        if (leftAlone is not null)
            admission.GoOn(standing);
        if (now is { } at)
            admission.Joined(standing, at);
        return true;
    }

    public bool Hold(Guid conversationId, Guid agentId, long revision, DateTimeOffset at)
    {
        if (!standings.IsNews(conversationId, revision, out var standing))
            return false;
        usher.Hold(standing, floor.PlaceOf(agentId), new Hold(null, at, IsTaken: true, 1), null, isOffer: false);
        standing.State = ConversationState.Active;
        return true;
    }

    public bool Release(Guid conversationId, long revision, DateTimeOffset now)
    {
        if (!standings.IsNews(conversationId, revision, out var standing))
            return false;
        Finish(standing, now);
        return true;
    }

    private bool Hold(ConversationFacts facts)
    {
        var agentId = facts.AgentId ?? throw new ArgumentException($"Conversation {facts.ConversationId} is {facts.State} without an agent (revision {facts.Revision}).", nameof(facts));
        if (!standings.IsNews(facts.ConversationId, facts.Revision, out var standing))
            return false;
        var place = floor.PlaceOf(agentId);
        var isTaken = facts.State != ConversationState.Offered;
        var at = isTaken ? facts.AcceptedAt ?? facts.Since : facts.Since;
        var goesOn = standing.Place == place && standing.State == facts.State && facts.State == ConversationState.Active;
        var reserved = goesOn && facts.Invitation is null && standing.Invited is { Until: not null } open && open.Place != place ? standing.Invited : null;
        var units = Math.Max(1, facts.Units);
        usher.Hold(standing, place, new Hold(facts.GroupId, at, isTaken, units), facts.GroupId is null ? null : facts.Entry(), isOffer: !isTaken && facts.GroupId is not null);
        standing.State = facts.State;
        if (facts is { Invitation: { } invitation, State: ConversationState.Active } && invitation.AgentId != agentId)
            usher.Invite(standing, new(floor.PlaceOf(invitation.AgentId), new Hold(facts.GroupId, invitation.At, IsTaken: false, Math.Max(1, invitation.Units)), Until: null, facts.Revision));
        else if (reserved is not null)
            // The invitation is still on its way.
            usher.Invite(standing, reserved);
        return true;
    }

    private void Finish(Standing standing, DateTimeOffset at)
    {
        usher.TakeOut(standing, at);
        standings.Finish(standing);
    }

    /// <summary>Was the proposed offer made and refused, although the news of its making has not arrived (yet)?</summary>
    private static bool WasRefused(Standing proposed, WaitingEntry news)
    {
        var agentId = proposed.Place!.AgentId;
        return news.Attempts > proposed.Entry!.Attempts || (!proposed.HasDeclined(agentId) && news.DeclinedBy.Contains(agentId));
    }
}
