using Imcc.Core.Reporting;

namespace Imcc.Tests.Reporting;

/// <summary>The formulas of service level on the published numbers.</summary>
public sealed class ServiceLevelTests
{
    [Theory]
    [InlineData("serviceLevelA", 0.625)]
    [InlineData("serviceLevelB", 0.5)]
    [InlineData("serviceLevelBWithFlowOuts", 0.5)]
    [InlineData("serviceLevelBWithoutShort", 0.5714285714285714)]
    [InlineData("serviceLevelBWithoutAbandons", 0.6666666666666666)]
    [InlineData("serviceLevelC", 0.6666666666666666)]
    [InlineData("serviceLevelD", 0.625)]
    [InlineData("serviceLevelE", 0.5714285714285714)]
    [InlineData("abandonRateAll", 0.25)]
    [InlineData("abandonRate", 50 / 350.0)]
    public void Four_hundred_offered_come_to_the_published_share(string key, double share)
    {
        var tally = Published();
        Assert.Equal(share, KpiCatalogue.Find(key)!.Of(tally, new())!.Value, 12);
    }

    [Fact]
    public void The_organisation_chooses_which_formula_is_the_service_level()
    {
        foreach (var variant in Enum.GetValues<ServiceLevelVariant>())
            Assert.Equal(KpiCatalogue.Find("serviceLevel" + variant)!.Of(Published(), new()), KpiCatalogue.Find("serviceLevel")!.Of(Published(), new() { ServiceLevel = new() { Variant = variant } }));
    }

    [Fact]
    public void Of_nothing_nothing_is_said()
    {
        var empty = new Tally();
        foreach (var kpi in KpiCatalogue.All.Where(k => k.Unit != KpiUnit.Count && k.Key is not ("workTime" or "busyTime") && !k.IsOfPresence))
            Assert.Null(kpi.Of(empty, new()));
    }

    [Fact]
    public void Flow_outs_and_messages_left_count_where_the_formula_names_them()
    {
        var tally = new Tally();
        FactCount.Visit(tally, 5000, VisitOutcome.Answered, VisitEntry.Joined, 20_000, 10_000);
        FactCount.Visit(tally, 5000, VisitOutcome.FlowedOut, VisitEntry.Joined, 20_000, 10_000);
        FactCount.Visit(tally, 5000, VisitOutcome.MessageLeft, VisitEntry.Joined, 20_000, 10_000);
        FactCount.Visit(tally, -1, VisitOutcome.Waiting, VisitEntry.Joined, 20_000, 10_000);
        Assert.Equal(
            (0.5, 1.0, 0.5, 0.0),
            (KpiCatalogue.ServiceLevel(tally, ServiceLevelVariant.A), KpiCatalogue.ServiceLevel(tally, ServiceLevelVariant.B), KpiCatalogue.ServiceLevel(tally, ServiceLevelVariant.BWithFlowOuts), KpiCatalogue.Find("abandonRate")!.Of(tally, new())));
    }

    private static Tally Published()
    {
        var tally = new Tally();
        foreach (var (number, wait, outcome) in new[] { (200, 15_000, VisitOutcome.Answered), (100, 60_000, VisitOutcome.Answered), (50, 5_000, VisitOutcome.Abandoned), (50, 45_000, VisitOutcome.Abandoned) })
        {
            for (var i = 0; i < number; i++)
                FactCount.Visit(tally, wait, outcome, VisitEntry.Joined, 20_000, 10_000);
        }

        return tally;
    }
}
