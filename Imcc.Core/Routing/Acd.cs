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
    private readonly Floor _floor = new();
    private readonly Wakings _wakings = new();
    private readonly Standings _standings;
    private readonly Usher _usher;
    private readonly Waker _waker;
    private readonly Listener _listener;
    private readonly Dispatcher _dispatcher;
    private readonly ByHand _byHand;
    private readonly Admission _admission;
    private readonly Inquiry _inquiry;

    public Acd(AcdOptions? options = null)
    {
        _options = options ?? new AcdOptions();
        _standings = new(_options.Remembered);
        _usher = new(_floor, _standings, _wakings, _options);
        _waker = new(_floor, _usher, _wakings);
        _admission = new(_waker, _options);
        _listener = new(_floor, _standings, _usher, _admission);
        _dispatcher = new(_floor, _usher, _waker, _wakings, _options);
        _byHand = new(_floor, _standings, _usher, _options);
        _inquiry = new(_floor, _standings, _options);
    }

    /// <summary>When <see cref="Dispatch"/> is to be called even if nothing is heard before; null: not needed.</summary>
    public DateTimeOffset? DueAt => _wakings.DueAt;

    /// <summary>Grows with all that is heard: what <see cref="Rehear"/> needs to know of the moment before the rows were read.</summary>
    public long Mark => _standings.Mark;

    /// <summary>From now on these rules hold, for those who wait already too.</summary>
    public void Arrange(RoutingRules rules) => _usher.Rearrange(rules);

    /// <summary>Whatever was committed of a conversation: it waits, takes an agent's place, or is gone.</summary>
    /// <returns>False when it was known already, or is older than what is known.</returns>
    /// <exception cref="ArgumentException">It waits without a group or is served without an agent.</exception>
    public bool Hear(ConversationFacts facts, DateTimeOffset now) => _listener.Hear(facts, now);

    /// <summary>
    /// All that is open according to the rows. News that got lost is made good: what is missing among <paramref name="open"/> and has not
    /// been heard of since <paramref name="mark"/> (<see cref="Mark"/>, taken before reading) is over.
    /// </summary>
    /// <returns>The groups about which there was something new.</returns>
    public IReadOnlySet<Guid> Rehear(IReadOnlyCollection<ConversationFacts> open, long mark, DateTimeOffset now) => _listener.Rehear(open, mark, now);

    /// <summary>It waits. Joining again changes nothing, unless the entry is newer.</summary>
    public bool Join(WaitingEntry entry) => _listener.Join(entry);

    /// <summary>It left the line.</summary>
    public bool Leave(Guid conversationId, long revision) => _listener.Release(conversationId, revision, DateTimeOffset.MinValue);

    /// <summary>An agent sits down, or something about the agent changed.</summary>
    public void Seat(AgentSeat seat, DateTimeOffset now) => _floor.Sit(seat, now);

    /// <summary>A new day: what was given and how long everybody was there counts from nothing again.</summary>
    public void StartDay(DateTimeOffset now) => _floor.StartDay(now);

    /// <summary>The agent's day so far, to be given back with the seat after a restart; null for an agent never heard of.</summary>
    public AgentDay? DayOf(Guid agentId, DateTimeOffset now) => _floor.FindPlace(agentId)?.Day(now);

    /// <summary>It takes one of the agent's places. Of what group it is is not said, so it counts for no strategy: whoever has the facts lets them be heard (<see cref="Hear"/>).</summary>
    public bool Hold(Guid conversationId, Guid agentId, long revision, DateTimeOffset now) => _listener.Hold(conversationId, agentId, revision, now);

    /// <summary>It takes no agent's place any more and does not wait.</summary>
    public bool Release(Guid conversationId, long revision, DateTimeOffset now) => _listener.Release(conversationId, revision, now);

    /// <summary>Assigns until no pair of a waiting conversation and an agent for it is left, or <paramref name="max"/> are made.</summary>
    public IReadOnlyList<Assignment> Dispatch(DateTimeOffset now, int max = int.MaxValue)
    {
        var made = _dispatcher.Dispatch(now, max);
        // Only when nobody is left who could be assigned is it known who is too many.
        if (made.Count < max)
            _admission.Close(now);
        return made;
    }

    /// <summary>
    /// By a person's hand: an agent takes a waiting conversation, a supervisor gives one to an agent, or an agent is asked to take one over. What
    /// was assigned is confirmed and rejected like a decision of <see cref="Dispatch"/>.
    /// </summary>
    /// <param name="force">Supervisor and transfer: whether the agent is there and has room does not matter.</param>
    public Directed Direct(AssignmentKind kind, Guid conversationId, Guid agentId, DateTimeOffset now, bool force = false)
    {
        _waker.WakeUp(now);
        return _byHand.Direct(kind, conversationId, agentId, force, now);
    }

    /// <summary>Those who joined a line beyond its limit since this was asked last: each is told so once, the last to join first, and left alone for a while.</summary>
    public IReadOnlyList<TurnedAway> TakeTurnedAway() => _admission.Take();

    /// <summary>The offer was made, at this revision of the conversation. Hearing the conversation's facts does the same.</summary>
    public bool Confirm(Assignment assignment, long revision, DateTimeOffset now) => _byHand.Confirm(assignment, revision, now);

    /// <summary>The conversation had moved on, no offer was made: the agent's place is free again, and the conversation waits (or is served) as it was.</summary>
    /// <param name="revision">The assignment's, or the conversation's present one. A rejection of an earlier assignment changes nothing.</param>
    public bool Reject(Guid conversationId, long revision, DateTimeOffset now) => _byHand.Reject(conversationId, revision, now);

    /// <summary>
    /// The place in the line, from 1; those whom an agent is just being asked for may come back and stand in front, and so do those who
    /// will have overtaken before one's turn comes. Null: does not wait.
    /// </summary>
    public int? PlaceInLine(Guid conversationId, DateTimeOffset now) => _inquiry.Place(conversationId, now);

    /// <summary>How long it will wait yet, if the line goes on being served as it was lately; null: nobody was served lately, or it does not wait.</summary>
    public TimeSpan? Estimate(Guid conversationId, DateTimeOffset now) => _inquiry.Estimate(conversationId, now);

    /// <summary>What a customer may be told: one who waits, or one of this tier who joins now.</summary>
    public LineForecast Forecast(Guid groupId, int tier, Guid? conversationId, DateTimeOffset now) => _inquiry.Forecast(groupId, tier, conversationId, now);

    /// <summary>The group that it waits for, or was waiting for when it was assigned; null: not known here.</summary>
    public Guid? GroupOf(Guid conversationId) => _standings.Find(conversationId)?.Entry?.GroupId;

    /// <summary>How many wait for a group with nobody being asked for them, and since when the one who waits longest does.</summary>
    public (int Count, DateTimeOffset? LongestSince) WaitingIn(Guid groupId) =>
        _floor.FindLine(groupId) is { } line ? (line.WaitingCount, line.LongestSince) : (0, null);

    /// <summary>The agent's standing, places taken by assignments without an answer included; null for an agent never heard of.</summary>
    public AgentStanding? StandingOf(Guid agentId) => _floor.FindPlace(agentId)?.Standing;

    /// <summary>Why it still waits; null: does not wait.</summary>
    public WaitingReason? Why(Guid conversationId, DateTimeOffset now) => _inquiry.Why(conversationId, now);

    /// <summary>Who would be asked for an ordinary conversation that joins now, under rules that need not be in force. Changes nothing.</summary>
    public IReadOnlyList<PreviewedAgent> Preview(Guid groupId, GroupRules draft, DateTimeOffset now) => Rehearsal.Of(_floor, groupId, draft, now);

    /// <summary>
    /// For the watchdog: conversations that wait although an agent could be asked, each with one such agent, found by looking at everybody and
    /// without the indexes that decisions use. Right after <see cref="Dispatch"/> there are none.
    /// </summary>
    public IReadOnlyList<(Guid ConversationId, Guid AgentId)> Overlooked(DateTimeOffset now) => Watchdog.Overlooked(_floor, _standings, _options, now);
}
