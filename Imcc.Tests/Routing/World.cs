using Imcc.Core.Conversations;
using Imcc.Core.Organisation;
using Imcc.Core.Routing;

namespace Imcc.Tests.Routing;

/// <summary>
/// The truth beside which the ACD is held: conversations by their own state machine, agents, and what the rules say, worked out by
/// looking at everybody each time, without any index or memory. Steps choose what happens; the ACD under test hears of it.
/// </summary>
internal sealed class World
{
    public const int Groups = 3;
    public const int Agents = 5;
    private static readonly TimeSpan Ring = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MaxWait = TimeSpan.FromHours(2);
    private static readonly TimeSpan WrapUp = TimeSpan.FromSeconds(60);
    private readonly Dictionary<Guid, Proposal> _proposals = [];
    private readonly Dictionary<Guid, DateTimeOffset> _notBefore = [];
    private readonly bool _withRequeue;
    private int _made;

    public World(bool withRequeue = true)
    {
        _withRequeue = withRequeue;
        for (var i = 0; i < Agents; i++)
        {
            var worker = new Worker(Id(0xA, i));
            worker.Skills.Add(i % Groups);
            if (i % 2 == 0)
                worker.Skills.Add((i + 1) % Groups);
            worker.Capacity = 1 + i % 2;
            Workers.Add(worker);
            Acd.Seat(worker.Seat(), Now);
        }
    }

    public Acd Acd { get; private set; } = new();

