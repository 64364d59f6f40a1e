using Imcc.Core.Conversations;
using Imcc.Core.Organisation;
using Imcc.Core.Routing;

namespace Imcc.Tests.Routing;

/// <summary>
/// The truth beside which the ACD is held: conversations by their own state machine, agents, rules, and what is on its way between them. The
/// ACD under test hears of it; <see cref="Oracle"/> says what follows from it.
/// </summary>
internal sealed class World
{
    public const int Groups = 3;
    public const int Agents = 5;
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(15);
    private readonly Dictionary<Guid, OnItsWay> _proposals = [];
    private readonly Dictionary<Guid, OnItsWay> _reservations = [];
    private readonly Dictionary<Guid, DateTimeOffset> _notBefore = [];

    public World(int rules = 0)
    {
        Rules = Arrangements.Choose(rules, rules / 7);
        Acd.Arrange(Rules);
        for (var i = 0; i < Agents; i++)
        {
            var worker = new Worker(Id(0xA, i)) { Capacity = 1 + i % 3, ReadySince = Now };
            Workers.Add(worker);
            Train(worker, i, 1 + i * 2, i);
            if (i % 2 == 0)
                Train(worker, i + 1, 9 - i, 2);
            Sit(worker, new Dictionary<Guid, Skill>());
        }
    }

    public Acd Acd { get; private set; } = new();

