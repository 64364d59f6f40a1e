using Imcc.Core.Conversations;
using Imcc.Core.Routing;

namespace Imcc.Tests.Routing;

/// <summary>What must hold after every step of any history: the numbers are those of the routing reference, section 6.2. I16 to I18 stand with the crashes.</summary>
public sealed class InvariantTests
{
    [Fact]
    public void I01_Each_conversation_is_in_one_state_and_in_one_line() => Play.Histories(200, answered: world =>
    {
        foreach (var conversation in world.Conversations.Values)
        {
            Assert.Equal(Play.Waits(conversation), world.Acd.PlaceInLine(conversation.Id, world.Now) is not null);
            if (Play.Waits(conversation))
                Assert.Equal(conversation.GroupId, world.Acd.GroupOf(conversation.Id));
        }

        for (var group = 0; group < World.Groups; group++)
        {
            var waiting = world.Unasked.Where(c => c.GroupId == World.Group(group)).ToList();
            Assert.Equal((waiting.Count, waiting.Min(c => c.EnqueuedAt)), world.Acd.WaitingIn(World.Group(group)));
        }
    });

    [Fact]
    public void I02_Nobody_is_offered_twice_and_nobody_who_does_not_wait() => Play.Histories(200, decided: (world, made) =>
    {
        Assert.Distinct(made.Select(a => a.ConversationId));
        foreach (var assignment in made)
        {
            var contact = world.Conversations[assignment.ConversationId];
            Assert.Equal(ConversationState.Queued, contact.State);
            Assert.False(world.IsProposed(contact.Id));
            Assert.Equal((contact.Revision, contact.ThreadId, contact.Units), (assignment.ExpectedRevision, assignment.ThreadId, assignment.Units));
        }
    }, fewAtATime: true);

    [Fact]
    public void I03_Nobody_is_given_more_than_the_capacity_unless_by_force() => Play.Histories(250, decided: (world, made) =>
    {
        foreach (var given in made.GroupBy(a => a.AgentId))
        {
            var worker = world.Workers.Single(w => w.Id == given.Key);
            // Over the capacity only for a customer of the agent's own, and no more than the group allows.
            var over = given.Where(a => a.Explanation.LastAgentFirst).Select(a => world.Rules.For(world.Conversations[a.ConversationId].GroupId!.Value).Strategy.LastAgentOverCapacity).DefaultIfEmpty(0).Max();
            Assert.InRange(world.Acd.StandingOf(given.Key)!.Value.Load, 0, worker.Capacity + over);
        }
    });

    [Fact]
    public void I04_Every_unit_taken_belongs_to_something_alive_and_the_other_way_round() => Play.Histories(250, answered: world =>
        Assert.All(world.Workers, w => Assert.Equal(world.Load(w), world.Acd.StandingOf(w.Id)!.Value.Load)));

    [Fact]
    public void I05_No_assignment_outlives_its_time() => Play.Histories(150, answered: world =>
    {
        var open = world.Proposals.Concat(world.Reservations).ToList();
        if (open.Count > 0)
            Assert.InRange(world.Acd.DueAt!.Value, DateTimeOffset.MinValue, open.Min(p => p.Value.At) + TimeSpan.FromSeconds(15));
        world.Pass(TimeSpan.FromSeconds(15));
        world.Expire();
        world.Acd.Dispatch(world.Now, 0);
        Assert.Empty(world.Proposals);
        Assert.All(world.Workers, w => Assert.Equal(world.Load(w), world.Acd.StandingOf(w.Id)!.Value.Load));
    });

    [Fact]
    public void I06_An_answer_that_comes_too_late_changes_nothing() => Play.Histories(150, answered: world =>
    {
        foreach (var facts in world.Facts.Where(f => f.State is ConversationState.Active or ConversationState.Offered && f.Revision < world.Conversations[f.ConversationId].Revision))
        {
            var before = world.Workers.ConvertAll(w => world.Acd.StandingOf(w.Id));
            Assert.False(world.Acd.Hear(facts, world.Now));
            Assert.False(world.Acd.Confirm(new(facts.ConversationId, facts.ThreadId, facts.AgentId!.Value, facts.Revision - 1, null!), facts.Revision, world.Now));
            Assert.Equal(before, world.Workers.ConvertAll(w => world.Acd.StandingOf(w.Id)));
        }
    }, length: 60);

    [Fact]
    public void I07_The_moment_of_joining_the_queue_never_moves() => Play.Histories(150, answered: world =>
    {
        foreach (var contact in world.Conversations.Values.Where(Play.Waits))
        {
            var joined = world.Facts.Where(f => f.ConversationId == contact.Id && f.EnqueuedAt is not null).Min(f => f.EnqueuedAt);
            Assert.Equal(joined, world.Acd.Why(contact.Id, world.Now)!.Contact.EnqueuedAt);
        }
    });