    public DateTimeOffset Now { get; private set; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public List<Worker> Workers { get; } = [];

    public Dictionary<Guid, Conversation> Conversations { get; } = [];

    /// <summary>All facts that were ever committed, in order.</summary>
    public List<ConversationFacts> Facts { get; } = [];

    public static Guid Id(int kind, int number) => new(kind, 0, 0, 0, 0, 0, 0, (byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number);

    public static Guid Group(int number) => Id(0x6, number % Groups);

    public void Happen(Step step)
    {
        Now += TimeSpan.FromSeconds(step.B % 3);
        switch (step.What)
        {
            case < 24:
                Arrive(step);
                break;
            case < 29:
                Change(step, c => c.State is ConversationState.Queued or ConversationState.Offered, c => c.Abandon(EndReason.CustomerLeft, Now));
                break;
            case < 42:
                Change(step, c => c.State == ConversationState.Offered, Accept);
                break;
            case < 50:
                Change(step, c => c.State == ConversationState.Offered, c => c.Refuse(Now));
                break;
            case < 53:
                Change(step, c => c.State == ConversationState.Offered, c => c.Withdraw(Now));
                break;
            case < 62:
                Change(step, c => c.State == ConversationState.Active, c => c.End(EndReason.Agent, Now));
                break;
            case < 70:
                Change(step, c => c.State == ConversationState.WrapUp, Close);
                break;
            case < 78:
                var worker = Workers[step.A % Agents];
                worker.IsRoutable = !worker.IsRoutable;
                worker.StatusRevision++;
                Acd.Seat(worker.Seat(), Now);
                break;
            case < 80 when _withRequeue:
                Change(step, c => c.State == ConversationState.Active, Requeue);
                break;
            case < 84:
                Now += TimeSpan.FromSeconds(step.B % 40);
                break;
            case < 87:
                Retrain(Workers[step.A % Agents], step.B);
                break;
            case < 91:
                Change(step, c => c.State is ConversationState.Queued or ConversationState.Offered or ConversationState.WrapUp, c => c.HearCustomer("?", Now));
                break;
            case < 93:
                Change(step, c => c.State is ConversationState.Queued or ConversationState.Offered, c => c.WithVipTier(step.B % 3));
                break;
            case < 95 when Facts.Count > 0:
                var late = Facts[step.A % Facts.Count];
                var known = Acd.Hear(late, Now);
                Assert.False(known, "An old fact was taken for news.");
                break;
            case < 96:
                var old = Workers[step.A % Agents];
                Acd.Seat(old.Seat() with { StatusRevision = old.StatusRevision - 1, IsRoutable = !old.IsRoutable }, Now);
                break;
            case < 98:
                AnswerLate(step);
                break;
            case 98:
                Rebuild();
                break;
        }
    }

    /// <summary>The rules of routing.md §1.4 and §2.1 in their plainest form: what must be assigned now, in this order.</summary>
    public IReadOnlyList<(Guid ConversationId, Guid AgentId)> Expected()
    {
        foreach (var (id, proposal) in _proposals.ToList())
        {
            if (proposal.At + TimeSpan.FromSeconds(15) <= Now)
                _proposals.Remove(id);
        }

        var taken = new Dictionary<Guid, Guid>();
        var expected = new List<(Guid, Guid)>();
        foreach (var contact in Waiting().Where(c => !_notBefore.TryGetValue(c.Id, out var at) || at <= Now))
        {
            var agents = Eligible(contact, w => Load(w) + taken.Values.Count(a => a == w.Id));
            var ranked = agents.OrderBy(w => RefusalOrder(contact, w)).ThenBy(w => Key(w, taken.Values.Count(a => a == w.Id)));
            if (ranked.FirstOrDefault() is not { } chosen)
                continue;
            taken[contact.Id] = chosen.Id;
            expected.Add((contact.Id, chosen.Id));
        }

        return expected;
    }

    /// <summary>Waiting with no assignment open, in the order of service.</summary>
    public IEnumerable<Conversation> Waiting() =>
        InOrder(Conversations.Values.Where(c => c.State == ConversationState.Queued && !_proposals.ContainsKey(c.Id)));

    public int Place(Conversation contact) =>
        1 + InOrder(Conversations.Values.Where(c => c.GroupId == contact.GroupId && c.State is ConversationState.Queued or ConversationState.Offered && c.GroupId == contact.GroupId)).ToList().FindIndex(c => c.Id == contact.Id);

    public int Load(Worker worker) =>
        Conversations.Values.Count(c => c.HoldsAgent && c.AgentId == worker.Id) + _proposals.Values.Count(p => p.AgentId == worker.Id);

    public bool IsProposed(Guid conversationId) => _proposals.ContainsKey(conversationId);

    /// <summary>What the conversation does with an assignment: mostly it is offered, sometimes refused or not heard of again.</summary>
    public void Answer(Assignment assignment, int how)
    {
        var conversation = Conversations[assignment.ConversationId];
        switch (how % 8)
        {
            case 0:
                Assert.True(Acd.Reject(conversation.Id, assignment.ExpectedRevision, Now));
                _notBefore[conversation.Id] = Now + TimeSpan.FromSeconds(1);
                break;
            case 1:
                _proposals[conversation.Id] = new(assignment.AgentId, Now, assignment.ExpectedRevision);
                break;
            case 2:
                // Confirmed first, and the facts come after.
                var offered = conversation.Offer(assignment.AgentId, Id(0xF, ++_made), Now);
                Assert.True(Acd.Confirm(assignment, offered.Revision, Now));
                Commit(offered, heard: false);
                break;
            default:
                Commit(conversation.Offer(assignment.AgentId, Id(0xF, ++_made), Now));
                break;
        }
    }

    /// <summary>A new ACD from what the rows say, as after a crash: assignments without an answer are forgotten.</summary>
    public void Rebuild()
    {
        _proposals.Clear();
        _notBefore.Clear();
        Acd = new Acd();
        foreach (var conversation in Conversations.Values.OrderByDescending(c => c.Id))
            Acd.Hear(ConversationFacts.Of(conversation), Now);
        foreach (var worker in Workers)
            Acd.Seat(worker.Seat() with { IdleSince = worker.IdleSince, LastAssignedAt = worker.LastTakenAt }, Now);
    }

    private static IOrderedEnumerable<Conversation> InOrder(IEnumerable<Conversation> contacts) =>
        contacts.OrderByDescending(c => c.VipTier).ThenBy(c => c.EnqueuedAt).ThenBy(c => c.Id);

    private IEnumerable<Worker> Eligible(Conversation contact, Func<Worker, int> load)
    {
        var group = Workers.Where(w => w.IsRoutable && w.Has(contact.GroupId!.Value)).ToList();
        var free = group.Where(w => load(w) < w.Capacity);
        if (group.All(w => contact.DeclinedBy.Contains(w.Id)))
            return contact.Since + TimeSpan.FromSeconds(30) <= Now ? free : [];
        return free.Where(w => !contact.DeclinedBy.Contains(w.Id));
    }

    private static int RefusalOrder(Conversation contact, Worker worker) => contact.DeclinedBy.IndexOf(worker.Id);

    private (bool, long, long, Guid) Key(Worker worker, int takenNow)
    {
        var last = Conversations.Values.Where(c => c.State == ConversationState.Offered && c.AgentId == worker.Id).Select(c => c.Since)
            .Concat(_proposals.Values.Where(p => p.AgentId == worker.Id).Select(p => p.At))
            .Append(worker.LastTakenAt)
            .Append(takenNow > 0 ? Now : worker.LastTakenAt)
            .Max();
        var load = takenNow + Load(worker);
        return load > 0 ? (true, last.UtcTicks, load, worker.Id) : (false, worker.IdleSince.UtcTicks, last.UtcTicks, worker.Id);
    }

    private void Arrive(Step step)
    {
        var number = ++_made;
        var conversation = Conversation.Open(Id(0xC, number), Id(0x7, number), Id(1, 0), Id(2, number), null, Now);
        Commit(conversation);
        Commit(conversation.Enqueue(Group(step.A), step.B % 3, 1, Now));
    }

    private Conversation Accept(Conversation conversation)
    {
        Worker(conversation).LastTakenAt = Now;
        return conversation.Accept(Id(0x5, ++_made), Now);
    }

    private Conversation Close(Conversation conversation)
    {
        Worker(conversation).IdleSince = Now;
        return conversation.Close(Now);
    }

    private Conversation Requeue(Conversation conversation)
    {
        Worker(conversation).IdleSince = Now;
        return conversation.Requeue(Now);
    }

    private void Retrain(Worker worker, int how)
    {
        worker.Capacity = how % 4;
        if (!worker.Skills.Remove(how % Groups))
            worker.Skills.Add(how % Groups);
        Acd.Seat(worker.Seat(), Now);
    }

    /// <summary>An assignment that hung is answered after all; if it expired meanwhile, nobody minds.</summary>
    private void AnswerLate(Step step)
    {
        if (_proposals.Count == 0)
            return;
        var (id, proposal) = _proposals.OrderBy(p => p.Key).ElementAt(step.A % _proposals.Count);
        var conversation = Conversations[id];
        if (conversation.State == ConversationState.Queued && step.B % 2 == 0)
        {
            _proposals.Remove(id);
            Commit(conversation.Offer(proposal.AgentId, Id(0xF, ++_made), Now));
        }
        else if (Acd.Reject(id, proposal.Revision, Now))
        {
            _proposals.Remove(id);
            if (conversation.Revision == proposal.Revision)
                _notBefore[id] = Now + TimeSpan.FromSeconds(1);
        }
    }

    private void Change(Step step, Func<Conversation, bool> which, Func<Conversation, Conversation> change)
    {
        var all = Conversations.Values.Where(which).OrderBy(c => c.Id).ToList();
        if (all.Count == 0)
            return;
        var before = all[step.A % all.Count];
        var after = change(before);
        if (after != before)
            Commit(after);
    }

    private void Commit(Conversation conversation, bool heard = true)
    {
        Conversations[conversation.Id] = conversation;
        _notBefore.Remove(conversation.Id);
        if (conversation.State != ConversationState.Queued)
            _proposals.Remove(conversation.Id);
        var facts = ConversationFacts.Of(conversation);
        Facts.Add(facts);
        if (heard)
            Acd.Hear(facts, Now);
    }

    private Worker Worker(Conversation conversation) => Workers.Single(w => w.Id == conversation.AgentId);

    private sealed record Proposal(Guid AgentId, DateTimeOffset At, long Revision);
}

/// <summary>An agent of the <see cref="World"/>.</summary>
internal sealed class Worker(Guid id)
{
    public Guid Id => id;

    public int Capacity { get; set; }

    public HashSet<int> Skills { get; } = [];

    public bool IsRoutable { get; set; } = true;

    public long StatusRevision { get; set; } = 1;

    public DateTimeOffset IdleSince { get; set; } = DateTimeOffset.MinValue;

    public DateTimeOffset LastTakenAt { get; set; } = DateTimeOffset.MinValue;

    public bool Has(Guid groupId) => Skills.Any(s => World.Group(s) == groupId);

    public AgentSeat Seat() => new(Id, Capacity, [.. Skills.Select(s => new Skill(World.Group(s)))], IsRoutable, StatusRevision);
}
