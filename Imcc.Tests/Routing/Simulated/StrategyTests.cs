using Imcc.Bench.Simulation;
using Imcc.Bench.Simulation.Tables;
using Imcc.Bench.Simulation.Theory;
using Imcc.Core.Organisation;
using Imcc.Core.Schedule;

namespace Imcc.Tests.Routing.Simulated;

/// <summary>What a strategy may change, and what it may not.</summary>
public sealed class StrategyTests
{
    private const int Arrivals = 6_000;

    [Theory]
    [InlineData(14, 1, 10)]
    [InlineData(7, 2, 10)]
    [InlineData(10, 5, 48)]
    public void Whatever_the_strategy_every_customer_waits_exactly_as_long(int agents, int capacity, double load)
    {
        var first = Day(agents, capacity, load, RankingNames.LongestIdle);
        Assert.Contains(first.Waits, w => w > 0);
        foreach (var ranking in RankingNames.All.Except([RankingNames.LongestIdle]))
        {
            var other = Day(agents, capacity, load, ranking);
            Assert.Equal(first.Waits, other.Waits);
            // With equal levels, the skill level leaves everything to the longest idle.
            Assert.Equal(ranking == RankingNames.SkillLevel, first.Agents.SequenceEqual(other.Agents));
        }
    }

    [Fact]
    public void Whatever_the_strategy_impatient_customers_do_exactly_the_same()
    {
        var days = RankingNames.All.Select(r => VirtualDay.Run(Centre.Of(10, 1, r), Demand.Of(12) with { PatienceSeconds = 120 }, Arrivals, 0, seed: 2)).ToList();

        Assert.Contains(Run.Nobody, days[0].Agents);
        Assert.All(days, d => Assert.Equal(days[0].Waits, d.Waits));
        Assert.All(days, d => Assert.Equal(days[0].ProbabilityOfLeaving, d.ProbabilityOfLeaving));
    }

    [Fact]
    public void Even_shares_out_better_than_chance()
    {
        foreach (var (agents, conversations) in new[] { (10, 100), (14, 1400), (50, 1000) })
        {
            var day = VirtualDay.Run(Centre.Of(agents, 1, RankingNames.Even), Demand.Of(.7 * agents), conversations, 0, seed: 3);
            Assert.InRange(Jain.Index(day.Served.Select(s => (double)s)), Jain.ByChance(agents, conversations), 1);
        }
    }

    [Theory]
    [InlineData(10, 100)]
    [InlineData(7, 100)]
    [InlineData(50, 1020)]
    public void Equal_weights_are_served_in_turns(int agents, int conversations)
    {
        var centre = Centre.Of(agents, conversations, RankingNames.Proportional);
        var day = VirtualDay.Run(centre, Demand.Of(.7 * agents), conversations, 0, seed: 4);

        Assert.InRange(Jain.Index(day.Served.Select(s => (double)s)), Jain.InTurnsAtLeast(agents, conversations), 1);
        Assert.InRange(day.Served.Max() - day.Served.Min(), 0, 1);
    }

    [Fact]
    public void Shares_by_weight_are_never_far_from_the_ideal()
    {
        var within = 0;
        for (var seed = 1UL; seed <= 1500; seed++)
        {
            var dice = new Dice(seed);
            var weights = Drift.RandomWeights(dice, most: 10, heaviest: 10);
            var drift = Drift.Greatest(weights, 60, comings: 0, dice);
            Assert.Equal(Turns.DriftOfHalfTurns(weights, 60), drift, 9);
            // One heavy agent beside light ones of the same weight: these take their first turns one after the other.
            Assert.True(drift <= Math.Max(1, (weights.Length - 1) / 2.0), $"{drift:0.000} with weights {string.Join(", ", weights)} (seed {seed})");
            within += drift <= 1.24 ? 1 : 0;
        }

        Assert.InRange(within, 1490, 1500);
    }

    [Fact]
    public void Shares_by_weight_are_exact_after_as_many_as_the_weights_add_up_to()
    {
        int[] weights = [5, 3, 1];
        var day = VirtualDay.Run(
            new([.. weights.Select(w => new SimulatedAgent(1000, new SimulatedSkill(0, Weight: w)))], RankingNames.Proportional), Demand.Of(30), 900, 0, seed: 5);

        Assert.Equal([500, 300, 100], day.Served);
    }

    [Fact]
    public void A_bonus_too_large_to_catch_up_with_is_Cobhams_strict_order()
    {
        var theory = Priorities.Strict(ErlangC.Of(14, 10), .3, .7);
        var ours = Vips(new VipTier(1, "VIP", 86_400));

        AssertWithinChance(theory[0], ours.Of(r => r.MeanWaitOfTier(1)), .3);
        AssertWithinChance(theory[1], ours.Of(r => r.MeanWaitOfTier(0)), 1.5);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    public void Slopes_make_people_wait_as_Kleinrock_says(int slopePercent)
    {
        var theory = Priorities.Aging(ErlangC.Of(14, 10), (.3, slopePercent / 100.0), (.7, 1));
        var ours = Vips(new VipTier(1, "VIP", 0, slopePercent));

        AssertWithinChance(theory[0], ours.Of(r => r.MeanWaitOfTier(1)), .8);
        AssertWithinChance(theory[1], ours.Of(r => r.MeanWaitOfTier(0)), 1.5);
    }

    private static Run Day(int agents, int capacity, double load, string ranking) =>
        VirtualDay.Run(Centre.Of(agents, capacity, ranking), Demand.Of(load), Arrivals, 0, seed: 1);

    private static Replications Vips(VipTier vip) => Replications.Of(
        Centre.Of(14) with { Tiers = [new(0, "others", 0), vip] }, Demand.Of(10) with { TierShares = [.7, .3] }, 15_000, customers: 9);

    private static void AssertWithinChance(double theory, Estimate ours, double widest)
    {
        Assert.InRange(ours.HalfWidth, 0, widest);
        Assert.InRange(ours.Distance(theory), 0, 2);
    }
}
