using Imcc.Core.Alerts;

namespace Imcc.Tests.Alerts;

/// <summary>Which figure each kind of rule reads off the floor.</summary>
public sealed class AlertFloorTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 3, 0, 0, TimeSpan.Zero);
    private static readonly Guid Cards = Id(1), Loans = Id(2), WeChat = Id(11), Web = Id(12), Agent = Id(21);

    [Fact]
    public void Waits_are_the_longest_of_each_group_within_the_rules_scope()
    {
        var floor = Floor() with { Waiting = [Item(31, 300, Cards, WeChat), Item(32, 40, Cards, Web), Item(33, 90, Loans, Web), Item(34, 999, null, Web)] };
        Assert.Equal([(Cards, 300.0), (Loans, 90.0)], Figures(floor, Rule(AlertKind.Wait, 60)));
        Assert.Equal([(Cards, 2.0), (Loans, 1.0)], Figures(floor, Rule(AlertKind.Waiting, 1)));
        Assert.Equal([(Cards, 40.0), (Loans, 90.0)], Figures(floor, Rule(AlertKind.Wait, 60) with { Accounts = [Web] }));
        Assert.Equal([(Loans, 90.0)], Figures(floor, Rule(AlertKind.Wait, 60) with { Groups = [Loans] }));
    }

    [Fact]
    public void A_service_level_of_few_says_nothing()
    {
        var rule = Rule(AlertKind.ServiceLevel, 80) with { Least = 10 };
        var floor = Floor() with { Levels = new Dictionary<Guid, IReadOnlyList<FloorLevel>> { [rule.Id] = [new(Cards, 9, 10), new(Loans, 10, 79.9)] } };
        Assert.Equal([(Loans, 79.9)], Figures(floor, rule));
        Assert.True(rule.IsBad(79.9) && !rule.IsBad(80));
    }

    [Fact]
    public void Events_count_in_the_window_and_those_of_a_time_when_nobody_looked_are_not_missed()
    {
        var rule = Rule(AlertKind.Survey, 2) with { Window = TimeSpan.FromMinutes(10), Since = Now.AddHours(-5) };
        var floor = Floor() with { Scores = [Item(31, 60, Cards, Web, 1), Item(32, 60, Cards, Web, 3), Item(33, 7200, Cards, Web, 2), Item(34, 6 * 3600, Cards, Web, 1)] };
        Assert.Equal([(Id(31), 1.0)], Figures(floor, rule));
        // The process was away for three hours; what was before the rule is not its affair.
        Assert.Equal([(Id(31), 1.0), (Id(33), 1.0)], Figures(floor with { LookedAt = Now.AddHours(-3) }, rule));
        Assert.Equal([(Id(31), 1.0), (Id(33), 1.0)], Figures(floor with { LookedAt = Now.AddHours(-9) }, rule));
    }

    [Fact]
    public void An_interface_that_stands_still_is_bad_enough_by_itself()
    {
        var rule = Rule(AlertKind.Deliveries, 5) with { Window = TimeSpan.FromMinutes(15) };
        var floor = Floor() with { Failures = [Item(41, 10, null, Web), Item(42, 20, null, Web)], Stops = [(WeChat, "message/custom/send"), (WeChat, "media/upload")] };
        var readings = floor.Read(rule, Now).OrderBy(r => r.SubjectId).ToList();
        Assert.Equal([(WeChat, 5.0, "media/upload, message/custom/send"), (Web, 2.0, "")], readings.Select(r => (r.SubjectId, r.Figure, r.Detail)));
    }

    [Fact]
    public void Each_unanswered_conversation_is_a_subject_and_words_are_counted_by_conversation()
    {
        var floor = Floor() with
        {
            Unanswered = [Item(31, 181, Cards, Web) with { AgentId = Agent }],
            Words = [Item(31, 30, Cards, Web) with { Detail = "保本", Side = WordSides.Sent }, Item(31, 20, Cards, Web) with { Detail = "稳赚", Side = WordSides.Blocked }, Item(32, 20, Loans, Web) with { Side = WordSides.Heard }],
        };
        var silent = Assert.Single(floor.Read(Rule(AlertKind.Silence, 180), Now));
        Assert.Equal((Id(31), 181.0, Agent), (silent.SubjectId, silent.Figure, silent.AgentId));
        var words = floor.Read(Rule(AlertKind.Words, 2), Now);
        Assert.Equal([(Id(31), 2.0, "稳赚"), (Id(32), 1.0, "")], words.OrderBy(w => w.SubjectId).Select(w => (w.SubjectId, w.Figure, w.Detail)));
        Assert.Equal([(Id(32), 1.0)], Figures(floor, Rule(AlertKind.Words, 1) with { Sides = WordSides.Heard }));
        Assert.Equal([(Id(31), 1.0), (Id(32), 1.0)], Figures(floor, Rule(AlertKind.Words, 1) with { Sides = WordSides.Sent | WordSides.Heard }));
    }

    private static AlertFloor Floor() => new() { LookedAt = Now.AddSeconds(-2) };

    private static AlertRule Rule(AlertKind kind, int limit) => AlertWatchTests.Rule(kind, limit);

    private static IEnumerable<(Guid, double)> Figures(AlertFloor floor, AlertRule rule) => floor.Read(rule, Now).OrderBy(r => r.SubjectId).Select(r => (r.SubjectId, r.Figure));

    private static FloorItem Item(int id, int secondsAgo, Guid? group, Guid account, double score = 0) => new(Id(id), Now.AddSeconds(-secondsAgo), group, account, Score: score);

    private static Guid Id(int n) => new($"01900000-0000-7000-8000-0000000000{n:00}");
}
