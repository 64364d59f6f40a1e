using System.Text.Json;
using Imcc.Core.Organisation;
using Imcc.Core.Routing;

namespace Imcc.Tests.Routing;

/// <summary>Why this agent, why nobody yet, who would be next, and who cannot be let in.</summary>
public sealed class AnswersTests
{
    [Fact]
    public void An_explanation_says_everything_and_survives_being_written_down()
    {
        var hall = new Hall(new() { Ranking = RankingNames.SkillLevel }, new() { Relaxation = [new(TimeSpan.Zero, 3, [])] });
        for (var agent = 1; agent <= 7; agent++)
            hall.Sit(agent, level: agent, capacity: 2);
        hall.Sit(8, level: 9, routable: false);
        hall.Sit(9, level: 9);
        hall.Join(99, group: 5);
        hall.Accept(99, 9);
        hall.Join(1, tier: 2);
        hall.Refuse(1, 7);
        hall.Now = 60;
        var explanation = Assert.Single(hall.Acd.Dispatch(Hall.At(60))).Explanation;
        Assert.Equal([6, 5, 4, 3], explanation.Candidates.Select(c => Hall.Number(c.Standing.AgentId)));
        Assert.Equal(new NotAsked(NotRoutable: 1, Full: 1, OutOfReach: 2, Declined: 1, WeightZero: 0, OwnLineFirst: 0), explanation.NotAsked);
        Assert.Equal([KeyPart.Level, KeyPart.Busy, KeyPart.Since, KeyPart.LoadShare], explanation.Parts);
        Assert.Equal((-6L, 0L), (explanation.Candidates[0].Key.First.Numerator, explanation.Candidates[0].Key.Second.Numerator));
        Assert.Equal(new ContactStanding(2, false, 660m, Hall.At(0), TimeSpan.FromSeconds(60), 0, 1), explanation.Contact);
        Assert.Equal(RankingNames.SkillLevel, explanation.Ranking);

        var written = JsonSerializer.Serialize(explanation, RoutingJson.Options);
        var read = JsonSerializer.Deserialize<AssignmentExplanation>(written, RoutingJson.Options)!;
        Assert.Equal(written, JsonSerializer.Serialize(read, RoutingJson.Options));
        Assert.Equal(explanation.Candidates, read.Candidates);
        Assert.Equal((explanation.Contact, explanation.NotAsked), (read.Contact, read.NotAsked));
    }

    [Fact]
    public void No_more_than_five_are_shown_and_the_chosen_one_first()
    {
        foreach (var ranking in RankingNames.All)
        {
            var hall = new Hall(new() { Ranking = ranking });
            for (var agent = 1; agent <= 12; agent++)
                hall.Sit(agent, level: agent % 10);
            hall.Join(1);
            var assignment = Assert.Single(hall.Acd.Dispatch(Hall.At(0)));
            Assert.Equal(5, assignment.Explanation.Candidates.Count);
            Assert.Equal(assignment.AgentId, assignment.Explanation.Candidates[0].Standing.AgentId);
            Assert.Equal(assignment.Explanation.Candidates.Select(c => c.Key).Order(), assignment.Explanation.Candidates.Select(c => c.Key));
        }
    }

    [Fact]
    public void Why_one_waits_counts_the_reasons_and_says_when_more_are_asked()
    {
        var hall = new Hall(line: new() { Relaxation = [new(TimeSpan.Zero, 8, []), new(TimeSpan.FromSeconds(45), 1, [])] });
        Assert.Null(hall.Acd.Why(Hall.Contact(1), Hall.At(0)));
        hall.Sit(1, level: 9, routable: false);
        hall.Sit(2, level: 2);
        hall.Join(1);
        hall.Dispatch();
        var why = hall.Acd.Why(Hall.Contact(1), Hall.At(10))!;
        Assert.Equal((1, null, Hall.At(45), 0), (why.Place, why.BeingAskedId, why.MoreAskedAt, why.Contact.Ring));
        Assert.Equal((1, 1), (why.NotAsked.NotRoutable, why.NotAsked.OutOfReach));
        hall.Now = 45;
        Assert.Equal("1 to 2", hall.Dispatch());
        Assert.Equal((Hall.Person(2), null, 1), (hall.Acd.Why(Hall.Contact(1), Hall.At(45))!.BeingAskedId, hall.Acd.Why(Hall.Contact(1), Hall.At(45))!.MoreAskedAt, hall.Acd.Why(Hall.Contact(1), Hall.At(45))!.Contact.Ring));
        hall.Acd.Reject(Hall.Contact(1), 1, Hall.At(45));
        Assert.Equal(Hall.At(46), hall.Acd.Why(Hall.Contact(1), Hall.At(45))!.LeftAloneUntil);
        hall.Refuse(1, 2);
        Assert.Equal(Hall.At(75), hall.Acd.Why(Hall.Contact(1), Hall.At(50))!.DeclinedUntil);
    }

