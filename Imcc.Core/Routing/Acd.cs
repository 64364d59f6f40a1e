using Imcc.Core.Conversations;
using Imcc.Core.Organisation;

namespace Imcc.Core.Routing;

/// <summary>
/// Decides which agent is offered which waiting conversation, in both directions by one rule. One writer at a time; no clock; the
/// same news in the same order give the same decisions. It is a cache of conversation facts and agents' seats and can be made anew
/// from them at any moment. Each decision looks at what has changed since the last one, never at all who wait.
/// </summary>
public sealed class Acd
{
    private const int CandidatesExplained = 5;
    private readonly AcdOptions _options;
    private readonly Dictionary<Guid, Standing> _standings = [];
    private readonly Dictionary<Guid, AgentPlace> _places = [];
    private readonly Dictionary<Guid, WaitingLine> _lines = [];
    private readonly HashSet<WaitingLine> _unsettled = [];
    private readonly PriorityQueue<(Standing Standing, long Ticket), DateTimeOffset> _wakings = new();
    private readonly Queue<(Standing Standing, long Ticket)> _over = new();
    private long _ticket;

    public Acd(AcdOptions? options = null) => _options = options ?? new AcdOptions();

    /// <summary>When <see cref="Dispatch"/> is to be called even if nothing is heard before; null: not needed.</summary>
    public DateTimeOffset? DueAt
    {
        get
        {
            // What was scheduled for an earlier phase is over.
            while (_wakings.TryPeek(out var waking, out var at))
            {
                if (waking.Standing.Ticket == waking.Ticket)
                    return at;
                _wakings.Dequeue();
            }

            return null;
        }
    }

    /// <summary>Whatever was committed of a conversation: it waits, takes an agent's place, or is gone.</summary>
    /// <returns>False when it was known already, or is older than what is known.</returns>
    public bool Hear(ConversationFacts facts, DateTimeOffset now)
    {
        switch (facts.State)
        {
            case ConversationState.Queued:
                return Join(EntryOf(facts));
            case ConversationState.Offered:
            case ConversationState.Active:
            case ConversationState.WrapUp:
                var agentId = facts.AgentId ?? throw new ArgumentException($"Conversation {facts.ConversationId} is {facts.State} without an agent (revision {facts.Revision}).", nameof(facts));
                var taken = facts.State != ConversationState.Offered;
                return Hold(facts.ConversationId, agentId, facts.Revision, taken ? facts.AcceptedAt ?? facts.Since : facts.Since, taken, facts.GroupId is null ? null : EntryOf(facts));
            case ConversationState.Automated when !_standings.ContainsKey(facts.ConversationId):
                return false;
            default:
                var changed = Release(facts.ConversationId, facts.Revision, facts.Since);
                // Only who served it still stands in a closed conversation; the memory of who is idle since when survives a restart in this way.
                if (changed && facts is { AgentId: { } served, AcceptedAt: { } acceptedAt })
                {
                    var place = PlaceOf(served);
                    place.Remember(acceptedAt, facts.Since);
                    Refresh(place);
                }

                return changed;
        }
    }

    /// <summary>It waits. Joining again changes nothing, unless the entry is newer.</summary>
    public bool Join(WaitingEntry entry)
    {
        var standing = Know(entry.ConversationId);
        if (entry.Revision <= standing.Revision)
            return false;
        standing.Revision = entry.Revision;
        if (standing.Phase == Phase.Proposed && !WasRefused(standing, entry))
        {
            // The customer said something meanwhile; the offer is still on its way.
            standing.Line!.Ringing.Remove(standing);
            standing.Describe(entry);
            standing.Line = LineOf(entry.GroupId);
            standing.Line.Ringing.Add(standing);
            return true;
        }

        TakeOut(standing, entry.Since ?? entry.EnqueuedAt);
        standing.Describe(entry);
        Wait(standing);
        return true;
    }

