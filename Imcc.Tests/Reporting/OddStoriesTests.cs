using Imcc.Core.Conversations;
using Imcc.Core.Reporting;
using Imcc.Infrastructure.Reporting;
using Directory = Imcc.Core.Organisation.Directory;
using Kind = Imcc.Core.Conversations.ConversationEventKind;

namespace Imcc.Tests.Reporting;

/// <summary>What reports make of conversations that do not go as conversations should, from their events to the figures.</summary>
public sealed class OddStoriesTests
{
    private static readonly Guid Ann = Guid.Parse("01900000-0000-7000-8000-00000000ac01"), Bob = Guid.Parse("01900000-0000-7000-8000-00000000ac02"), Eve = Guid.Parse("01900000-0000-7000-8000-00000000ac03");
    private static readonly Guid Cards = Guid.Parse("01900000-0000-7000-8000-00000000ac04"), Loans = Guid.Parse("01900000-0000-7000-8000-00000000ac05");

    private readonly List<ConversationFacts> _facts = [];
    private DateTimeOffset _begin = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    private string _zone = "Asia/Shanghai";

    [Fact]
    public void Given_on_three_times_it_is_offered_and_handled_four_times_and_one_conversation()
    {
        Tell(
            (0, Kind.Enqueued, null, Cards), (10, Kind.Accepted, Ann, Cards), (70, Kind.TransferredToGroup, Ann, Loans), (100, Kind.Accepted, Bob, Loans), (160, Kind.TakenOver, Eve, Loans),
            (220, Kind.TransferredToGroup, Eve, Cards), (260, Kind.Accepted, Ann, Cards), (300, Kind.Ended, Ann, Cards), (330, Kind.WrapUpFinished, Ann, Cards));
        Says(("offered", 3), ("transfersIn", 2), ("answered", 3), ("handled", 4), ("toGroup", 2), ("toAgent", 1), ("transferRate", 0.75), ("conversations", 1), ("served", 1));
        // 10, 30 and 40 s in line; 60, 60, 60 and 40 + 30 s in hand.
        Says(("asa", 80_000.0 / 3), ("asaMedian", 30_000), ("asaP90", 40_000), ("aht", 250_000.0 / 4), ("handleTime", 250_000), ("wrapUp", 30_000), ("workTime", 250_000));
    }

    [Fact]
    public void Whoever_leaves_while_they_are_served_has_not_abandoned()
    {
        Tell((0, Kind.Enqueued, null, Cards), (5, Kind.Accepted, Ann, Cards), (50, Kind.Ended, Ann, Cards), (60, Kind.Closed, Ann, Cards));
        Says(("abandoned", 0), ("abandonRate", 0), ("answered", 1), ("firstReply", null), ("firstReplyFromLine", null), ("reply", null), ("abandonTime", null));
    }

    [Fact]
    public void Time_in_the_drawer_is_nobodys_work_and_waiting_again_is_another_visit()
    {
        Tell(
            (0, Kind.Enqueued, null, Cards), (10, Kind.Accepted, Ann, Cards), (20, Kind.FirstReply, Ann, Cards), (100, Kind.Parked, Ann, Cards), (7300, Kind.Woken, null, Cards), (7330, Kind.Accepted, Ann, Cards),
            (7340, Kind.FirstReply, Ann, Cards), (7400, Kind.Ended, Ann, Cards), (7410, Kind.Reopened, Ann, Cards), (7500, Kind.Ended, Ann, Cards), (7520, Kind.WrapUpFinished, Ann, Cards));
        Says(("offered", 2), ("parked", 1), ("handled", 2), ("workTime", 90_000 + 190_000), ("aht", 140_000), ("wrapUp", 20_000), ("firstReply", 10_000), ("firstReplyFromLine", (20_000 + 40_000) / 2.0), ("busyTime", 280_000));
    }

    [Fact]
    public void What_a_lead_says_or_sees_is_no_reply_and_moves_no_clock()
    {
        Tell(
            (0, Kind.Enqueued, null, Cards), (10, Kind.Accepted, Ann, Cards), (15, Kind.LeadSpoke, Ann, Cards), (16, Kind.Whispered, Ann, Cards), (40, Kind.FirstReply, Ann, Cards), (100, Kind.Ended, Ann, Cards), (110, Kind.Closed, Ann, Cards));
        Says(("firstReply", 30_000), ("replies", 0), ("reply", null), ("handled", 1), ("takenAway", 0));
    }

    [Fact]
    public void What_a_lead_takes_over_is_two_stretches_each_with_its_own_first_word()
    {
        Tell(
            (0, Kind.Enqueued, null, Cards), (10, Kind.Accepted, Ann, Cards), (20, Kind.FirstReply, Ann, Cards), (70, Kind.Assigned, Eve, Cards), (75, Kind.FirstReply, Eve, Cards), (130, Kind.Ended, Eve, Cards), (150, Kind.WrapUpFinished, Eve, Cards));
        Says(("takenAway", 1), ("transferredOut", 0), ("transferRate", 0), ("offered", 1), ("handled", 2), ("firstReply", 7500), ("firstReplyFromLine", 20_000), ("aht", (60_000 + 80_000) / 2.0));
    }

