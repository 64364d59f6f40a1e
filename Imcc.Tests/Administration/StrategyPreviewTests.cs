using Bunit;
using Imcc.Core.Organisation;
using Imcc.Core.Routing;
using Imcc.Web.Administration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Imcc.Tests.Administration;

public sealed class StrategyPreviewTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);
    private AdminScreens _screens = null!;

    public async ValueTask InitializeAsync() => _screens = await AdminScreens.OpenAsync();

    public ValueTask DisposeAsync() => _screens.DisposeAsync();

    [Fact]
    public void It_looks_again_every_two_seconds_because_people_come_and_go()
    {
        var turn = 0;
        _screens.Preview.Answer = _ => [Free($"第{++turn}位")];
        var preview = _screens.OpenPreview(NewId(), GroupRules.Default);
        preview.WaitForAssertion(() => Assert.Contains("下一个会话将分给 第1位", preview.Markup, StringComparison.Ordinal));
        _screens.Database.Time.Advance(StrategyPreview.Interval);
        preview.WaitForAssertion(() => Assert.Contains("下一个会话将分给 第2位", preview.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_rules_are_not_asked_about_again_by_a_mere_rendering()
    {
        var preview = _screens.OpenPreview(NewId(), GroupRules.Default);
        preview.Render();
        preview.Render(p => p.Add(c => c.Draft, new GroupRules(new(), GroupRules.Default.Line)));
        Assert.Single(_screens.Preview.Asked);
        preview.Render(p => p.Add(c => c.Draft, new GroupRules(new() { Ranking = RankingNames.Even }, GroupRules.Default.Line)));
        Assert.Equal(2, _screens.Preview.Asked.Count);
    }

    [Fact]
    public void Who_cannot_be_asked_stands_greyed_with_the_reason()
    {
        _screens.Preview.Answer = _ => [Free("甲"), Barred("乙", Obstacle.Full), Barred("丙", Obstacle.NotRoutable)];
        var preview = _screens.OpenPreview(NewId(), GroupRules.Default);
        var rows = preview.FindAll("tbody tr");
        Assert.Equal(["first", "out", "out"], rows.Select(r => r.ClassName));
        Assert.Contains("名额不足", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("不在线或未示闲", rows[2].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_is_asked_only_later_is_not_called_the_next()
    {
        _screens.Preview.Answer = _ => [Free("甲") with { From = TimeSpan.FromSeconds(30) }];
        Assert.Contains("要等满 30 秒才会分给 甲", _screens.OpenPreview(NewId(), GroupRules.Default).Markup, StringComparison.Ordinal);
        _screens.Preview.Answer = _ => [Barred("乙", Obstacle.Full)];
        Assert.Contains("现在没有可以接待的坐席", _screens.OpenPreview(NewId(), GroupRules.Default).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failing_answer_is_said_and_the_next_one_is_shown()
    {
        _screens.Preview.Answer = _ => throw new TimeoutException();
        var preview = _screens.OpenPreview(NewId(), GroupRules.Default);
        preview.WaitForAssertion(() => Assert.Contains("暂时取不到坐席状态", preview.Markup, StringComparison.Ordinal));
        _screens.Preview.Answer = _ => [Free("甲")];
        _screens.Database.Time.Advance(StrategyPreview.Interval);
        preview.WaitForAssertion(() => Assert.Contains("下一个会话将分给 甲", preview.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_group_nobody_is_asked()
    {
        Assert.Contains("技能组创建之后", _screens.OpenPreview(null, GroupRules.Default).Markup, StringComparison.Ordinal);
        Assert.Empty(_screens.Preview.Asked);
    }

    [Theory]
    [InlineData(RankingNames.LongestIdle, "Idle 12 分钟|Load 0/5")]
    [InlineData(RankingNames.SkillLevel, "Level 8|Idle 12 分钟|Load 0/5")]
    [InlineData(RankingNames.LeastLoaded, "Load 0/5|Idle 12 分钟")]
    [InlineData(RankingNames.Even, "Rate 2|Today 7|Load 0/5")]
    [InlineData(RankingNames.Proportional, "Share 7/10|Load 0/5")]
    public void What_decided_is_told_in_the_words_of_the_strategy(string ranking, string told)
    {
        var agent = new PreviewedAgent(
            new(new(NewId(), 0, 5, Now.AddMinutes(-12), Now.AddHours(-1), Now.AddHours(-4)), new(8, 10, new(7, TimeSpan.FromHours(3.5)), Now.AddHours(-1)), default),
            Obstacle.None,
            TimeSpan.Zero);
        var line = Assert.Single(RoutedPreview.Told([agent], new() { Ranking = ranking }, _ => "甲", Now, Texts));
        Assert.Equal(("甲", 1, told), (line.Name, line.Place, string.Join('|', line.Values.Select(v => $"{v.Part} {v.Text}"))));
    }

    [Fact]
    public void A_busy_agent_is_told_by_the_last_assignment_and_a_reset_clock_by_the_return()
    {
        var standing = new AgentStanding(NewId(), 2, 5, Now.AddMinutes(-40), Now.AddSeconds(-30), Now.AddMinutes(-3));
        Assert.Equal("LastGiven 30 秒", Told(standing, new()));
        Assert.Equal("Idle 40 分钟", Told(standing with { Load = 0 }, new()));
        Assert.Equal("Idle 3 分钟", Told(standing with { Load = 0 }, new() { ResetOnReady = true }));
        Assert.Equal("Idle 一直", Told(standing with { Load = 0, IdleSince = DateTimeOffset.MinValue }, new()));

        static string Told(AgentStanding agent, StrategySettings strategy) =>
            RoutedPreview.Told([new(new(agent, default, default), Obstacle.None, TimeSpan.Zero)], strategy, _ => "", Now, Texts)[0].Values.Select(v => $"{v.Part} {v.Text}").First();
    }

    private static IStringLocalizer<AdminText> Texts { get; } =
        new StringLocalizer<AdminText>(new ResourceManagerStringLocalizerFactory(Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance));

    private static PreviewLine Free(string name) => new(NewId(), name, 1, Obstacle.None, TimeSpan.Zero, false, []);

    private static PreviewLine Barred(string name, Obstacle obstacle) => new(NewId(), name, null, obstacle, TimeSpan.Zero, false, []);

    private static Guid NewId() => Guid.CreateVersion7(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
}