    /// <summary>It left the line.</summary>
    public bool Leave(Guid conversationId, long revision) => Release(conversationId, revision, DateTimeOffset.MinValue);

    /// <summary>An agent sits down, or something about the agent changed.</summary>
    public void Seat(AgentSeat seat, DateTimeOffset now)
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
                Reconsider(membership.Line);
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

    /// <summary>It takes one of the agent's places.</summary>
    public bool Hold(Guid conversationId, Guid agentId, long revision, DateTimeOffset now) =>
        Hold(conversationId, agentId, revision, now, taken: true, entry: null);

    /// <summary>It takes no agent's place any more and does not wait.</summary>
    public bool Release(Guid conversationId, long revision, DateTimeOffset now)
    {
        var standing = Know(conversationId);
        if (revision <= standing.Revision)
            return false;
        standing.Revision = revision;
        TakeOut(standing, now);
        standing.Describe(null);
        Enter(standing, Phase.Gone);
        _over.Enqueue((standing, standing.Ticket));
        while (_over.Count > _options.Remembered)
        {
            var (oldest, ticket) = _over.Dequeue();
            if (oldest.Ticket == ticket)
                _standings.Remove(oldest.ConversationId);
        }

        return true;
    }

    /// <summary>Assigns until no pair of a waiting conversation and an agent for it is left, or <paramref name="max"/> are made.</summary>
    public IReadOnlyList<Assignment> Dispatch(DateTimeOffset now, int max = int.MaxValue)
    {
        WakeUp(now);
        var made = new List<Assignment>();
        var heads = new PriorityQueue<WaitingLine, Standing>(ContactOrder.Instance);
        foreach (var line in _unsettled.ToArray())
        {
            line.Rewind();
            EnqueueNext(line);
        }

        while (made.Count < max && heads.TryDequeue(out var line, out var contact))
        {
            if (Choose(line, contact, now) is var (agent, explanation))
                made.Add(Propose(contact, agent, explanation, now));
            else
                line.Pass(contact);
            EnqueueNext(line);
        }

        return made;

        // Among all lines the first contact is served first, because one agent may serve several of them.
        void EnqueueNext(WaitingLine line)
        {
            if (line.Free.Count > 0 && line.Next() is { } next)
            {
                heads.Enqueue(line, next);
                return;
            }

            line.Settle();
            _unsettled.Remove(line);
        }
    }

    /// <summary>The offer was made, at this revision of the conversation. Hearing the conversation's facts does the same.</summary>
    public bool Confirm(Assignment assignment, long revision, DateTimeOffset now) =>
        Hold(assignment.ConversationId, assignment.AgentId, revision, now, taken: false, _standings.GetValueOrDefault(assignment.ConversationId)?.Entry);

    /// <summary>The conversation had moved on, no offer was made: the agent's place is free again, and the conversation waits as it did.</summary>
    /// <param name="revision">The assignment's, or the conversation's present one. A rejection of an earlier assignment changes nothing.</param>
    public bool Reject(Guid conversationId, long revision, DateTimeOffset now)
    {
        if (!_standings.TryGetValue(conversationId, out var standing) || standing.Phase != Phase.Proposed || revision < standing.ProposedRevision)
            return false;
        var heardNewer = standing.Revision > standing.ProposedRevision;
        TakeOut(standing, now);
        Wait(standing);
        if (heardNewer)
            return true;
        // Without news the same assignment would be made and rejected again at once.
        standing.NotBefore = now + _options.RetryAfter;
        Wake(standing, standing.NotBefore);
        return true;
    }

    /// <summary>The place in the line, from 1; those whom an agent is just being asked for may come back and stand in front. Null: does not wait.</summary>
    public int? PlaceInLine(Guid conversationId) =>
        _standings.TryGetValue(conversationId, out var standing) && standing.Line is { } line
            ? 1 + line.Waiting.CountBefore(standing) + line.Ringing.CountBefore(standing)
            : null;

