using Imcc.Core.Organisation;

namespace Imcc.Tests.Journeys;

/// <summary>Each strategy as customers and agents meet it: chosen by the administrator, in force from the next conversation on.</summary>
public sealed class StrategyJourneyTests(JourneyHost journeys)
{
    [Fact]
    public async Task Longest_idle_gives_to_whoever_has_been_without_work_longest()
    {
        await using var scene = await ReadyAsync(RankingNames.LongestIdle, 1, 1, 1);
        var desk = new Turnstile(scene);
        int[] first = [await desk.LetInAsync(), await desk.LetInAsync(), await desk.LetInAsync()];
        Assert.Equal([0, 1, 2], first.Order());

        // They finish in another order than they began.
        foreach (var agent in new[] { first[1], first[2], first[0] })
            await desk.FinishAsync(agent);

        Assert.Equal((first[1], first[2], first[0]), (await desk.LetInAsync(), await desk.LetInAsync(), await desk.LetInAsync()));
    }

    [Fact]
    public async Task Even_gives_everybody_the_same_number_however_fast_they_are()
    {
        await using var scene = await ReadyAsync(RankingNames.Even, 3, 3, 3);
        var desk = new Turnstile(scene);
        var counts = new int[3];
        for (var i = 0; i < 9; i++)
        {
            var agent = await desk.LetInAsync();
            counts[agent]++;
            // One of them is always done at once, and gets no more than the others for it.
            if (agent == 0)
                await desk.FinishAsync(agent);
        }

        Assert.InRange(counts.Max() - counts.Min(), 0, 1);
    }

    [Fact]
    public async Task Proportional_gives_by_weight()
    {
        await using var scene = await ReadyAsync(RankingNames.Proportional, 20, 20, 20);
        await scene.TrainAsync(0, weight: 3);
        await scene.TrainAsync(1, weight: 1);
        await scene.TrainAsync(2, weight: 0);
        var desk = new Turnstile(scene);
        var counts = new int[3];
        for (var i = 0; i < 8; i++)
            counts[await desk.LetInAsync()]++;

        Assert.Equal([6, 2, 0], counts);
    }

    [Theory]
    [InlineData(LevelPreference.Highest, 2)]
    [InlineData(LevelPreference.Nearest, 1)]
    public async Task Skill_level_gives_to_the_best_or_keeps_the_best_free(LevelPreference preference, int expected)
    {
        await using var scene = await ReadyAsync(RankingNames.SkillLevel, 2, 2, 2);
        await scene.RuleAsync(g => g.Strategy = g.Strategy with { Level = preference, RequiredLevel = 5 });
        await scene.TrainAsync(0, level: 2);
        await scene.TrainAsync(1, level: 6);
        await scene.TrainAsync(2, level: 10);

        Assert.Equal(expected, await new Turnstile(scene).LetInAsync());
    }

    [Fact]
    public async Task Least_loaded_looks_at_the_share_of_the_capacity_and_not_at_the_number()
    {
        await using var scene = await ReadyAsync(RankingNames.LeastLoaded, 2, 10);
        var desk = new Turnstile(scene);
        var counts = new int[2];
        for (var i = 0; i < 12; i++)
            counts[await desk.LetInAsync()]++;

        Assert.Equal([2, 10], counts);
    }

    [Fact]
    public async Task The_last_agent_is_asked_first_is_waited_for_and_falls_through()
    {
        await using var scene = await ReadyAsync(RankingNames.LongestIdle, 1, 1);
        await scene.RuleAsync(g =>
        {
            g.Strategy = g.Strategy with { LastAgentFirst = true, LastAgentWait = TimeSpan.FromSeconds(30) };
            g.Times = g.Times with { ReturnWindow = TimeSpan.Zero };
        });
        var desk = new Turnstile(scene);
        var regular = scene.Follower("rglr");
        var own = await desk.LetInAsync(regular);
        await desk.FinishAsync(own);

        // The other one has been idle longer, and is passed over.
        Assert.Equal(own, await desk.LetInAsync(regular));
        await desk.FinishAsync(own);

        // Full: waited for, with the other one free.
        Assert.Equal(1 - own, await desk.LetInAsync());
        Assert.Equal(own, await desk.LetInAsync());
        await desk.FinishAsync(1 - own);
        await regular.SayAsync("又是我");
        await scene.StateIsAsync(regular, "Queued");
        var why = await scene.Supervision().WhyWaitingAsync(scene.AgentId(0), await scene.ConversationIdAsync(regular));
        Assert.Equal(scene.AgentId(own), why!.Reason.KeptForId);
        scene.Host.Time.Pass(TimeSpan.FromSeconds(31));
        Assert.Equal(1 - own, await desk.ServedAsync(regular));

        // Not there: not waited for at all.
        await desk.FinishAsync(1 - own);
        await scene.Agents[1 - own].BeAsync("Break");
        await desk.FinishAsync(own);
        Assert.Equal(own, await desk.LetInAsync(regular));
    }

    [Fact]
    public async Task A_strategy_holds_from_the_next_conversation_on()
    {
        await using var scene = await ReadyAsync(RankingNames.SkillLevel, 9, 9);
        await scene.TrainAsync(0, level: 9);
        await scene.TrainAsync(1, level: 1);
        var desk = new Turnstile(scene);
        Assert.Equal((0, 0), (await desk.LetInAsync(), await desk.LetInAsync()));

        await scene.RuleAsync(g => g.Strategy = g.Strategy with { Ranking = RankingNames.LeastLoaded });

        Assert.Equal((1, 1), (await desk.LetInAsync(), await desk.LetInAsync()));
    }

    [Fact]
    public async Task Each_assignment_says_why()
    {
        await using var scene = await ReadyAsync(RankingNames.Proportional, 9, 9);
        await scene.TrainAsync(0, weight: 2);
        var desk = new Turnstile(scene);
        var customer = scene.Follower("whyy");
        var chosen = await desk.LetInAsync(customer);

        var view = Assert.Single(await scene.Supervision().AssignmentsAsync(scene.AgentId(chosen), await scene.ConversationIdAsync(customer)));

        Assert.Equal((scene.AgentId(chosen), RankingNames.Proportional, 2), (view.AgentId, view.Explanation.Ranking, view.Explanation.Candidates.Count));
        Assert.Equal(view.AgentId, view.Explanation.Candidates[0].Standing.AgentId);
        Assert.Equal(2, view.Explanation.Candidates[0].Here.Weight);
        Assert.Equal("坐席" + scene.Index + "甲", view.Names[scene.AgentId(0)]);
    }

    private async Task<Scene> ReadyAsync(string ranking, params int[] capacities)
    {
        var scene = await journeys.SceneAsync(autoAccept: true, capacities: capacities);
        await scene.RuleAsync(g =>
        {
            g.Strategy = g.Strategy with { Ranking = ranking };
            g.WrapUpSeconds = 0;
        });
        foreach (var agent in scene.Agents)
            Assert.Equal("Done", await agent.BeAsync("Available"));
        return scene;
    }
}
