using Imcc.Core.Organisation;
using Imcc.Core.Routing;

namespace Imcc.Tests.Routing;

/// <summary>Random histories beside the plain oracle, and through crashes and disorder.</summary>
public sealed class AcdPropertyTests
{
    [Fact]
    public void Every_decision_is_the_one_that_looking_at_everybody_gives() => Routing.Histories.Check(1500, 90, history =>
    {
        var world = new World(history[0].B);
        foreach (var step in history)
        {
            world.Happen(step);
            world.Expire();
            var expected = new Oracle(world).All();
            Play.Once(world, new(-1, step.A, 0), (_, made) => Assert.Equal(expected, made.Select(a => (a.ConversationId, a.AgentId))), null, int.MaxValue);
        }
    });

    [Fact]
    public void The_reasons_are_counted_as_looking_at_everybody_would() => Play.Histories(300, decided: (world, made) =>
    {
        var oracle = new Oracle(world);
        foreach (var assignment in made)
        {
            var explanation = assignment.Explanation;
            Assert.Equal(oracle.NotAsked(world.Conversations[assignment.ConversationId], explanation.DeclinesIgnored), explanation.NotAsked);
            oracle.Take(assignment.ConversationId, assignment.AgentId);
        }
    });

    [Fact]
    public void I16_The_same_history_gives_the_same_decisions() => Routing.Histories.Check(150, 100, history =>
    {
        var (first, second) = (new World(history[0].B), new World(history[0].B));
        foreach (var step in history)
        {
            var once = Play.Once(first, step, null, null, int.MaxValue).Select(a => (a.ConversationId, a.AgentId, a.ExpectedRevision));
            Assert.Equal(once, Play.Once(second, step, null, null, int.MaxValue).Select(a => (a.ConversationId, a.AgentId, a.ExpectedRevision)));
        }
    });

    [Fact]
    public void I17_One_rebuilt_after_a_crash_decides_what_the_old_one_would_have() => Routing.Histories.Check(400, 100, history =>
    {
        var world = Play.Whole(history);
        var old = world.Acd;
        world.Rebuild();
        // By then the assignments that the crash has lost are given up by the old one, too.
        world.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(Play.Decisions(old, world.Now), Play.Decisions(world.Acd, world.Now));
    });

    [Fact]
    public void I18_News_late_and_twice_and_in_any_order_leads_to_the_same_decisions() => Routing.Histories.Check(300, 100, history =>
    {
        // When an agent let go of a conversation that somebody else has taken since is not known to one who hears only of the latter.
        var world = Play.Whole([.. history.Where(s => s.What is < 58 or >= 73).DefaultIfEmpty(history[0])]);
        Confuse(world, history, world.Rules);
    });

    [Fact]
    public void I18_News_of_handing_over_late_and_twice_and_in_any_order_leads_to_the_same_decisions() => Routing.Histories.Check(300, 100, history =>
    {
        var world = Play.Whole(history);
        Confuse(world, history, new(world.Rules.Groups.ToDictionary(g => g.Key, g => g.Value with { Strategy = g.Value.Strategy with { Ranking = Timeless(g.Value.Strategy.Ranking) } }), world.Rules.Tiers));

        static string Timeless(string ranking) => ranking is RankingNames.LongestIdle or RankingNames.SkillLevel ? RankingNames.LeastLoaded : ranking;
    });

    private static void Confuse(World world, IReadOnlyList<Step> history, RoutingRules rules)
    {
        world.Arrange(rules);
        world.Rebuild();
        var confused = new Acd();
        foreach (var worker in world.Workers)
            confused.Seat(worker.Remembered(world.Now), world.Now);
        var random = new Random(history.Count * 31 + history[0].A);
        var shuffled = world.Facts.Concat(world.Facts.Where(_ => random.Next(3) == 0)).ToArray();
        random.Shuffle(shuffled);
        foreach (var (facts, i) in shuffled.Select((f, i) => (f, i)))
        {
            if (i == shuffled.Length / 2)
                confused.Arrange(world.Rules);
            confused.Hear(facts, world.Now);
            Assert.False(confused.Hear(facts, world.Now));
            // Whatever it decides from half the news is rejected by the conversations, or not heard of again.
            if (random.Next(4) == 0)
            {
                foreach (var assignment in confused.Dispatch(world.Now).Where(_ => random.Next(2) == 0))
                {
                    Assert.True(confused.Reject(assignment.ConversationId, assignment.ExpectedRevision, world.Now));
                    Assert.False(confused.Reject(assignment.ConversationId, assignment.ExpectedRevision, world.Now));
                }
            }
        }

        confused.Arrange(world.Rules);
        world.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(Decisions(world.Acd, world.Now), Decisions(confused, world.Now));
    }

    private static IEnumerable<(Guid, Guid, long)> Decisions(Acd acd, DateTimeOffset now) =>
        acd.Dispatch(now).Select(a => (a.ConversationId, a.AgentId, a.ExpectedRevision));
}