    /// <summary>The group that it waits for, or was waiting for when it was assigned; null: not known here.</summary>
    public Guid? GroupOf(Guid conversationId) => _standings.GetValueOrDefault(conversationId)?.Entry?.GroupId;

    /// <summary>How many wait for a group with nobody being asked for them, and since when the one who waits longest does.</summary>
    public (int Count, DateTimeOffset? LongestSince) WaitingIn(Guid groupId)
    {
        if (!_lines.TryGetValue(groupId, out var line))
            return (0, null);
        DateTimeOffset? longest = null;
        // Within a tier the first has waited longest.
        for (var first = line.Waiting.First; first is not null;)
        {
            var (tier, since) = (first.Entry!.VipTier, first.Entry.EnqueuedAt);
            longest = longest < since ? longest : since;
            first = line.Waiting.FirstWhere(c => c.Entry!.VipTier < tier);
        }

        return (line.Waiting.Count, longest);
    }

    /// <summary>The agent's standing, places taken by assignments without an answer included; null for an agent never heard of.</summary>
    public AgentStanding? StandingOf(Guid agentId) => _places.GetValueOrDefault(agentId)?.Standing;

    private bool Hold(Guid conversationId, Guid agentId, long revision, DateTimeOffset at, bool taken, WaitingEntry? entry)
    {
        var standing = Know(conversationId);
        if (revision <= standing.Revision)
            return false;
        standing.Revision = revision;
        var place = PlaceOf(agentId);
        // The same agent goes on with it: nothing is given back in between.
        if (standing.Place == place)
            standing.Place = null;
        TakeOut(standing, at);
        standing.Describe(entry);
        Enter(standing, Phase.Held);
        if (!taken && entry is not null)
            Ring(standing);
        standing.Place = place;
        standing.Place.Take(conversationId, at, taken);
        Refresh(standing.Place);
        return true;
    }

    private (Membership Agent, AssignmentExplanation Explanation)? Choose(WaitingLine line, Standing contact, DateTimeOffset now)
    {
        if (contact.NotBefore > now)
            return null;
        IEnumerable<Membership> asked = line.Free.InOrder();
        var ignored = line.AllHaveDeclined(contact);
        if (ignored)
        {
            var again = (contact.Entry!.Since ?? contact.Entry.EnqueuedAt) + _options.AskAgainAfter;
            if (again > now)
            {
                Wake(contact, again);
                return null;
            }

            // Whoever refused longest ago first: otherwise one who always refuses would be the only one asked.
            asked = asked.OrderBy(m => contact.Declined![m.Place.AgentId]);
        }
        else if (contact.Declined is not null)
        {
            asked = asked.Where(m => !contact.HasDeclined(m.Place.AgentId));
        }

        Membership? chosen = null;
        var candidates = new List<Candidate>(CandidatesExplained);
        foreach (var membership in asked)
        {
            chosen ??= membership;
            candidates.Add(new(membership.Place.Standing, membership.Key));
            if (candidates.Count == CandidatesExplained)
                break;
        }

        return chosen is null ? null : (chosen, new(_options.Ranking.Name, line.Free.Count, ignored, candidates));
    }

    private Assignment Propose(Standing standing, Membership agent, AssignmentExplanation explanation, DateTimeOffset now)
    {
        standing.Line!.Leave(standing);
        Enter(standing, Phase.Proposed);
        Ring(standing);
        standing.ProposedRevision = standing.Revision;
        standing.Place = agent.Place;
        standing.Place.Take(standing.ConversationId, now, taken: false);
        Refresh(standing.Place);
        Wake(standing, now + _options.AnswerWithin);
        return new(standing.ConversationId, standing.Entry!.ThreadId, agent.Place.AgentId, standing.Revision, explanation);
    }

