using Imcc.Bench.Simulation.Theory;
using Imcc.Core.Schedule;

namespace Imcc.Tests.Routing.Simulated;

/// <summary>The formulas give what is published, to all digits that are printed there.</summary>
public sealed class TheoryTests
{
    private static readonly ErlangC Fourteen = ErlangC.Of(14, 10);

    [Theory]
    [InlineData(1, 0.8, .444444, .800000, 4.000000)]
    [InlineData(2, 1, .200000, .333333, .333333)]
    [InlineData(3, 2, .210526, .444444, .444444)]
    [InlineData(5, 4, .199067, .554113, .554113)]
    [InlineData(10, 8, .121661, .409180, .204590)]
    [InlineData(10, 9, .167963, .668732, .668732)]
    [InlineData(14, 10, .056819, .174132, .043533)]
    [InlineData(20, 18, .109213, .550769, .275385)]
    [InlineData(50, 45, .054104, .363864, .072773)]
    [InlineData(50, 48, .083337, .694456, .347228)]
    [InlineData(55, 48, .038374, .238701, .034100)]
    [InlineData(100, 90, .026957, .216940, .021694)]
    [InlineData(100, 95, .048804, .506457, .101291)]
    [InlineData(200, 190, .027968, .365264, .036526)]
    public void Erlang_B_and_C_give_the_table(int servers, double load, double blocking, double waiting, double waitOfHandling)
    {
        var erlang = ErlangC.Of(servers, load);
        Assert.Equal(blocking, erlang.Blocking, 6);
        Assert.Equal(waiting, erlang.ProbabilityOfWaiting, 6);
        Assert.Equal(waitOfHandling, erlang.MeanWaitSeconds / erlang.HandleSeconds, 6);
        Assert.Equal(erlang.Rate * erlang.MeanWaitSeconds, erlang.MeanQueue);
    }

    [Fact]
    public void Erlang_C_gives_the_anchors_of_pyworkforce()
    {
        Assert.Equal(.88835002, Fourteen.ServiceLevel(20), 8);
        Assert.Equal(.71428571, Fourteen.Utilisation, 8);
        Assert.Equal(.17413193, Fourteen.ProbabilityOfWaiting, 8);
        Assert.Equal(.941, ErlangC.Of(15, 10).ServiceLevel(20), 3);
        Assert.Equal(.667, ErlangC.Of(15, 10).Utilisation, 3);
        Assert.Equal(.102, ErlangC.Of(15, 10).ProbabilityOfWaiting, 3);
        // Printed as 0.795, which is cut off and not rounded.
        Assert.Equal(.7956, ErlangC.Of(13, 10).ServiceLevel(20), 4);
    }

    [Fact]
    public void Erlang_C_gives_360_calls_of_4_minutes_to_55_agents()
    {
        var erlang = new ErlangC(360 / 1800.0, 240, 55);
        Assert.Equal(.2387, erlang.ProbabilityOfWaiting, 4);
        Assert.Equal(8.18, erlang.MeanWaitSeconds, 2);
        Assert.Equal(.8459, erlang.ServiceLevel(15), 4);
    }

    [Theory]
    [InlineData(14, .14526, .013984, .704297, .069919)]
    [InlineData(13, .2258, .0250, .7500, .1248)]
    public void Erlang_A_gives_the_anchors_of_pyworkforce(int servers, double waiting, double leaving, double occupancy, double waitMinutes)
    {
        var erlang = new ErlangA(10 / 180.0, 180, 300, servers);
        var digits = servers == 14 ? 6 : 4;
        Assert.Equal(waiting, erlang.ProbabilityOfWaiting, servers == 14 ? 5 : 4);
        Assert.Equal(leaving, erlang.ProbabilityOfLeaving, digits);
        Assert.Equal(occupancy, erlang.Occupancy, digits);
        Assert.Equal(waitMinutes, erlang.MeanWaitSeconds / 60, digits);
    }

    [Theory]
    [InlineData(14, .916792, 6)]
    [InlineData(13, .8582, 4)]
    public void Erlang_A_gives_the_service_level_of_pyworkforce(int servers, double level, int digits) =>
        Assert.Equal(level, new ErlangA(10 / 180.0, 180, 300, servers).ServiceLevel(20), digits);

