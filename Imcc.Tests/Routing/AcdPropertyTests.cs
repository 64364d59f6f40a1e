using Imcc.Core.Conversations;
using Imcc.Core.Routing;

namespace Imcc.Tests.Routing;

/// <summary>Invariants of routing over random histories; the numbers are those of the routing reference, section 6.2.</summary>
public sealed class AcdPropertyTests
{
    [Fact]
    public void Every_decision_is_the_one_that_looking_at_everybody_gives() => Histories.Check(600, 120, history =>
    {
        var world = new World();
        foreach (var (step, i) in history.Select((s, i) => (s, i)))
        {
            world.Happen(step);
            var expected = world.Expected();
            var made = world.Acd.Dispatch(world.Now);
            Assert.Equal(expected, made.Select(a => (a.ConversationId, a.AgentId)));
            // I9: no pair is left.
            Assert.Empty(world.Acd.Dispatch(world.Now));
            foreach (var assignment in made)
                world.Answer(assignment, step.A + i);
        }
    });

    [Fact]
    public void The_invariants_hold_after_every_step() => Histories.Check(600, 120, history =>
    {
        var world = new World();
        foreach (var step in history)
        {
            world.Happen(step);
            var before = world.Workers.ToDictionary(w => w.Id, world.Load);
            _ = world.Expected();
            var made = world.Acd.Dispatch(world.Now, 1 + step.A % 3);
            // I2: at most one offer for each contact, and only for one that waits.
            Assert.Distinct(made.Select(a => a.ConversationId));
            foreach (var assignment in made)
            {
                var contact = world.Conversations[assignment.ConversationId];
                var agent = world.Workers.Single(w => w.Id == assignment.AgentId);
                Assert.Equal(ConversationState.Queued, contact.State);
                Assert.False(world.IsProposed(contact.Id));
                Assert.Equal(contact.Revision, assignment.ExpectedRevision);
                Assert.Equal(contact.ThreadId, assignment.ThreadId);
                // I11, and the skill.
                Assert.True(agent.IsRoutable);
                Assert.True(agent.Has(contact.GroupId!.Value));
                // I10: a decliner only when all have declined.
                if (contact.DeclinedBy.Contains(agent.Id))
                    Assert.All(world.Workers.Where(w => w.IsRoutable && w.Has(contact.GroupId.Value)), w => Assert.Contains(w.Id, contact.DeclinedBy));
                Assert.Equal(assignment.AgentId, assignment.Explanation.Candidates[0].Standing.AgentId);
                Assert.InRange(assignment.Explanation.Candidates.Count, 1, 5);
            }

            // I3: never a place more than there is.
            foreach (var group in made.GroupBy(a => a.AgentId))
                Assert.True(world.Acd.StandingOf(group.Key)!.Value.Load <= world.Workers.Single(w => w.Id == group.Key).Capacity);
            foreach (var assignment in made)
                world.Answer(assignment, step.B);
            // I4: every place taken belongs to a live conversation or an open assignment, and the other way round.
            Assert.All(world.Workers, w => Assert.Equal(world.Load(w), world.Acd.StandingOf(w.Id)!.Value.Load));
            Honest(world);
        }
    });

    [Fact]
    public void A_place_in_the_line_is_lost_by_nothing_that_happens() => Histories.Check(300, 120, history =>
    {
        var world = new World();
        var joined = new Dictionary<Guid, DateTimeOffset?>();
        foreach (var step in history)
        {
            world.Happen(step);
            foreach (var assignment in world.Acd.Dispatch(world.Now))
                world.Answer(assignment, step.B);
            // I7
            foreach (var conversation in world.Conversations.Values.Where(c => c.EnqueuedAt is not null))
                Assert.Equal(conversation.EnqueuedAt, joined.GetValueOrDefault(conversation.Id, conversation.EnqueuedAt));
            foreach (var conversation in world.Conversations.Values)
                joined.TryAdd(conversation.Id, conversation.EnqueuedAt);
        }
    });

    [Fact]
    public void News_late_and_twice_and_in_any_order_leads_to_the_same_decisions() => Histories.Check(300, 100, history =>
    {
        var world = new World(withRequeue: false);
        foreach (var step in history)
        {
            world.Happen(step);
            foreach (var assignment in world.Acd.Dispatch(world.Now))
                world.Answer(assignment, step.B);
        }

        world.Rebuild();
        var later = world.Now + TimeSpan.FromMinutes(1);
        var expected = Decisions(world.Acd, later);

        var random = new Random(history.Count * 31 + history[0].A);
        var shuffled = world.Facts.Concat(world.Facts.Where(_ => random.Next(3) == 0)).ToArray();
        random.Shuffle(shuffled);
        var confused = new Acd();
        foreach (var worker in world.Workers)
            confused.Seat(worker.Seat(), world.Now);
        foreach (var facts in shuffled)
        {
            confused.Hear(facts, world.Now);
            // Whatever it decides from half the news is rejected by the conversations.
            if (random.Next(4) == 0)
            {
                foreach (var assignment in confused.Dispatch(world.Now))
                {
                    if (random.Next(2) == 0)
                        confused.Reject(assignment.ConversationId, assignment.ExpectedRevision, world.Now);
                }
            }
        }

        Assert.Equal(expected, Decisions(confused, later));
    });

    [Fact]
    public void A_rebuilt_one_decides_what_the_old_one_would_have() => Histories.Check(300, 100, history =>
    {
        var world = new World();
        foreach (var step in history)
        {
            world.Happen(step);
            foreach (var assignment in world.Acd.Dispatch(world.Now))
                world.Answer(assignment, step.B);
        }

        var old = world.Acd;
        world.Rebuild();
        var later = world.Now + TimeSpan.FromMinutes(1);
        Assert.Equal(Decisions(old, later), Decisions(world.Acd, later));
    });

    /// <summary>Everything that is decided from here on with every agent working through one conversation at a time.</summary>
    private static List<string> Decisions(Acd acd, DateTimeOffset now) =>
        [.. acd.Dispatch(now).Select(a => $"{a.ConversationId} to {a.AgentId} at {a.ExpectedRevision}: {string.Join(", ", a.Explanation.Candidates)}")];

    private static void Honest(World world)
    {
        foreach (var conversation in world.Conversations.Values)
        {
            var waits = conversation.State is ConversationState.Queued or ConversationState.Offered;
            Assert.Equal(waits ? world.Place(conversation) : null, world.Acd.PlaceInLine(conversation.Id, world.Now));
        }

        for (var group = 0; group < World.Groups; group++)
        {
            var waiting = world.Waiting().Where(c => c.GroupId == World.Group(group)).ToList();
            var (count, longest) = world.Acd.WaitingIn(World.Group(group));
            Assert.Equal(waiting.Count, count);
            Assert.Equal(waiting.Min(c => c.EnqueuedAt), longest);
        }
    }
}