    /// <summary>Was the proposed offer made and refused, although the news of its making has not arrived (yet)?</summary>
    private static bool WasRefused(Standing proposed, WaitingEntry news)
    {
        var agentId = proposed.Place!.AgentId;
        return news.Attempts > proposed.Entry!.Attempts || (!proposed.HasDeclined(agentId) && news.DeclinedBy.Contains(agentId));
    }

    private void WakeUp(DateTimeOffset now)
    {
        while (_wakings.TryPeek(out var waking, out var at) && at <= now)
        {
            _wakings.Dequeue();
            var standing = waking.Standing;
            if (standing.Ticket != waking.Ticket)
                continue;
            standing.WakesAt = null;
            switch (standing.Phase)
            {
                case Phase.Proposed:
                    TakeOut(standing, now);
                    Wait(standing);
                    break;
                case Phase.Waiting:
                    if (standing.Line!.HasBoth)
                        standing.Line.Consider(standing);
                    Unsettle(standing.Line);
                    break;
            }
        }
    }

    private void Wake(Standing standing, DateTimeOffset at)
    {
        if (standing.WakesAt <= at)
            return;
        standing.WakesAt = at;
        _wakings.Enqueue((standing, standing.Ticket), at);
    }

    private void Enter(Standing standing, Phase phase)
    {
        standing.Phase = phase;
        standing.Ticket = ++_ticket;
        standing.WakesAt = null;
        standing.NotBefore = DateTimeOffset.MinValue;
    }

    private void Wait(Standing standing)
    {
        Enter(standing, Phase.Waiting);
        standing.Line = LineOf(standing.Entry!.GroupId);
        standing.Line.Join(standing);
        Unsettle(standing.Line);
    }

    private void Ring(Standing standing)
    {
        standing.Line = LineOf(standing.Entry!.GroupId);
        standing.Line.Ringing.Add(standing);
    }

    private void TakeOut(Standing standing, DateTimeOffset at)
    {
        if (standing.Line is { } line)
        {
            if (standing.Phase == Phase.Waiting)
                line.Leave(standing);
            else
                line.Ringing.Remove(standing);
            standing.Line = null;
        }

        if (standing.Place is not { } place)
            return;
        place.GiveBack(standing.ConversationId, at);
        standing.Place = null;
        Refresh(place);
    }

    /// <summary>Brings an agent's standing in all lines in step with the facts.</summary>
    private void Refresh(AgentPlace place)
    {
        var standing = place.Standing;
        foreach (var membership in place.Memberships)
        {
            var line = membership.Line;
            var key = _options.Ranking.Rank(standing, membership.Skill);
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
                Reconsider(line);
        }
    }

    private void Reconsider(WaitingLine line)
    {
        if (!line.HasBoth)
            return;
        line.ConsiderAll();
        _unsettled.Add(line);
    }

    private void Unsettle(WaitingLine line)
    {
        if (line.HasBoth)
            _unsettled.Add(line);
    }

    private static WaitingEntry EntryOf(ConversationFacts facts) => new(
        facts.ConversationId,
        facts.ThreadId,
        facts.GroupId ?? throw new ArgumentException($"Conversation {facts.ConversationId} is {facts.State} without a group (revision {facts.Revision}).", nameof(facts)),
        facts.VipTier,
        facts.EnqueuedAt ?? facts.Since,
        facts.DeclinedBy,
        facts.Revision,
        facts.Since,
        facts.Attempts);

    private Standing Know(Guid conversationId)
    {
        if (!_standings.TryGetValue(conversationId, out var standing))
            _standings[conversationId] = standing = new(conversationId);
        return standing;
    }

    private AgentPlace PlaceOf(Guid agentId)
    {
        if (!_places.TryGetValue(agentId, out var place))
            _places[agentId] = place = new(agentId);
        return place;
    }

    private WaitingLine LineOf(Guid groupId)
    {
        if (!_lines.TryGetValue(groupId, out var line))
            _lines[groupId] = line = new(groupId);
        return line;
    }
}