    [Fact]
    public void Impatience_shortens_the_line_as_Garnett_Mandelbaum_and_Reiman_say()
    {
        var patient = new ErlangC(48 / 60.0, 60, 50);
        Assert.Equal(20.83, patient.MeanWaitSeconds, 2);
        Assert.Equal(58.1, patient.WaitPercentileSeconds(.9), 1);
        Assert.Equal(16.7, patient.MeanQueue, 1);
        Assert.Equal(.96, patient.Utilisation, 6);

        var impatient = new ErlangA(48 / 60.0, 60, 120, 50);
        Assert.Equal(.0309, impatient.ProbabilityOfLeaving, 4);
        Assert.Equal(3.71, impatient.MeanWaitSeconds, 2);
        Assert.Equal(2.97, impatient.MeanQueue, 2);
        Assert.Equal(.930, impatient.Occupancy, 3);

        var thinned = new ErlangC(48 / 60.0 * (1 - impatient.ProbabilityOfLeaving), 60, 50);
        Assert.Equal(8.83, thinned.MeanWaitSeconds, 2);
        Assert.Equal(6.85, thinned.MeanQueue, 2);
    }

    [Fact]
    public void Patience_as_long_as_handling_makes_every_load_a_Poisson_number()
    {
        var critical = new ErlangA(10 / 180.0, 180, 180, 10);
        Assert.Equal(.54207, critical.ProbabilityOfWaiting, 5);
        Assert.Equal(.12511, critical.ProbabilityOfLeaving, 5);
    }

    [Fact]
    public void Who_leaves_is_exactly_the_wait_over_the_patience()
    {
        var erlang = new ErlangA(0.3, 60, 45, 15);
        Assert.Equal(erlang.MeanWaitSeconds / 45, erlang.ProbabilityOfLeaving, 12);
        Assert.Equal(0.3 * erlang.MeanWaitSeconds, erlang.MeanQueue, 12);
        // Whoever is served was not turned away, and all work that is done was brought.
        Assert.Equal(0.3 * 60 * (1 - erlang.ProbabilityOfLeaving) / 15, erlang.Occupancy, 12);
    }

    [Fact]
    public void Strict_order_gives_Cobhams_waits()
    {
        var waits = Priorities.Strict(Fourteen, .3, .7);
        Assert.Equal(2.849, waits[0], 3);
        Assert.Equal(9.973, waits[1], 3);
        Assert.Equal(7.836, .3 * waits[0] + .7 * waits[1], 3);
    }

    [Theory]
    [InlineData(2, 5.642, 8.776)]
    [InlineData(5, 4.053, 9.457)]
    public void Aging_gives_Kleinrocks_waits(double slope, double vip, double others)
    {
        var waits = Priorities.Aging(Fourteen, (.3, slope), (.7, 1));
        Assert.Equal(vip, waits[0], 3);
        Assert.Equal(others, waits[1], 3);
    }

    [Fact]
    public void Whatever_the_order_the_mean_wait_of_all_is_the_same()
    {
        foreach (var waits in new[] { Priorities.Strict(Fourteen, .2, .3, .5), Priorities.Aging(Fourteen, (.2, 7), (.3, 1.5), (.5, .4)), Priorities.Aging(Fourteen, (.2, 1), (.3, 1), (.5, 1)) })
            Assert.Equal(Fourteen.MeanWaitSeconds, .2 * waits[0] + .3 * waits[1] + .5 * waits[2], 9);
    }

    [Fact]
    public void Jains_index_gives_the_vectors()
    {
        Assert.Equal(1, Jain.Index([1, 1, 1, 1]));
        Assert.Equal(.25, Jain.Index([4, 0, 0, 0]));
        Assert.Equal(.857143, Jain.Index([10, 20, 30]), 6);
        Assert.Equal(.980392, Jain.Index([3, 3, 4]), 6);
        Assert.Equal(.735294, Jain.Index([8, 2]), 6);
    }

    [Fact]
    public void Chance_shares_out_less_evenly_than_turns()
    {
        Assert.Equal(.9174, Jain.ByChance(10, 100), 4);
        Assert.Equal(.9533, Jain.ByChance(50, 1000), 4);
        Assert.Equal(.9975, Jain.InTurnsAtLeast(10, 100), 6);
    }
}