    [Fact]
    public void What_the_system_answers_is_neither_offered_nor_served_and_whoever_waited_in_vain_was_not_helped_by_it()
    {
        Tell((0, Kind.Opened, null, null), (60, Kind.Closed, null, null));
        Tell((0, Kind.Opened, null, null), (5, Kind.Enqueued, null, Cards), (45, Kind.Abandoned, null, Cards));
        Tell((0, Kind.Opened, null, null), (5, Kind.Overflowed, null, Cards));
        Tell((0, Kind.Opened, null, null), (5, Kind.Enqueued, null, Cards), (9, Kind.Accepted, Ann, Cards), (45, Kind.Ended, Ann, Cards), (50, Kind.Closed, Ann, Cards));
        Says(("conversations", 4), ("served", 1), ("offered", 2), ("automatedShare", 0.25), ("abandoned", 1), ("abandonRate", 0.5), ("fcr", 1));
    }

    [Fact]
    public void Over_midnight_a_visit_is_of_the_day_it_began_a_stretch_of_the_day_it_ended_and_work_of_both()
    {
        // 23:50 to 00:20 in Shanghai.
        _begin = new(2026, 3, 2, 15, 50, 0, TimeSpan.Zero);
        Tell((0, Kind.Enqueued, null, Cards), (60, Kind.Accepted, Ann, Cards), (1500, Kind.Ended, Ann, Cards), (1800, Kind.WrapUpFinished, Ann, Cards));
        var days = Rows("offered", "handled", "aht", "workTime", "conversations");
        Assert.Equal([1, 0, null, 540_000, 0], days[0]);
        Assert.Equal([0, 1, 1_740_000, 1_200_000, 1], days[1]);
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29T00:30:00Z", "the clocks go from 02:00 to 03:00")]
    [InlineData("Europe/Berlin", "2026-10-25T00:30:00Z", "the clocks go from 03:00 to 02:00")]
    [InlineData("America/Havana", "2026-11-01T04:30:00Z", "midnight comes twice")]
    public void Over_the_change_of_the_clocks_an_hour_of_service_is_an_hour(string zone, string begin, string because)
    {
        (_zone, _begin) = (zone, DateTimeOffset.Parse(begin, System.Globalization.CultureInfo.InvariantCulture));
        Tell((0, Kind.Enqueued, null, Cards), (60, Kind.Accepted, Ann, Cards), (3660, Kind.Ended, Ann, Cards), (3660, Kind.Closed, Ann, Cards));
        Says(("asa", 60_000), ("aht", 3_600_000), ("workTime", 3_600_000), ("busyTime", 3_600_000));
        Assert.True(Assert.Single(Rows("offered", "workTime")) is [1, 3_600_000.0], because);
    }

    [Fact]
    public void Medians_of_two_groups_together_are_of_all_their_values_and_no_mean_of_medians()
    {
        foreach (var (group, wait) in new[] { (Cards, 1), (Cards, 2), (Cards, 3), (Cards, 4), (Loans, 100) })
            Tell((0, Kind.Enqueued, null, group), (wait, Kind.Accepted, Ann, group), (wait, Kind.Ended, Ann, group), (wait, Kind.Closed, Ann, group));
        // 1 2 3 4 | 100: medians 2.5 and 100.
        Says(("asaMedian", 3000), ("asaP90", 100_000), ("asa", 22_000));
    }

    [Fact]
    public void Of_nobody_nothing_is_said()
    {
        foreach (var kpi in KpiCatalogue.All.Where(k => k.Unit is KpiUnit.Share or KpiUnit.Number || k.NeedsValues))
            Assert.Null(kpi.Of(Total(KpiCatalogue.All), new()));
    }

    private void Tell(params (int Second, Kind Kind, Guid? Agent, Guid? Group)[] story)
    {
        var id = Guid.CreateVersion7(_begin);
        _facts.Add(FactBook.Of(story.Select((e, i) => new ConversationEvent(id, i, e.Kind, _begin.AddSeconds(e.Second), e.Agent, e.Group)), new() { ConversationId = id, AccountId = Cards, IsOver = true }));
    }

    private void Says(params (string Key, double? Value)[] expected)
    {
        var kpis = expected.Select(e => KpiCatalogue.Find(e.Key)!).ToList();
        var total = Total(kpis);
        Assert.Equal(expected.Select(e => (e.Key, Value: Rounded(e.Value))), kpis.Select(k => (k.Key, Value: Rounded(k.Of(total, new())))));
    }

    private List<double?[]> Rows(params string[] keys)
    {
        var kpis = keys.Select(k => KpiCatalogue.Find(k)!).ToList();
        return [.. Counted(kpis).Cells.OrderBy(c => c.Key.First.Number).Select(c => kpis.Select(k => k.Of(c.Value, new())).ToArray())];
    }

    private Tally Total(IReadOnlyCollection<Kpi> kpis) => Counted(kpis).Total();

    private ReportCount Counted(IReadOnlyCollection<Kpi> kpis)
    {
        var query = new ReportQuery { From = QuarterHours.Of(_begin), To = _begin.AddDays(2), TimeZone = _zone, Interval = ReportInterval.Day, Rows = ReportDimension.Time };
        var count = new ReportCount(query, kpis, new(), ReportScope.Everything, Directory.Empty, 1000);
        foreach (var quarter in _facts.SelectMany(FactLines.Of).GroupBy(l => l.At).OrderBy(g => g.Key))
            count.Take(quarter.Key, quarter.GroupBy(l => l.Kind).Select(g => (g.Key, FactSheet.Write(g.Key, quarter.Key, g, 1).Facts)));
        return count;
    }

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 6) : null;
}
