using Imcc.Core.Conversations;
using Imcc.Core.Organisation;
using Imcc.Core.Routing;

namespace Imcc.Tests.Routing;

public sealed class AcdTests
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Sales = World.Group(0);
    private static readonly Guid Repairs = World.Group(1);
    private readonly Acd _acd = new();

    [Fact]
    public void The_higher_tier_then_the_earlier_then_the_lower_id_is_served_first()
    {
        Join(3, at: 0);
        Join(2, at: 0);
        Join(1, at: 5);
        Join(4, at: 9, tier: 1);
        Join(5, at: 8, tier: 2);
        Sit(1, capacity: 9);
        Assert.Equal([5, 4, 2, 3, 1], _acd.Dispatch(At(10)).Select(a => (int)a.ConversationId.ToByteArray()[15]));
    }

    [Fact]
    public void Joining_twice_is_waiting_once()
    {
        Assert.True(Join(1, at: 0));
        Assert.False(Join(1, at: 0));
        Assert.Equal((1, At(0)), _acd.WaitingIn(Sales));
        Sit(1, capacity: 5);
        Assert.Single(_acd.Dispatch(At(1)));
    }

    [Fact]
    public void The_one_who_leaves_gets_nobody_and_does_not_come_back_with_late_news()
    {
        Join(1, at: 0, revision: 4);
        Assert.False(_acd.Leave(Contact(1), 3));
        Assert.True(_acd.Leave(Contact(1), 5));
        Assert.False(Join(1, at: 0, revision: 4));
        Assert.False(Join(1, at: 0, revision: 5));
        Sit(1);
        Assert.Empty(_acd.Dispatch(At(1)));
        Assert.Null(_acd.PlaceInLine(Contact(1), At(1)));
    }

    [Fact]
    public void The_agent_idle_longest_is_asked_and_the_explanation_shows_why()
    {
        _acd.Seat(Agent(1, idleSince: At(-60), last: At(-90)), At(0));
        _acd.Seat(Agent(2, idleSince: At(-600), last: At(-900)), At(0));
        _acd.Seat(Agent(3, idleSince: At(-30), last: At(-30)), At(0));
        Join(1, at: 0);
        var assignment = Assert.Single(_acd.Dispatch(At(1)));
        Assert.Equal(Person(2), assignment.AgentId);
        Assert.Equal("LongestIdle", assignment.Explanation.Ranking);
        Assert.Equal(3, assignment.Explanation.FreeAgents);
        Assert.Equal([Person(2), Person(1), Person(3)], assignment.Explanation.Candidates.Select(c => c.Standing.AgentId));
        Assert.Equal(At(-600).UtcTicks, assignment.Explanation.Candidates[0].Key.Second.Numerator);
    }

    [Fact]
    public void Idle_agents_come_before_loaded_ones_however_long_these_were_given_nothing()
    {
        Sit(1, capacity: 5);
        _acd.Hold(Contact(99), Person(1), 1, At(-3000));
        _acd.Seat(Agent(2, idleSince: At(-1), last: At(-1)), At(0));
        Join(1, at: 0);
        Assert.Equal(Person(2), Assert.Single(_acd.Dispatch(At(1))).AgentId);
    }

    [Fact]
    public void Contacts_do_not_pile_up_on_one_agent_within_a_dispatch()
    {
        for (var agent = 1; agent <= 3; agent++)
            Sit(agent, capacity: 5);
        for (var contact = 1; contact <= 6; contact++)
            Join(contact, at: contact);
        var made = _acd.Dispatch(At(10));
        Assert.Equal(6, made.Count);
        Assert.All(made.GroupBy(a => a.AgentId), g => Assert.Equal(2, g.Count()));
    }

    [Fact]
    public void A_refused_offer_changes_nothing_in_the_agents_rank()
    {
        Sit(1, capacity: 2);
        var before = _acd.StandingOf(Person(1));
        Hear(1, ConversationState.Offered, 2, agent: 1, since: 10);
        Assert.Equal((1, At(10)), (_acd.StandingOf(Person(1))!.Value.Load, _acd.StandingOf(Person(1))!.Value.LastAssignedAt));
        Hear(1, ConversationState.Queued, 3, since: 40, declined: [1]);
        Assert.Equal(before, _acd.StandingOf(Person(1)));
    }

    [Fact]
    public void The_decliner_is_not_asked_again_while_another_may_come()
    {
        Sit(1);
        Sit(2);
        _acd.Hold(Contact(99), Person(2), 1, At(0));
        Hear(1, ConversationState.Queued, 3, since: 0, declined: [1]);
        Assert.Empty(_acd.Dispatch(At(1000)));
        _acd.Release(Contact(99), 2, At(1001));
        Assert.Equal(Person(2), Assert.Single(_acd.Dispatch(At(1001))).AgentId);
    }

    [Fact]
    public void When_all_have_declined_the_first_decliner_is_asked_again_after_the_cool_down()
    {
        Sit(1);
        Sit(2);
        Hear(1, ConversationState.Queued, 5, since: 100, declined: [2, 1]);
        Assert.Empty(_acd.Dispatch(At(129)));
        Assert.Equal(At(130), _acd.DueAt);
        var again = Assert.Single(_acd.Dispatch(At(130)));
        Assert.Equal(Person(2), again.AgentId);
        Assert.True(again.Explanation.DeclinesIgnored);
    }

    [Fact]
    public void The_last_other_agent_going_home_makes_the_decliner_askable()
    {
        Sit(1);
        Sit(2);
        _acd.Hold(Contact(98), Person(2), 1, At(0));
        Hear(1, ConversationState.Queued, 3, since: 0, declined: [1]);
        Assert.Empty(_acd.Dispatch(At(60)));
        _acd.Seat(Agent(2) with { IsRoutable = false, StatusRevision = 2 }, At(61));
        Assert.Equal(Person(1), Assert.Single(_acd.Dispatch(At(61))).AgentId);
    }

    [Fact]
    public void Those_behind_one_who_cannot_be_served_are_served()
    {
        Sit(1, capacity: 3);
        Sit(2);
        _acd.Hold(Contact(98), Person(2), 1, At(0));
        Hear(1, ConversationState.Queued, 3, since: 0, declined: [1]);
        Join(2, at: 5, group: Repairs);
        Join(3, at: 6);
        Assert.Equal(Contact(3), Assert.Single(_acd.Dispatch(At(10))).ConversationId);
    }

    [Fact]
    public void An_agent_of_two_groups_serves_whoever_is_first_in_both()
    {
        Join(1, at: 5);
        Join(2, at: 3, group: Repairs);
        _acd.Seat(Agent(1) with { Skills = [new(Sales), new(Repairs)] }, At(9));
        Assert.Equal(Contact(2), Assert.Single(_acd.Dispatch(At(10))).ConversationId);
    }

    [Fact]
    public void An_assignment_without_an_answer_expires_and_is_made_again()
    {
        Sit(1);
        Join(1, at: 0);
        Assert.Single(_acd.Dispatch(At(0)));
        Assert.Equal(At(15), _acd.DueAt);
        Assert.Empty(_acd.Dispatch(At(14)));
        Assert.Single(_acd.Dispatch(At(15)));
        Assert.Equal(1, _acd.StandingOf(Person(1))!.Value.Load);
    }

    [Fact]
    public void A_confirmed_assignment_does_not_expire()
    {
        Sit(1);
        Join(1, at: 0);
        Assert.True(_acd.Confirm(_acd.Dispatch(At(0))[0], 2, At(0)));
        Assert.Null(_acd.DueAt);
        Assert.Empty(_acd.Dispatch(At(500)));
        // The facts of the same revision say nothing new.
        Assert.False(Hear(1, ConversationState.Offered, 2, agent: 1, since: 0));
    }

    [Fact]
    public void A_rejected_assignment_gives_the_place_back_and_is_not_repeated_at_once()
    {
        Sit(1);
        Join(1, at: 0);
        Join(2, at: 1);
        Assert.Equal(Contact(1), _acd.Dispatch(At(2))[0].ConversationId);
        Assert.True(_acd.Reject(Contact(1), 1, At(2)));
        Assert.False(_acd.Reject(Contact(1), 1, At(2)));
        Assert.Equal(Contact(2), Assert.Single(_acd.Dispatch(At(2))).ConversationId);
        _acd.Leave(Contact(2), 9);
        Assert.Empty(_acd.Dispatch(At(2.5)));
        Assert.Equal(At(3), _acd.DueAt);
        Assert.Equal(Contact(1), Assert.Single(_acd.Dispatch(At(3))).ConversationId);
    }

    [Fact]
    public void A_rejection_after_newer_news_lets_it_be_assigned_at_once()
    {
        Sit(1);
        Join(1, at: 0);
        _acd.Dispatch(At(1));
        Assert.True(Join(1, at: 0, revision: 2));
        Assert.Empty(_acd.Dispatch(At(1)));
        _acd.Reject(Contact(1), 2, At(1));
        Assert.Equal(2, Assert.Single(_acd.Dispatch(At(1))).ExpectedRevision);
    }

    [Fact]
    public void The_refusal_of_an_offer_whose_making_was_never_heard_of_frees_the_agent()
    {
        Sit(1);
        Sit(2);
        Join(1, at: 0);
        Assert.Equal(Person(1), _acd.Dispatch(At(0))[0].AgentId);
        Hear(1, ConversationState.Queued, 3, since: 30, declined: [1]);
        Assert.Equal(0, _acd.StandingOf(Person(1))!.Value.Load);
        Assert.Equal(Person(2), Assert.Single(_acd.Dispatch(At(30))).AgentId);
    }

    [Fact]
    public void More_than_the_capacity_by_force_is_counted_and_gets_nothing_more()
    {
        Sit(1, capacity: 1);
        _acd.Hold(Contact(8), Person(1), 1, At(0));
        _acd.Hold(Contact(9), Person(1), 1, At(0));
        Join(1, at: 0);
        Assert.Empty(_acd.Dispatch(At(1)));
        _acd.Release(Contact(8), 2, At(2));
        Assert.Empty(_acd.Dispatch(At(2)));
        _acd.Release(Contact(9), 2, At(3));
        Assert.Single(_acd.Dispatch(At(3)));
    }

    [Fact]
    public void A_hold_heard_before_its_agent_sits_down_takes_the_place()
    {
        Hear(9, ConversationState.Active, 3, agent: 1, since: 0);
        Sit(1, capacity: 1);
        Join(1, at: 0);
        Assert.Empty(_acd.Dispatch(At(1)));
    }

    [Fact]
    public void An_older_status_does_not_make_an_agent_routable_again()
    {
        _acd.Seat(Agent(1) with { IsRoutable = false, StatusRevision = 5 }, At(0));
        _acd.Seat(Agent(1) with { IsRoutable = true, StatusRevision = 4 }, At(1));
        Join(1, at: 0);
        Assert.Empty(_acd.Dispatch(At(2)));
    }

    [Fact]
    public void Losing_a_skill_ends_what_it_gave()
    {
        Sit(1, capacity: 3);
        _acd.Seat(Agent(1) with { Skills = [new(Repairs)] }, At(1));
        Join(1, at: 0);
        Join(2, at: 0, group: Repairs);
        Assert.Equal(Contact(2), Assert.Single(_acd.Dispatch(At(2))).ConversationId);
    }

    [Fact]
    public void The_same_skill_twice_and_a_senseless_capacity_do_no_harm()
    {
        _acd.Seat(Agent(1) with { Skills = [new(Sales), new(Sales, 9)], Capacity = -3 }, At(0));
        Join(1, at: 0);
        Assert.Empty(_acd.Dispatch(At(1)));
        _acd.Seat(Agent(1) with { Skills = [new(Sales), new(Sales, 9)], Capacity = 1 }, At(0));
        Assert.Single(_acd.Dispatch(At(1)));
    }

    [Fact]
    public void No_more_than_asked_for_are_assigned_and_the_rest_next_time()
    {
        Sit(1, capacity: 9);
        for (var contact = 1; contact <= 5; contact++)
            Join(contact, at: contact);
        Assert.Empty(_acd.Dispatch(At(9), 0));
        Assert.Equal([Contact(1), Contact(2)], _acd.Dispatch(At(9), 2).Select(a => a.ConversationId));
        Assert.Equal([Contact(3), Contact(4), Contact(5)], _acd.Dispatch(At(9)).Select(a => a.ConversationId));
    }

    [Fact]
    public void One_who_is_rung_for_keeps_the_place_in_front()
    {
        Sit(1);
        Join(1, at: 1);
        Join(2, at: 2);
        Join(3, at: 3, tier: 1);
        Assert.Equal(Contact(3), Assert.Single(_acd.Dispatch(At(5))).ConversationId);
        Assert.Equal([2, 3, 1], new[] { 1, 2, 3 }.Select(c => _acd.PlaceInLine(Contact(c), At(9))!.Value));
        Assert.Equal((2, At(1)), _acd.WaitingIn(Sales));
        Hear(3, ConversationState.Active, 3, agent: 1, since: 6);
        Assert.Equal([1, 2], new[] { 1, 2 }.Select(c => _acd.PlaceInLine(Contact(c), At(9))!.Value));
    }

    [Fact]
    public void The_longest_wait_is_found_behind_the_tiers()
    {
        Join(1, at: 50, tier: 2);
        Join(2, at: 40, tier: 2);
        Join(3, at: 10);
        Join(4, at: 60, tier: 1);
        Assert.Equal((4, At(10)), _acd.WaitingIn(Sales));
        Assert.Equal((0, null), _acd.WaitingIn(Repairs));
    }

    [Fact]
    public void Places_are_right_in_a_line_of_many_thousands()
    {
        var order = Enumerable.Range(0, 5000).ToArray();
        new Random(7).Shuffle(order);
        foreach (var n in order)
            Join(n, at: n);
        Assert.All(order, n => Assert.Equal(n + 1, _acd.PlaceInLine(Contact(n), At(6000))));
        foreach (var n in order.Where(n => n % 3 == 0))
            _acd.Leave(Contact(n), 2);
        Assert.All(order.Where(n => n % 3 != 0), n => Assert.Equal(n + 1 - (n / 3 + 1), _acd.PlaceInLine(Contact(n), At(6000))));
    }

    [Fact]
    public void Conversations_that_are_over_are_forgotten_in_the_end()
    {
        var acd = new Acd(new() { Remembered = 10 });
        for (var n = 1; n <= 100; n++)
            acd.Leave(Contact(n), 5);
        Assert.True(acd.Join(Entry(1, 0)));
        Assert.False(acd.Join(Entry(100, 0)));
        // A conversation that waits is never among those forgotten.
        for (var n = 101; n <= 200; n++)
            acd.Leave(Contact(n), 5);
        Assert.Equal(1, acd.PlaceInLine(Contact(1), At(9)));
    }

    [Fact]
    public void The_memory_of_who_served_last_survives_in_closed_conversations()
    {
        Hear(9, ConversationState.Closed, 7, agent: 1, since: -10, accepted: -500);
        Assert.Equal((At(-10), At(-500)), (_acd.StandingOf(Person(1))!.Value.IdleSince, _acd.StandingOf(Person(1))!.Value.LastAssignedAt));
        Sit(1);
        Sit(2);
        Join(1, at: 0);
        Assert.Equal(Person(2), Assert.Single(_acd.Dispatch(At(1))).AgentId);
    }

    [Fact]
    public void What_the_rows_do_not_have_any_more_is_given_back_unless_it_was_heard_of_meanwhile()
    {
        Sit(1, capacity: 3);
        Hear(1, ConversationState.Active, 3, agent: 1, since: 0);
        Hear(2, ConversationState.Active, 3, agent: 1, since: 0);
        Join(3, at: 0, group: Repairs);
        var mark = _acd.Mark;
        Join(4, at: 1, group: Repairs);
        var news = _acd.Rehear([Facts(2, ConversationState.Active, 3, agent: 1)], mark, At(2));
        Assert.Equal([Sales, Repairs], news.Order());
        Assert.Equal(1, _acd.StandingOf(Person(1))!.Value.Load);
        Assert.Equal((1, At(1)), _acd.WaitingIn(Repairs));
        // The late news of what was given back is still recognised as late.
        Assert.False(Hear(1, ConversationState.Active, 3, agent: 1));
        Assert.True(Hear(1, ConversationState.Active, 4, agent: 1));
    }

    [Fact]
    public void What_an_incomplete_reading_missed_is_back_with_the_next()
    {
        Join(1, at: 0);
        _acd.Rehear([], _acd.Mark, At(1));
        Assert.Equal((0, null), _acd.WaitingIn(Sales));
        _acd.Rehear([Facts(1, ConversationState.Queued, 1)], _acd.Mark, At(2));
        Assert.Equal((1, At(0)), _acd.WaitingIn(Sales));
    }

    [Fact]
    public void An_assignment_on_its_way_is_not_disturbed_by_rehearing()
    {
        Sit(1);
        Join(1, at: 0);
        Assert.Single(_acd.Dispatch(At(0)));
        _acd.Rehear([], _acd.Mark, At(1));
        Assert.Equal(1, _acd.StandingOf(Person(1))!.Value.Load);
        _acd.Rehear([Facts(1, ConversationState.Offered, 2, agent: 1)], _acd.Mark, At(2));
        Assert.Null(_acd.DueAt);
    }

    [Theory]
    [InlineData(ConversationState.Automated)]
    [InlineData(ConversationState.Parked)]
    [InlineData(ConversationState.Closed)]
    [InlineData(ConversationState.Abandoned)]
    [InlineData(ConversationState.Overflowed)]
    public void Only_a_queued_conversation_is_assigned_and_others_take_no_place(ConversationState state)
    {
        Sit(1);
        Join(1, at: 0);
        Hear(1, state, 2, since: 1);
        Assert.Empty(_acd.Dispatch(At(1)));
        Assert.Equal((0, null), _acd.WaitingIn(Sales));
    }

    [Fact]
    public void Facts_that_cannot_be_are_refused_by_name()
    {
        var noAgent = Assert.Throws<ArgumentException>(() => Hear(1, ConversationState.Active, 2));
        Assert.Contains(Contact(1).ToString(), noAgent.Message, StringComparison.Ordinal);
        var noGroup = Assert.Throws<ArgumentException>(() => _acd.Hear(Facts(2, ConversationState.Queued, 1) with { GroupId = null }, At(0)));
        Assert.Contains(Contact(2).ToString(), noGroup.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_rankings_are_registered_under_their_own_name()
    {
        var all = typeof(IAgentRanking).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(IAgentRanking)) && t.IsClass);
        Assert.Equal(all.OrderBy(t => t.Name), AgentRankings.ByName.Values.Select(r => r.GetType()).OrderBy(t => t.Name));
        Assert.All(AgentRankings.ByName, r => Assert.Equal(r.Key, r.Value.Name));
    }

    private static DateTimeOffset At(double seconds) => Morning.AddSeconds(seconds);

    private static Guid Contact(int number) => World.Id(0xC, number);

    private static Guid Person(int number) => World.Id(0xA, number);

    private static AgentSeat Agent(int number, DateTimeOffset? idleSince = null, DateTimeOffset? last = null) =>
        new(Person(number), 1, [new Skill(Sales)], true, 1, idleSince, last);

    private static WaitingEntry Entry(int number, double at, int tier = 0, long revision = 1, Guid? group = null) =>
        new(Contact(number), World.Id(7, number), group ?? Sales, tier, At(at), [], revision);

    private static ConversationFacts Facts(int number, ConversationState state, long revision, int? agent = null, double since = 0, double? accepted = null, int[]? declined = null) => new()
    {
        ConversationId = Contact(number),
        ThreadId = World.Id(7, number),
        Revision = revision,
        State = state,
        Since = At(since),
        GroupId = Sales,
        AgentId = agent is { } a ? Person(a) : null,
        EnqueuedAt = At(0),
        AcceptedAt = accepted is { } t ? At(t) : null,
        DeclinedBy = [.. (declined ?? []).Select(Person)],
    };

    private void Sit(int number, int capacity = 1) => _acd.Seat(Agent(number) with { Capacity = capacity }, At(0));

    private bool Join(int number, double at, int tier = 0, long revision = 1, Guid? group = null) => _acd.Join(Entry(number, at, tier, revision, group));

    private bool Hear(int number, ConversationState state, long revision, int? agent = null, double since = 0, double? accepted = null, int[]? declined = null) =>
        _acd.Hear(Facts(number, state, revision, agent, since, accepted, declined), At(since));
}
