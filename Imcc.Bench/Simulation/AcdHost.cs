using System.Runtime.InteropServices;
using Imcc.Core.Conversations;
using Imcc.Core.Organisation;
using Imcc.Core.Routing;

namespace Imcc.Bench.Simulation;

/// <summary>
/// The host of a real <see cref="Acd"/> on virtual time: the only place of the simulation that knows its interface. Agents, groups and
/// contacts are numbers here; moments are ticks since the start. The ACD hears what it would hear of committed rows: each conversation's facts.
/// </summary>
public sealed class AcdHost
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private readonly Acd _acd;
    private readonly Centre _centre;
    private readonly List<Offer> _offers = [];
    private ConversationFacts?[] _facts = new ConversationFacts?[1024];

    public AcdHost(Centre centre)
    {
        _centre = centre;
        // Conversations never come back once they are over, so the memory for late news need not be larger than the caches.
        _acd = new(new AcdOptions { Remembered = 1024 });
        var rules = new GroupRules(new StrategySettings { Ranking = centre.Ranking }, new LineRules());
        var groups = centre.Agents.SelectMany(a => a.Skills).Select(s => s.Group).Distinct();
        _acd.Arrange(new(groups.ToDictionary(GroupId, _ => rules), centre.Tiers ?? VipTier.Defaults));
        for (var i = 0; i < centre.Agents.Count; i++)
            Seat(i, isRoutable: true, 0);
    }

    /// <summary>When to dispatch although nothing happened; null: not needed.</summary>
    public long? DueAt => _acd.DueAt is { } at ? (at - Start).Ticks : null;

    /// <summary>The agent begins or ceases to take conversations.</summary>
    public void Seat(int agent, bool isRoutable, long now)
    {
        var (capacity, skills) = _centre.Agents[agent];
        _acd.Seat(new(AgentId(agent), capacity, [.. skills.Select(s => new Skill(GroupId(s.Group), s.Level, s.Weight))], isRoutable, now), At(now));
    }

    public void Join(int contact, int group, int tier, long now)
    {
        if (contact >= _facts.Length)
            Array.Resize(ref _facts, _facts.Length * 2);
        var id = ContactId(contact);
        Hear(new()
        {
            ConversationId = id,
            ThreadId = id,
            Revision = 1,
            State = ConversationState.Queued,
            Since = At(now),
            GroupId = GroupId(group),
            VipTier = tier,
            EnqueuedAt = At(now),
            JoinedLineAt = At(now),
        });
    }

    /// <summary>Decides, and makes all the offers that were decided.</summary>
    public IReadOnlyList<Offer> Dispatch(long now)
    {
        _offers.Clear();
        foreach (var assignment in _acd.Dispatch(At(now)))
        {
            var contact = Number(assignment.ConversationId);
            Become(contact, ConversationState.Offered, now, f => f with { AgentId = assignment.AgentId });
            _offers.Add(new(contact, Number(assignment.AgentId)));
        }

        return _offers;
    }

    public void Accept(int contact, long now) => Become(contact, ConversationState.Active, now, f => f with { AcceptedAt = At(now) });

    /// <summary>It rang in vain: back into the line, to the place of the one moment of joining.</summary>
    public void Miss(int contact, long now) => Become(contact, ConversationState.Queued, now, f => f with
    {
        AgentId = null,
        Attempts = f.Attempts + 1,
        DeclinedBy = [.. f.DeclinedBy.Where(a => a != f.AgentId), f.AgentId!.Value],
    });

    /// <summary>The customer left the line.</summary>
    public void Leave(int contact, long now) => End(contact, ConversationState.Abandoned, now);

    /// <summary>The agent has done with it.</summary>
    public void Close(int contact, long now) => End(contact, ConversationState.Closed, now);

    /// <summary>The agent's places taken, as the ACD sees it.</summary>
    public int LoadOf(int agent) => _acd.StandingOf(AgentId(agent))!.Value.Load;

    private void End(int contact, ConversationState state, long now)
    {
        Become(contact, state, now, f => f);
        _facts[contact] = null;
    }

    private void Become(int contact, ConversationState state, long now, Func<ConversationFacts, ConversationFacts> change)
    {
        var before = _facts[contact] ?? throw new InvalidOperationException($"Contact {contact} is to become {state}, but is over.");
        Hear(change(before) with { State = state, Since = At(now), Revision = before.Revision + 1 });
    }

    private void Hear(ConversationFacts facts)
    {
        _facts[Number(facts.ConversationId)] = facts;
        if (!_acd.Hear(facts, facts.Since))
            throw new InvalidOperationException($"The ACD took revision {facts.Revision} of {facts.ConversationId} ({facts.State}) for old.");
    }

    private static DateTimeOffset At(long ticks) => Start.AddTicks(ticks);

    private static Guid ContactId(int number) => new(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xC);

    private static Guid AgentId(int number) => new(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xA);

    private static Guid GroupId(int number) => new(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x6);

    private static int Number(Guid id) => MemoryMarshal.Read<int>(MemoryMarshal.AsBytes(new ReadOnlySpan<Guid>(ref id)));
}

/// <summary>An agent is asked to take a contact.</summary>
public readonly record struct Offer(int Contact, int Agent);