    [Fact]
    public void I08_Nobody_who_could_have_been_served_is_overtaken_by_a_lower_score() => Play.Histories(250, decided: (world, made) =>
        Replay(world, made, (oracle, assignment) =>
        {
            var served = world.Conversations[assignment.ConversationId];
            foreach (var contact in world.InOrder(oracle.Waiting(), world.Now).TakeWhile(c => c.Id != served.Id).Where(c => !world.IsLeftAlone(c.Id)))
                Assert.Null(oracle.Choose(contact));
        }), fewAtATime: true);

    [Fact]
    public void I09_No_pair_that_could_be_made_is_left() => Play.Histories(250, decided: (world, made) =>
    {
        Assert.Empty(world.Acd.Overlooked(world.Now));
        Assert.Empty(world.Acd.Dispatch(world.Now));
        var oracle = new Oracle(world);
        foreach (var assignment in made)
            oracle.Take(assignment.ConversationId, assignment.AgentId);
        Assert.Null(oracle.Next());
    });

    [Fact]
    public void I09_The_watchdog_sees_what_was_not_assigned_yet() => Play.Histories(150, decided: (world, made) =>
    {
        var oracle = new Oracle(world);
        foreach (var assignment in made)
            oracle.Take(assignment.ConversationId, assignment.AgentId);
        var left = oracle.Waiting().Where(c => !world.IsLeftAlone(c.Id) && oracle.Choose(c) is not null).Select(c => c.Id);
        Assert.Equal(left.Order(), world.Acd.Overlooked(world.Now).Select(o => o.ConversationId).Order());
    }, fewAtATime: true);

    [Fact]
    public void I10_Who_declined_is_asked_again_only_when_all_who_are_there_have() => Play.Histories(250, decided: (world, made) =>
        Replay(world, made, (oracle, assignment) =>
        {
            var contact = world.Conversations[assignment.ConversationId];
            if (!contact.DeclinedBy.Contains(assignment.AgentId))
                return;
            Assert.True(assignment.Explanation.DeclinesIgnored);
            Assert.All(oracle.Ways(contact).Where(w => w.Worker.Capacity >= contact.Units), w => Assert.Contains(w.Worker.Id, contact.DeclinedBy));
            Assert.True(contact.Since + TimeSpan.FromSeconds(30) <= world.Now);
        }));

    [Fact]
    public void I11_Who_is_not_there_is_offered_nothing() => Play.Histories(200, decided: (world, made) =>
        Assert.All(made, a => Assert.True(world.Workers.Single(w => w.Id == a.AgentId).IsRoutable)));

    [Fact]
    public void I13_Who_entered_was_served_or_left_or_still_waits() => Play.Histories(150, answered: world =>
    {
        for (var group = 0; group < World.Groups; group++)
        {
            var line = World.Group(group);
            var stays = world.Facts.GroupBy(f => f.ConversationId).SelectMany(Stays).Where(s => s.GroupId == line).ToList();
            var ringing = world.Proposals.Keys.Count(id => world.Conversations[id].GroupId == line) + world.Conversations.Values.Count(c => c.State == ConversationState.Offered && c.GroupId == line);
            Assert.Equal(stays.Count, stays.Count(s => s.IsOver) + world.Acd.WaitingIn(line).Count + ringing);
        }
    });

    [Fact]
    public void I21_A_customer_who_leaves_while_ringing_costs_the_agent_nothing() => Play.Histories(250, answered: world =>
    {
        foreach (var offered in world.Conversations.Values.Where(c => c.State == ConversationState.Offered).OrderBy(c => c.Id).ToList())
        {
            var before = world.Acd.StandingOf(offered.AgentId!.Value)!.Value;
            world.Commit(Life.Abandon(offered, world.Now));
            var after = world.Acd.StandingOf(offered.AgentId.Value)!.Value;
            Assert.Equal((before.Load - offered.Units, before.IdleSince), (after.Load, after.IdleSince));
            Assert.Null(world.Acd.PlaceInLine(offered.Id, world.Now));
        }
    });

    /// <summary>Each stretch of waiting, from joining a line to being accepted, moved elsewhere or gone.</summary>
    private static IEnumerable<(Guid GroupId, bool IsOver)> Stays(IEnumerable<ConversationFacts> facts)
    {
        Guid? waitsFor = null;
        foreach (var next in facts.OrderBy(f => f.Revision))
        {
            var now = next.State is ConversationState.Queued or ConversationState.Offered ? next.GroupId : null;
            if (waitsFor is { } left && now != waitsFor)
                yield return (left, true);
            waitsFor = now;
        }

        if (waitsFor is { } still)
            yield return (still, false);
    }

    private static void Replay(World world, IReadOnlyList<Assignment> made, Action<Oracle, Assignment> holds)
    {
        var oracle = new Oracle(world);
        foreach (var assignment in made)
        {
            holds(oracle, assignment);
            oracle.Take(assignment.ConversationId, assignment.AgentId);
        }
    }
}