    public DateTimeOffset Now { get; private set; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public RoutingRules Rules { get; private set; }

    public List<Worker> Workers { get; } = [];

    public Dictionary<Guid, Conversation> Conversations { get; } = [];

    /// <summary>All facts that were ever committed, in order.</summary>
    public List<ConversationFacts> Facts { get; } = [];

    public Gate Gate { get; } = new();

    public int Made { get; set; }

    /// <summary>Waiting with nobody being asked.</summary>
    public IEnumerable<Conversation> Unasked => Conversations.Values.Where(c => c.State == ConversationState.Queued && !_proposals.ContainsKey(c.Id));

    public IReadOnlyDictionary<Guid, OnItsWay> Proposals => _proposals;

    public IReadOnlyDictionary<Guid, OnItsWay> Reservations => _reservations;

    public static Guid Id(int kind, int number) => new(kind, 0, 0, 0, 0, 0, 0, (byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number);

    public static Guid Group(int number) => Id(0x6, number % Groups);

    public void Pass(TimeSpan time)
    {
        Now += time;
        Workers.ForEach(w => w.Pass(time));
    }

    public IEnumerable<Conversation> InOrder(IEnumerable<Conversation> contacts, DateTimeOffset at) =>
        from contact in contacts
        let tier = Rules.Tiers.FirstOrDefault(t => t.Tier == contact.VipTier) ?? new VipTier(contact.VipTier, "", 0)
        let score = tier.BonusSeconds * 100m + tier.SlopePercent * (decimal)(at - contact.EnqueuedAt!.Value).TotalSeconds
        orderby tier.IsUrgent descending, score descending, contact.EnqueuedAt, contact.Id
        select contact;

    public int Place(Conversation contact) => 1 + InOrder(
        Conversations.Values.Where(c => c.GroupId == contact.GroupId && c.State is ConversationState.Queued or ConversationState.Offered && c.GroupId == contact.GroupId), Now).ToList().FindIndex(c => c.Id == contact.Id);

    public int Load(Worker worker) =>
        Conversations.Values.Where(c => (c.HoldsAgent && c.AgentId == worker.Id) || c.Invitation?.AgentId == worker.Id).Sum(c => c.Units)
        + _proposals.Concat(_reservations).Where(p => p.Value.AgentId == worker.Id).Sum(p => Conversations[p.Key].Units);

    /// <summary>Offers, invitations and assignments that the agent has not answered, and those taken, each with its time.</summary>
    public IEnumerable<(Guid GroupId, DateTimeOffset At)> OpenAsked(Worker worker) =>
        Conversations.Values.Where(c => c.State == ConversationState.Offered && c.AgentId == worker.Id).Select(c => (c.GroupId!.Value, c.Since))
            .Concat(Conversations.Values.Where(c => c.Invitation?.AgentId == worker.Id).Select(c => (c.GroupId!.Value, c.Invitation!.At)))
            .Concat(_proposals.Concat(_reservations).Where(p => p.Value.AgentId == worker.Id).Select(p => (Conversations[p.Key].GroupId!.Value, p.Value.At)));

    public bool IsProposed(Guid conversationId) => _proposals.ContainsKey(conversationId);

    public bool IsLeftAlone(Guid conversationId) => _notBefore.GetValueOrDefault(conversationId) > Now || Gate.IsTurningAway(conversationId, Now);

    /// <summary>What nobody answered in time is given up; the ACD does so when it decides.</summary>
    public void Expire()
    {
        foreach (var waiting in new[] { _proposals, _reservations })
        {
            foreach (var (id, _) in waiting.Where(p => p.Value.At + AnswerWithin <= Now).ToList())
                waiting.Remove(id);
        }
    }

    public void Propose(Assignment assignment)
    {
        var way = new OnItsWay(assignment.AgentId, Now, assignment.ExpectedRevision, assignment.IsForced);
        if (assignment.Kind == AssignmentKind.Transfer)
        {
            _reservations[assignment.ConversationId] = way;
            return;
        }

        _proposals[assignment.ConversationId] = way;
        Gate.LetGo(assignment.ConversationId);
    }

    public void GiveUp(Guid conversationId, DateTimeOffset? notBefore = null)
    {
        _proposals.Remove(conversationId);
        _reservations.Remove(conversationId);
        if (notBefore is { } until)
            _notBefore[conversationId] = until;
    }

    public void Train(Worker worker, int group, int level, int weight) =>
        worker.Skills[Group(group)] = new(Group(group), 1 + level % 10, weight % 4);

    /// <summary>Something about the agent changed; the day begins (again) where it did not run before.</summary>
    /// <param name="before">The skills with which the agent was asked until now.</param>
    public void Sit(Worker worker, IReadOnlyDictionary<Guid, Skill> before)
    {
        foreach (var (group, skill) in worker.Skills)
        {
            var own = worker.Day.GetValueOrDefault(group);
            if (worker.IsRoutable && MayAsk(group, skill) && (!before.TryGetValue(group, out var known) || known.Weight != skill.Weight))
                worker.Day[group] = Welcomes.Begin(this, worker, group, before.TryGetValue(group, out var old) ? old.Weight : null);
            else
                worker.Day[group] = own;
        }

        Acd.Seat(worker.Seat(), Now);
    }

    /// <summary>The skills with which the agent is asked at this moment.</summary>
    public Dictionary<Guid, Skill> Asked(Worker worker) =>
        worker.IsRoutable ? worker.Skills.Where(s => MayAsk(s.Key, s.Value)).ToDictionary() : [];

    public bool MayAsk(Guid group, Skill skill) => Rules.For(group).Strategy.Ranking != RankingNames.Proportional || skill.Weight > 0;

    public void Arrange(RoutingRules rules)
    {
        Rules = rules;
        Acd.Arrange(rules);
    }

    public void StartDay()
    {
        foreach (var worker in Workers)
        {
            foreach (var group in worker.Day.Keys.ToList())
                worker.Day[group] = default;
        }

        Acd.StartDay(Now);
    }

    /// <summary>A new ACD from what the rows say, as after a crash: assignments without an answer are forgotten.</summary>
    public void Rebuild()
    {
        _proposals.Clear();
        _reservations.Clear();
        _notBefore.Clear();
        Acd = new Acd();
        Acd.Arrange(Rules);
        foreach (var conversation in Conversations.Values.OrderByDescending(c => c.Id))
            Acd.Hear(ConversationFacts.Of(conversation), Now);
        foreach (var worker in Workers)
            Acd.Seat(worker.Remembered(Now), Now);
        Gate.Forget(Unasked, Rules, Now);
    }

    public void Commit(Conversation conversation, bool heard = true)
    {
        var before = Conversations.GetValueOrDefault(conversation.Id);
        Conversations[conversation.Id] = conversation;
        _notBefore.Remove(conversation.Id);
        if (conversation.State != ConversationState.Queued)
            _proposals.Remove(conversation.Id);
        if (conversation.State != ConversationState.Active || before?.State != ConversationState.Active || before.AgentId != conversation.AgentId || conversation.Invitation is not null)
            _reservations.Remove(conversation.Id);
        Gate.Pass(before, conversation, Rules, Now);
        var facts = ConversationFacts.Of(conversation);
        Facts.Add(facts);
        if (heard)
            Acd.Hear(facts, Now);
    }

    /// <param name="Revision">The conversation's, from which it was decided.</param>
    internal sealed record OnItsWay(Guid AgentId, DateTimeOffset At, long Revision, bool IsForced);
}
