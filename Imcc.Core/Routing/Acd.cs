using Imcc.Core.Conversations;

namespace Imcc.Core.Routing;

/// <summary>
/// Decides which agent is offered which waiting conversation, in both directions by one rule. One writer at a time; no clock; the
/// same news in the same order give the same decisions. It is a cache of conversation facts and agents' seats and can be made anew
/// from them at any moment. Each decision looks at what has changed since the last one, never at all who wait.
/// </summary>
public sealed class Acd
{
    private readonly AcdOptions _options;
    private readonly Floor _floor;
    private readonly Wakings _wakings = new();
    private readonly Dictionary<Guid, Standing> _standings = [];
    private readonly Queue<(Standing Standing, long Ticket)> _over = new();

    public Acd(AcdOptions? options = null)
    {
        _options = options ?? new AcdOptions();
        _floor = new(_options.Ranking);
    }

    /// <summary>When <see cref="Dispatch"/> is to be called even if nothing is heard before; null: not needed.</summary>
    public DateTimeOffset? DueAt => _wakings.DueAt;

    /// <summary>Grows with all that is heard: what <see cref="Rehear"/> needs to know of the moment before the rows were read.</summary>
    public long Mark { get; private set; }

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
                    var place = _floor.PlaceOf(served);
                    place.Remember(acceptedAt, facts.Since);
                    _floor.Refresh(place);
                }

                return changed;
        }
    }

    /// <summary>
    /// All that is open according to the rows. News that got lost is made good: what is missing among <paramref name="open"/> and has not
    /// been heard of since <paramref name="mark"/> (<see cref="Mark"/>, taken before reading) is over.
    /// </summary>
    /// <returns>The groups about which there was something new.</returns>
    public IReadOnlySet<Guid> Rehear(IReadOnlyCollection<ConversationFacts> open, long mark, DateTimeOffset now)
    {
        var groups = new HashSet<Guid>();
        foreach (var facts in open)
        {
            // Given up by an earlier reading that had missed it: the rows are right, and it must not be lost.
            if (_standings.TryGetValue(facts.ConversationId, out var known) && known.Phase == Phase.Gone && known.Ticket <= mark && known.Revision == facts.Revision)
                known.Revision--;
            if (Hear(facts, now) && facts.GroupId is { } group)
                groups.Add(group);
        }

        var there = open.Select(f => f.ConversationId).ToHashSet();
        foreach (var standing in _standings.Values.Where(s => s.Phase is Phase.Waiting or Phase.Held && s.Ticket <= mark && !there.Contains(s.ConversationId)).ToList())
        {
            if (standing.Entry is { } entry)
                groups.Add(entry.GroupId);
            Finish(standing, now);
        }

        return groups;
    }

    /// <summary>It waits. Joining again changes nothing, unless the entry is newer.</summary>
    public bool Join(WaitingEntry entry)
    {
        if (!IsNews(entry.ConversationId, entry.Revision, out var standing))
            return false;
        if (standing.Phase == Phase.Proposed && !WasRefused(standing, entry))
        {
            // The customer said something meanwhile; the offer is still on its way.
            standing.Line!.Ringing.Remove(standing);
            standing.Describe(entry);
            Ring(standing);
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
    public void Seat(AgentSeat seat, DateTimeOffset now) => _floor.Sit(seat);

    /// <summary>It takes one of the agent's places.</summary>
    public bool Hold(Guid conversationId, Guid agentId, long revision, DateTimeOffset now) =>
        Hold(conversationId, agentId, revision, now, taken: true, entry: null);

    /// <summary>It takes no agent's place any more and does not wait.</summary>
    public bool Release(Guid conversationId, long revision, DateTimeOffset now)
    {
        if (!IsNews(conversationId, revision, out var standing))
            return false;
        Finish(standing, now);
        return true;
    }

    /// <summary>Assigns until no pair of a waiting conversation and an agent for it is left, or <paramref name="max"/> are made.</summary>
    public IReadOnlyList<Assignment> Dispatch(DateTimeOffset now, int max = int.MaxValue)
    {
        WakeUp(now);
        var made = new List<Assignment>();
        var heads = new PriorityQueue<WaitingLine, Standing>(ContactOrder.Instance);
        foreach (var line in _floor.Unsettled.ToArray())
        {
            line.Rewind();
            EnqueueNext(line);
        }

        // Among all lines the first contact is served first, because one agent may serve several of them.
        while (made.Count < max && heads.TryDequeue(out var line, out var contact))
        {
            if (AgentChoice.For(contact, line, _options, now, out var again) is { } choice)
                made.Add(Propose(contact, choice, now));
            else
                line.Pass(contact);
            if (again is { } at)
                _wakings.Schedule(contact, at);
            EnqueueNext(line);
        }

        return made;

        void EnqueueNext(WaitingLine line)
        {
            if (line.Free.Count > 0 && line.Next() is { } next)
                heads.Enqueue(line, next);
            else
                _floor.Settle(line);
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
        // Without news the same assignment would be made and rejected again at once.
        var notBefore = standing.Revision > standing.ProposedRevision ? DateTimeOffset.MinValue : now + _options.RetryAfter;
        TakeOut(standing, now);
        Wait(standing);
        standing.NotBefore = notBefore;
        if (notBefore > now)
            _wakings.Schedule(standing, notBefore);
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
    public (int Count, DateTimeOffset? LongestSince) WaitingIn(Guid groupId) =>
        _floor.FindLine(groupId) is { } line ? (line.Waiting.Count, line.LongestSince) : (0, null);

    /// <summary>The agent's standing, places taken by assignments without an answer included; null for an agent never heard of.</summary>
    public AgentStanding? StandingOf(Guid agentId) => _floor.FindPlace(agentId)?.Standing;

    private bool Hold(Guid conversationId, Guid agentId, long revision, DateTimeOffset at, bool taken, WaitingEntry? entry)
    {
        if (!IsNews(conversationId, revision, out var standing))
            return false;
        var place = _floor.PlaceOf(agentId);
        // The same agent goes on with it: nothing is given back in between.
        if (standing.Place == place)
            standing.Place = null;
        TakeOut(standing, at);
        standing.Describe(entry);
        Enter(standing, Phase.Held);
        if (!taken && entry is not null)
            Ring(standing);
        TakePlace(standing, place, at, taken);
        return true;
    }

    private Assignment Propose(Standing standing, AgentChoice choice, DateTimeOffset now)
    {
        standing.Line!.Leave(standing);
        Enter(standing, Phase.Proposed);
        Ring(standing);
        standing.ProposedRevision = standing.Revision;
        TakePlace(standing, choice.Agent, now, taken: false);
        _wakings.Schedule(standing, now + _options.AnswerWithin);
        return new(standing.ConversationId, standing.Entry!.ThreadId, choice.Agent.AgentId, standing.Revision, choice.Explanation);
    }

    /// <summary>Was the proposed offer made and refused, although the news of its making has not arrived (yet)?</summary>
    private static bool WasRefused(Standing proposed, WaitingEntry news)
    {
        var agentId = proposed.Place!.AgentId;
        return news.Attempts > proposed.Entry!.Attempts || (!proposed.HasDeclined(agentId) && news.DeclinedBy.Contains(agentId));
    }

    private void WakeUp(DateTimeOffset now)
    {
        while (_wakings.TryWake(now, out var standing))
        {
            if (standing.Phase == Phase.Waiting)
            {
                _floor.Consider(standing);
                continue;
            }

            // An assignment that nobody answered.
            TakeOut(standing, now);
            Wait(standing);
        }
    }

    private bool IsNews(Guid conversationId, long revision, out Standing standing)
    {
        if (!_standings.TryGetValue(conversationId, out var known))
            _standings[conversationId] = known = new(conversationId);
        standing = known;
        if (revision <= standing.Revision)
            return false;
        standing.Revision = revision;
        return true;
    }

    private void Enter(Standing standing, Phase phase)
    {
        standing.Phase = phase;
        standing.Ticket = ++Mark;
        standing.WakesAt = null;
        standing.NotBefore = DateTimeOffset.MinValue;
    }

    private void Wait(Standing standing)
    {
        Enter(standing, Phase.Waiting);
        standing.Line = _floor.LineOf(standing.Entry!.GroupId);
        standing.Line.Waiting.Add(standing);
        _floor.Consider(standing);
    }

    private void Ring(Standing standing)
    {
        standing.Line = _floor.LineOf(standing.Entry!.GroupId);
        standing.Line.Ringing.Add(standing);
    }

    private void TakePlace(Standing standing, AgentPlace place, DateTimeOffset at, bool taken)
    {
        standing.Place = place;
        place.Take(standing.ConversationId, at, taken);
        _floor.Refresh(place);
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
        _floor.Refresh(place);
    }

    private void Finish(Standing standing, DateTimeOffset at)
    {
        TakeOut(standing, at);
        standing.Describe(null);
        Enter(standing, Phase.Gone);
        _over.Enqueue((standing, standing.Ticket));
        while (_over.Count > _options.Remembered)
        {
            var (oldest, ticket) = _over.Dequeue();
            if (oldest.Ticket == ticket)
                _standings.Remove(oldest.ConversationId);
        }
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
}
