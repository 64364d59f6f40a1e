using Imcc.Core.Board;

namespace Imcc.Tests.Board;

/// <summary>The forecast against what others have published, and where no formula holds.</summary>
public sealed class StaffForecastTests
{
    // pyworkforce's example: 100 in half an hour, three minutes each, patience of five.
    private static StaffForecast Fourteen(double staff, double concurrency = 1, double target = .9) =>
        new StaffForecast(100, 180 * concurrency, concurrency, 300, IsPatienceKnown: true, staff, Within: 20, target).Solved();

    [Fact]
    public void Ten_Erlang_and_fourteen_agents_are_served_as_published()
    {
        var forecast = Fourteen(14);
        Assert.Equal(10, forecast.Load, 9);
        Assert.Equal(.916792, forecast.ServiceLevel, 6);
        Assert.Equal(.013984, forecast.Leaving, 6);
        Assert.Equal(.069919, forecast.MeanWait / 60, 6);
        Assert.Equal(.704297, forecast.Occupancy, 6);
        Assert.Equal(.8582, Fourteen(13).ServiceLevel, 4);
        Assert.Equal((14, 13), (forecast.Needed, Fourteen(14, target: .85).Needed));
    }

    [Fact]
    public void Three_conversations_at_once_of_three_times_the_length_are_the_same_load() =>
        Assert.Equal(Fourteen(14).ServiceLevel, Fourteen(14, concurrency: 3).ServiceLevel, 12);

    [Fact]
    public void Half_an_agent_is_half_way_between_one_less_and_one_more() =>
        Assert.Equal((Fourteen(13).ServiceLevel + Fourteen(14).ServiceLevel) / 2, Fourteen(13.5).ServiceLevel, 12);

    [Fact]
    public void Without_customers_all_is_well_and_without_agents_nothing_is()
    {
        var (quiet, empty) = (new StaffForecast(0, 180, 1, 300, true, 5, 20, .8).Solved(), Fourteen(0));
        Assert.Equal((1, 0, 0), (quiet.ServiceLevel, quiet.Needed, quiet.Load));
        Assert.Equal((0, 1, 300), (empty.ServiceLevel, empty.Leaving, empty.MeanWait));
    }

    [Theory]
    // Five hundred agents and one customer; a line that grows for hours because nobody leaves it; hardly any patience.
    [InlineData(1, 300, 7200, 500)]
    [InlineData(5000, 300, 7200, 100)]
    [InlineData(20_000, 600, 86_400, 2)]
    [InlineData(5000, 300, 0.5, 3)]
    public void No_numbers_are_too_large_or_too_small(double arrivals, double handle, double patience, int staff)
    {
        var f = new StaffForecast(arrivals, handle, 1, patience, true, staff, 20, .8).Solved();
        Assert.InRange(f.ServiceLevel, 0, 1);
        Assert.InRange(f.Leaving, 0, 1);
        Assert.InRange(f.Occupancy, 0, 1.000001);
        // Whoever is served was not turned away, and all work that is done was brought: exact, whatever the load.
        Assert.Equal(f.Load * (1 - f.Leaving), f.Occupancy * staff, 1e-6 * f.Load);
        Assert.Equal(f.Leaving, f.MeanWait / patience, 1e-6);
    }
}
