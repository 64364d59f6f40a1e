using Imcc.Bench.Simulation;
using Imcc.Core.Schedule;

namespace Imcc.Tests.Routing.Simulated;

/// <summary>The real ACD, on virtual time, makes people wait as queueing theory says. Seeds are fixed, so each outcome is, too.</summary>
public sealed class ErlangTests
{
    private const int Arrivals = 20_000;
    private static readonly ErlangC Theory = ErlangC.Of(14, 10);

    [Theory]
    [InlineData(14, 1)]
    [InlineData(7, 2)]
    public void Agents_with_slots_make_people_wait_as_Erlang_C_says(int agents, int capacity)
    {
        var ours = Replications.Of(Centre.Of(agents, capacity), Demand.Of(10), Arrivals, customers: agents);

        AssertWithinChance(Theory.ProbabilityOfWaiting, ours.Of(r => r.ProbabilityOfWaiting), .012);
        AssertWithinChance(Theory.MeanWaitSeconds, ours.Of(r => r.MeanWaitSeconds), 1.5);
        AssertWithinChance(Theory.Utilisation, ours.Of(r => r.Utilisation), .006);
        AssertWithinChance(Theory.ServiceLevel(20), ours.Of(r => r.ServedWithin(20)), .012);
    }

    [Fact]
    public void As_many_wait_as_come_in_the_time_that_one_waits()
    {
        var ours = VirtualDay.Run(Centre.Of(14), Demand.Of(12), Arrivals, 1000, seed: 3);
        // Little's law; the line was counted for itself. What is left are those who wait at the two ends.
        Assert.InRange(ours.MeanQueue / (ours.Rate * ours.MeanWaitSeconds), .998, 1.002);
    }

    [Fact]
    public void Who_leaves_is_the_wait_over_the_patience()
    {
        const double Patience = 300;
        var theory = new ErlangA(10 / 180.0, 180, Patience, 13);
        var ours = Replications.Of(Centre.Of(13), Demand.Of(10) with { PatienceSeconds = Patience }, Arrivals, customers: 5);

        AssertWithinChance(0, ours.Of(r => r.ProbabilityOfLeaving - r.MeanWaitSeconds / Patience), .0012);
        AssertWithinChance(theory.ProbabilityOfLeaving, ours.Of(r => r.ProbabilityOfLeaving), .003);
        AssertWithinChance(theory.ServiceLevel(20), ours.Of(r => r.ServedWithin(20)), .01);
    }

    [Fact]
    public void Each_miss_costs_its_ringing()
    {
        var ringing = new Ringing(AnswerSeconds: 8, MissProbability: .2, TimeoutSeconds: 30);
        var ours = Replications.Of(Centre.Of(14), Demand.Of(10) with { Ringing = ringing }, Arrivals, customers: 6);

        AssertWithinChance(30 * .2 / .8, ours.Of(r => (double)r.Misses / r.Waits.Length * 30), .15);
        AssertWithinChance((180 + 8 + 30 * .2 / .8) * 10 / 180 / 14, ours.Of(r => r.Utilisation), .006);
    }

    [Fact]
    public void Skills_make_a_wait_between_one_pool_and_two()
    {
        var ours = VirtualDay.Run(
            new([.. Enumerable.Range(0, 14).Select(i => new SimulatedAgent(1, i < 4 ? [new(0), new(1)] : [new(i % 2)]))]),
            Demand.Of(10) with { GroupShares = [.5, .5] }, Arrivals, 1000, seed: 7);

        Assert.InRange(ours.MeanWaitSeconds, Theory.MeanWaitSeconds, ErlangC.Of(7, 5).MeanWaitSeconds);
    }

    [Fact]
    public void The_same_seed_gives_the_same_day()
    {
        Run[] days = [.. Enumerable.Range(0, 2).Select(_ => VirtualDay.Run(Centre.Of(5, 2), Demand.Of(9) with { PatienceSeconds = 60 }, 5000, 0, seed: 8))];

        Assert.Equal(days[0].Waits, days[1].Waits);
        Assert.Equal(days[0].Agents, days[1].Agents);
    }

    /// <param name="widest">The interval must be narrow, too: a wide one would agree with anything.</param>
    private static void AssertWithinChance(double theory, Estimate ours, double widest)
    {
        Assert.InRange(ours.HalfWidth, 0, widest);
        // Ten replications are two half widths off once in 700 cases if the theory holds.
        Assert.InRange(ours.Distance(theory), 0, 2);
    }
}