    [Fact]
    public void A_preview_shows_everybody_in_order_under_rules_that_are_not_in_force_and_changes_nothing()
    {
        var hall = new Hall();
        hall.Sit(1, level: 3, weight: 5);
        hall.Sit(2, level: 8, weight: 0);
        hall.Sit(3, level: 9, weight: 1, routable: false);
        hall.Sit(4, groups: [1]);
        var draft = new GroupRules(new() { Ranking = RankingNames.SkillLevel }, new() { Relaxation = [new(TimeSpan.Zero, 5, []), new(TimeSpan.FromSeconds(20), 1, [Hall.Group(1)])] });
        var preview = hall.Acd.Preview(Hall.Group(0), draft, Hall.At(0));
        Assert.Equal([2, 1, 4, 3], preview.Select(p => Hall.Number(p.Candidate.Standing.AgentId)));
        Assert.Equal([Obstacle.None, Obstacle.None, Obstacle.None, Obstacle.NotRoutable], preview.Select(p => p.Obstacle));
        Assert.Equal([0.0, 20, 20, 0], preview.Select(p => p.AskedAfter!.Value.TotalSeconds));
        var byWeight = hall.Acd.Preview(Hall.Group(0), new(new() { Ranking = RankingNames.Proportional }, new()), Hall.At(0));
        Assert.Equal([(1, Obstacle.None), (3, Obstacle.NotRoutable), (2, Obstacle.WeightZero)], byWeight.Select(p => (Hall.Number(p.Candidate.Standing.AgentId), p.Obstacle)));
        // Too much for anybody.
        Assert.All(hall.Acd.Preview(Hall.Group(0), new(new(), new(), Units: 2), Hall.At(0)), p => Assert.NotEqual(Obstacle.None, p.Obstacle));
        hall.Join(1);
        Assert.Equal("1 to 1", hall.Dispatch());
        Assert.Empty(hall.Acd.Preview(Hall.Group(9), draft with { Line = new() }, Hall.At(0)));
    }

    [Fact]
    public void Previewing_at_any_moment_of_any_history_changes_no_decision() => Histories.Check(100, 80, history =>
    {
        var (world, undisturbed) = (new World(history[0].B), new World(history[0].B));
        foreach (var step in history)
        {
            foreach (var (group, rules) in Arrangements.Choose(step.B, step.A).Groups)
                world.Acd.Preview(group, rules, world.Now);
            var made = Play.Once(world, step, null, null, int.MaxValue).Select(a => (a.ConversationId, a.AgentId));
            Assert.Equal(Play.Once(undisturbed, step, null, null, int.MaxValue).Select(a => (a.ConversationId, a.AgentId)), made);
        }
    });

    [Fact]
    public void The_last_who_joined_a_full_line_are_turned_away_once_whoever_could_be_served_is()
    {
        var hall = new Hall(line: new() { MostWaiting = 2, AlwaysAdmittedFrom = 2 });
        hall.Sit(1);
        for (var contact = 1; contact <= 5; contact++)
        {
            hall.Now = contact;
            hall.Join(contact, tier: contact == 4 ? 2 : 0);
        }

        // The fourth is served, being important; of the others two may wait.
        Assert.Equal("4 to 1", hall.Dispatch());
        Assert.Equal([5, 3], hall.Acd.TakeTurnedAway().Select(t => Hall.Number(t.ConversationId)));
        Assert.Empty(hall.Acd.TakeTurnedAway());
        hall.Dispatch();
        Assert.Empty(hall.Acd.TakeTurnedAway());
        // Meanwhile nobody is given to those who are going.
        hall.Close(1);
        hall.Close(2);
        hall.Accept(4, 1);
        hall.Close(4);
        Assert.Equal("", hall.Dispatch());
        // If they are still there, they wait like others.
        hall.Now = 5 + 15;
        Assert.Equal("3 to 1", hall.Dispatch());
    }

    [Fact]
    public void Who_comes_back_into_a_full_line_or_waited_before_a_restart_is_not_turned_away()
    {
        var line = new LineRules { MostWaiting = 1 };
        var hall = new Hall(line: line);
        hall.Sit(1);
        hall.Join(1);
        Assert.Equal("1 to 1", hall.Dispatch());
        hall.Join(2);
        hall.Dispatch();
        hall.Refuse(1, 1);
        hall.Dispatch();
        Assert.Empty(hall.Acd.TakeTurnedAway());
        hall.Join(3);
        hall.Dispatch();
        Assert.Equal(3, Hall.Number(Assert.Single(hall.Acd.TakeTurnedAway()).ConversationId));
        hall.Acd.Seat(new(Hall.Person(1), 1, [], false, 9), Hall.At(0));
        var acd = new Acd();
        acd.Arrange(new(new Dictionary<Guid, GroupRules> { [Hall.Group(0)] = new(new(), line) }, VipTier.Defaults));
        for (var contact = 1; contact <= 3; contact++)
            acd.Rehear([new() { ConversationId = Hall.Contact(contact), ThreadId = Guid.Empty, Revision = 1, State = Core.Conversations.ConversationState.Queued, Since = Hall.At(0), GroupId = Hall.Group(0), EnqueuedAt = Hall.At(0), JoinedLineAt = Hall.At(0) }], 0, Hall.At(61));
        acd.Dispatch(Hall.At(61));
        Assert.Empty(acd.TakeTurnedAway());
    }
}
