using System.Diagnostics;
using Imcc.Bench.Hosting;
using Imcc.Core.Conversations;
using Imcc.Core.Organisation;
using Imcc.Core.Routing;

namespace Imcc.Bench.Routing;

/// <summary>
/// The decisions alone, without rows and grains: 50,000 who wait, 10,000 agents with 5 of 200 skills each, all rankings mixed. One conversation
/// after another ends, and the agent's capacity goes to whoever is next; then everything is made anew as after a crash.
/// </summary>
internal sealed class PureBench
{
    private const int Groups = 200;
    private const int Agents = 10_000;
    private const int SkillsEach = 5;
    private const int Capacity = 3;
    private const int Waiting = 50_000;
    private static readonly TimeSpan Arrival = TimeSpan.FromMilliseconds(4);

    private readonly Random _random = new(20260302);
    private readonly RoutingRules _rules = Rules();
    private readonly Dictionary<Guid, ConversationFacts> _open = [];
    private readonly List<Guid> _served = [];
    private readonly List<AgentSeat> _seats = [];
    private DateTimeOffset _now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private Acd _acd = new();
    private int _made;

    public static void Run(TimeSpan duration) => new PureBench().Measure(duration);

    private static RoutingRules Rules() => new(Enumerable.Range(0, Groups).ToDictionary(Group, g => new GroupRules(
        new StrategySettings { Ranking = RankingNames.All[g % RankingNames.All.Count] },
        new LineRules
        {
            Relaxation = (g % 3) switch
            {
                1 => [new(TimeSpan.Zero, 6, []), new(TimeSpan.FromSeconds(30), 1, [])],
                2 => [new(TimeSpan.FromSeconds(60), 1, [Group((g + 1) % Groups)])],
                _ => [],
            },
        })), VipTier.Defaults);

    private static Guid Group(int number) => Id(6, number);

    private static Guid Id(int kind, int number) => new(kind, 0, 0, 0, 0, 0, 0, (byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number);

    private void Measure(TimeSpan duration)
    {
        SeatAll(_acd);
        for (var i = 0; i < Waiting + Agents * Capacity; i++)
            Join();
        Burst();
        Steady(duration);
        Rebuild();
    }

    /// <summary>Everybody comes in at once.</summary>
    private void Burst()
    {
        var began = Stopwatch.GetTimestamp();
        var made = _acd.Dispatch(_now);
        var took = Stopwatch.GetElapsedTime(began);
        Console.WriteLine($"routing, all at once: {made.Count:N0} assignments in {took.TotalMilliseconds:N0} ms, {made.Count / took.TotalSeconds:N0}/s");
        foreach (var assignment in made)
            Serve(assignment);
    }

    private void Steady(TimeSpan duration)
    {
        var decisions = new Latencies();
        var inDispatch = TimeSpan.Zero;
        var made = 0;
        var (began, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        for (var turn = 0; Stopwatch.GetElapsedTime(began) < duration; turn++)
        {
            _now += Arrival;
            Join();
            Finish();
            var at = Stopwatch.GetTimestamp();
            var assignments = _acd.Dispatch(_now);
            var took = Stopwatch.GetElapsedTime(at);
            inDispatch += took;
            decisions.Add(took);
            made += assignments.Count;
            foreach (var assignment in assignments)
                Serve(assignment);
        }

        var whole = Stopwatch.GetElapsedTime(began);
        processor = Environment.CpuUsage.TotalTime - processor;
        Console.WriteLine($"routing, {_open.Count - _served.Count:N0} waiting, {Agents:N0} agents with {SkillsEach} of {Groups} skills: {made:N0} decisions, {made / inDispatch.TotalSeconds:N0}/s; " +
            $"with the news of joining, offering, accepting and ending {made / whole.TotalSeconds:N0}/s, {made / processor.TotalSeconds:N0} per second of processor time; " +
            $"one decision p50 {decisions.Percentile(0.5) * 1000:N1} µs, p99 {decisions.Percentile(0.99) * 1000:N1} µs, max {decisions.Percentile(1):N2} ms");
        Console.WriteLine($"routing: pairs overlooked after the last decision: {_acd.Overlooked(_now).Count}");
    }

    private void Rebuild()
    {
        var (facts, days) = (_open.Values.ToArray(), _seats.Select(s => _acd.DayOf(s.AgentId, _now)).ToArray());
        _acd = new Acd();
        var began = Stopwatch.GetTimestamp();
        _acd.Arrange(_rules);
        foreach (var (seat, i) in _seats.Select((s, i) => (s, i)))
            _acd.Seat(seat with { Day = days[i] }, _now);
        var seated = Stopwatch.GetElapsedTime(began);
        _acd.Rehear(facts, _acd.Mark, _now);
        var heard = Stopwatch.GetElapsedTime(began);
        _acd.Dispatch(_now);
        Console.WriteLine($"routing, made anew from {facts.Length:N0} conversations: {Stopwatch.GetElapsedTime(began).TotalMilliseconds:N0} ms (agents {seated.TotalMilliseconds:N0}, conversations {(heard - seated).TotalMilliseconds:N0})");
        began = Stopwatch.GetTimestamp();
        _acd.Arrange(_rules);
        Console.WriteLine($"routing, other rules for all: {Stopwatch.GetElapsedTime(began).TotalMilliseconds:N0} ms");
        began = Stopwatch.GetTimestamp();
        _acd.Overlooked(_now);
        Console.WriteLine($"routing, watchdog's look at everybody: {Stopwatch.GetElapsedTime(began).TotalMilliseconds:N0} ms");
    }

    private void SeatAll(Acd acd)
    {
        acd.Arrange(_rules);
        for (var i = 0; i < Agents; i++)
        {
            var skills = Enumerable.Range(0, SkillsEach).Select(s => new Skill(Group((i + s * 37) % Groups), 1 + _random.Next(10), 1 + _random.Next(5))).ToArray();
            _seats.Add(new(Id(0xA, i), Capacity, skills, true, 1));
            acd.Seat(_seats[^1], _now);
        }
    }

    private void Join()
    {
        var number = ++_made;
        _now += TimeSpan.FromTicks(number % 7);
        Hear(new()
        {
            ConversationId = Id(0xC, number),
            ThreadId = Id(7, number),
            Revision = 1,
            State = ConversationState.Queued,
            Since = _now,
            GroupId = Group(_random.Next(Groups)),
            VipTier = _random.Next(10) < 8 ? 0 : 1 + _random.Next(3),
            EnqueuedAt = _now,
            JoinedLineAt = _now,
        });
    }

    private void Finish()
    {
        var i = _random.Next(_served.Count);
        var facts = _open[_served[i]];
        _served[i] = _served[^1];
        _served.RemoveAt(_served.Count - 1);
        _open.Remove(facts.ConversationId);
        _acd.Hear(facts with { State = ConversationState.Closed, Revision = facts.Revision + 1, Since = _now }, _now);
    }

    /// <summary>Offered, and accepted at once.</summary>
    private void Serve(Assignment assignment)
    {
        var facts = _open[assignment.ConversationId];
        Hear(facts with { State = ConversationState.Offered, AgentId = assignment.AgentId, Revision = facts.Revision + 1, Since = _now, Attempts = 1 });
        Hear(facts with { State = ConversationState.Active, AgentId = assignment.AgentId, Revision = facts.Revision + 2, Since = _now, Attempts = 1, AcceptedAt = _now });
        _served.Add(assignment.ConversationId);
    }

    private void Hear(ConversationFacts facts)
    {
        _open[facts.ConversationId] = facts;
        _acd.Hear(facts, _now);
    }
}
