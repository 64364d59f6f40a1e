using Imcc.Core.Conversations;
using Imcc.Core.Organisation;
using Imcc.Core.Routing;

namespace Imcc.Tests.Routing;

/// <summary>A few agents and customers with small numbers for names, and a clock in seconds.</summary>
internal sealed class Hall
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly Dictionary<int, ConversationFacts> _facts = [];
    private readonly Dictionary<int, AgentSeat> _seats = [];

    public Hall(StrategySettings? strategy = null, LineRules? line = null, IReadOnlyList<VipTier>? tiers = null) =>
        Arrange(strategy, line, tiers);

    public Acd Acd { get; } = new();

    public double Now { get; set; }

    public static DateTimeOffset At(double seconds) => Morning.AddSeconds(seconds);

    public static Guid Group(int number) => World.Id(6, number);

    public static Guid Contact(int number) => World.Id(0xC, number);

    public static Guid Person(int number) => World.Id(0xA, number);

    public static int Number(Guid id) => id.ToByteArray()[15] + 256 * id.ToByteArray()[14];

    /// <summary>The rules of group 0; all others have the defaults.</summary>
    public void Arrange(StrategySettings? strategy = null, LineRules? line = null, IReadOnlyList<VipTier>? tiers = null) =>
        Acd.Arrange(new(new Dictionary<Guid, GroupRules> { [Group(0)] = new(strategy ?? new(), line ?? new()) }, tiers ?? VipTier.Defaults));

    public void Sit(int agent, int capacity = 1, int level = 5, int weight = 1, bool routable = true, int[]? groups = null)
    {
        var revision = _seats.TryGetValue(agent, out var seat) ? seat.StatusRevision + 1 : 1;
        _seats[agent] = new(Person(agent), capacity, [.. (groups ?? [0]).Select(g => new Skill(Group(g), level, weight))], routable, revision);
        Acd.Seat(_seats[agent], At(Now));
    }

    public void Break(int agent, bool isBack = false)
    {
        _seats[agent] = _seats[agent] with { IsRoutable = isBack, StatusRevision = _seats[agent].StatusRevision + 1 };
        Acd.Seat(_seats[agent], At(Now));
    }

    public void Join(int contact, int tier = 0, int group = 0, int units = 1, int? preferred = null, double until = 0) => Hear(new()
    {
        ConversationId = Contact(contact),
        ThreadId = World.Id(7, contact),
        Revision = _facts.TryGetValue(contact, out var known) ? known.Revision + 1 : 1,
        State = ConversationState.Queued,
        Since = At(Now),
        GroupId = Group(group),
        VipTier = tier,
        EnqueuedAt = At(Now),
        JoinedLineAt = At(Now),
        Units = units,
        PreferredAgentId = preferred is { } p ? Person(p) : null,
        PreferredUntil = preferred is null ? null : At(until),
    });

    public void Change(int contact, Func<ConversationFacts, ConversationFacts> change) =>
        Hear(change(_facts[contact]) with { Revision = _facts[contact].Revision + 1 });

    /// <summary>Something is committed, and nobody hears of it.</summary>
    public void Lose(int contact) => _facts[contact] = _facts[contact] with { Revision = _facts[contact].Revision + 1 };

    public void Accept(int contact, int agent) =>
        Change(contact, f => f with { State = ConversationState.Active, AgentId = Person(agent), Since = At(Now), AcceptedAt = At(Now), Attempts = f.Attempts + 1 });

    public void Refuse(int contact, int agent) =>
        Change(contact, f => f with { State = ConversationState.Queued, AgentId = null, Since = At(Now), Attempts = f.Attempts + 1, DeclinedBy = [.. f.DeclinedBy, Person(agent)] });

    public void Close(int contact) => Change(contact, f => f with { State = ConversationState.Closed, Since = At(Now) });

    /// <summary>What is assigned now, as "contact to agent".</summary>
    public string Dispatch(int max = int.MaxValue) =>
        string.Join(", ", Acd.Dispatch(At(Now), max).Select(a => $"{Number(a.ConversationId)} to {Number(a.AgentId)}"));

    /// <summary>One customer comes, is served by whoever is asked, and is done at once.</summary>
    /// <returns>The agent.</returns>
    public int ServeOne(int contact, int group = 0)
    {
        Join(contact, group: group);
        var agent = Number(Assert.Single(Acd.Dispatch(At(Now))).AgentId);
        Accept(contact, agent);
        Close(contact);
        return agent;
    }

    private void Hear(ConversationFacts facts)
    {
        _facts[Number(facts.ConversationId)] = facts;
        Assert.True(Acd.Hear(facts, At(Now)));
    }
}
