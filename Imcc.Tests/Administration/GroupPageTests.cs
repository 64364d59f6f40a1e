using AngleSharp.Dom;
using Bunit;
using Imcc.Core.Organisation;
using Imcc.Core.Routing;
using Imcc.Web.Administration;

namespace Imcc.Tests.Administration;

public sealed class GroupPageTests : IAsyncLifetime
{
    private const string Guests = "贵宾服务";
    private const string Personal = "个人业务";
    private AdminScreens _screens = null!;

    public async ValueTask InitializeAsync() => _screens = await AdminScreens.OpenAsync();

    public ValueTask DisposeAsync() => _screens.DisposeAsync();

    [Fact]
    public void The_list_says_how_each_group_assigns_and_whether_it_is_open()
    {
        var rows = _screens.Open<GroupsPage>().FindAll(".adm-table tbody tr").Select(r => r.TextContent).ToList();
        Assert.Equal(3, rows.Count);
        Assert.Contains("最长空闲", rows[0], StringComparison.Ordinal);
        Assert.Contains("全天候服务", rows[0], StringComparison.Ordinal);
        // Sunday afternoon.
        Assert.Contains("休息中", rows[2], StringComparison.Ordinal);
        Assert.Contains("上次服务优先", rows[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_that_rings_too_long_is_refused_at_its_field()
    {
        var page = _screens.OpenGroup(Personal, "basic");
        await page.Find("[data-field=RingSeconds]").ChangeAsync(new() { Value = "301" });
        await SaveAsync(page);
        page.WaitForAssertion(() => Assert.Contains("请填写 5–300 之间的数值。", page.Markup, StringComparison.Ordinal));
        Assert.Equal(30, Live(Personal).Ring.TotalSeconds);
        await page.Find("[data-field=RingSeconds]").ChangeAsync(new() { Value = "45" });
        await SaveAsync(page);
        page.WaitForAssertion(() => Assert.Equal(45, Live(Personal).Ring.TotalSeconds));
    }

    [Fact]
    public async Task Choosing_a_strategy_asks_the_preview_at_once_and_saving_puts_it_in_force()
    {
        _screens.Preview.Answer = draft => [Line(draft.Strategy.Ranking)];
        var page = _screens.OpenGroup(Personal, "strategy");
        page.WaitForAssertion(() => Assert.Contains("下一个会话将分给 LongestIdle", page.Markup, StringComparison.Ordinal));
        await page.Find("[data-ranking=SkillLevel] input[name=ranking]").ChangeAsync(new() { Value = "on" });
        page.WaitForAssertion(() => Assert.Contains("下一个会话将分给 SkillLevel", page.Markup, StringComparison.Ordinal));
        Assert.Contains("有未保存的修改", page.Markup, StringComparison.Ordinal);
        Assert.Equal(RankingNames.LongestIdle, Live(Personal).Strategy.Ranking);

        await page.Find("[data-field=Nearest]").ChangeAsync(new() { Value = "on" });
        await page.Find("[data-field=RequiredLevel]").ChangeAsync(new() { Value = "7" });
        page.WaitForAssertion(() => Assert.Contains(_screens.Preview.Asked, d => d.Strategy is { Level: LevelPreference.Nearest, RequiredLevel: 7 }));
        await SaveAsync(page);
        page.WaitForAssertion(() => Assert.Equal((RankingNames.SkillLevel, LevelPreference.Nearest, 7), (Live(Personal).Strategy.Ranking, Live(Personal).Strategy.Level, Live(Personal).Strategy.RequiredLevel)));
        page.WaitForAssertion(() => Assert.DoesNotContain("有未保存的修改", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_last_agents_options_come_with_it_and_are_kept()
    {
        var page = _screens.OpenGroup(Personal, "strategy");
        Assert.Empty(page.FindAll("[data-field=LastAgentDays]"));
        await page.Find("[data-field=LastAgentFirst]").ChangeAsync(new() { Value = true });
        await page.Find("[data-field=LastAgentDays]").ChangeAsync(new() { Value = "14" });
        await page.Find("[data-field=LastAgentWait]").ChangeAsync(new() { Value = "20" });
        await page.Find("[data-field=LastAgentOverCapacity]").ChangeAsync(new() { Value = "2" });
        await SaveAsync(page);
        page.WaitForAssertion(() => Assert.Equal(
            new StrategySettings { LastAgentFirst = true, LastAgentDays = 14, LastAgentWait = TimeSpan.FromSeconds(20), LastAgentOverCapacity = 2 }, Live(Personal).Strategy));
    }

    [Fact]
    public async Task Members_are_added_and_given_level_and_weight_and_shares_are_shown_for_proportions()
    {
        var page = _screens.OpenGroup(Guests, "strategy");
        Assert.Equal(["agent1", "agent2", "agent3", "lead1"], page.FindAll("[data-agent]").Select(r => r.GetAttribute("data-agent")));
        await page.Find("[data-ranking=Proportional] input[name=ranking]").ChangeAsync(new() { Value = "on" });
        Assert.Contains("25 %", page.Find("[data-agent=agent1]").TextContent, StringComparison.Ordinal);
        await page.Find("[data-field=Everybody]").ChangeAsync(new() { Value = true });
        await page.Find("[data-agent=agent5] input[type=checkbox]").ChangeAsync(new() { Value = true });
        await page.FindAll("[data-agent=agent5] input[type=number]")[1].ChangeAsync(new() { Value = "6" });
        Assert.Contains("60 %", page.Find("[data-agent=agent5]").TextContent, StringComparison.Ordinal);
        await page.Find("[data-agent=agent1] input[type=checkbox]").ChangeAsync(new() { Value = false });
        await SaveAsync(page);
        page.WaitForAssertion(() => Assert.Equal("6", Weight("agent5")));
        Assert.Null(Weight("agent1"));

        string? Weight(string user) => _screens.Database.Cache.Current.Agents.Values.Single(a => a.UserName == user).Skills.FirstOrDefault(s => s.GroupId == Live(Guests).Id)?.Weight.ToString();
    }

    [Fact]
    public async Task Widening_steps_are_told_in_a_sentence_and_a_narrower_one_is_refused_on_its_part()
    {
        var page = _screens.OpenGroup(Guests, "line");
        Assert.Contains("一开始询问等级 8 及以上的成员；等满 30 秒后询问等级 6 及以上的成员；等满 90 秒后询问全部成员，并请个人业务协助。", page.Markup, StringComparison.Ordinal);
        await page.Find("[data-step='1'] .ed-x").ClickAsync(new());
        await page.FindAll("[data-step='1'] input[type=number]")[1].ChangeAsync(new() { Value = "9" });
        await SaveAsync(page);
        page.WaitForAssertion(() => Assert.Contains("后一步的最低等级不能高于前一步", page.Markup, StringComparison.Ordinal));
        Assert.NotNull(page.Find("[data-tab=line] .dot"));
        Assert.Empty(page.FindAll("[data-tab=strategy] .dot"));
        await page.FindAll("[data-step='1'] input[type=number]")[1].ChangeAsync(new() { Value = "2" });
        await SaveAsync(page);
        page.WaitForAssertion(() => Assert.Equal([(0d, 8), (90d, 2)], Live(Guests).Line.Relaxation.Select(s => (s.After.TotalSeconds, s.MinLevel))));
    }

    [Fact]
    public async Task A_problem_on_another_part_opens_that_part()
    {
        var page = _screens.OpenGroup(Personal, "line");
        await page.Find("[data-switch=MostWaiting]").ChangeAsync(new() { Value = true });
        await page.Find("[data-field=MostWaiting]").ChangeAsync(new() { Value = "0" });
        _screens.GoTo($"/admin/groups/{Live(Personal).Id}?tab=basic");
        page.WaitForElement("[data-field=RingSeconds]");
        await SaveAsync(page);
        page.WaitForElement("[data-field=MostWaiting]");
        Assert.EndsWith("?tab=line", _screens.Url, StringComparison.Ordinal);
        Assert.Contains("请填写 1–10000 之间的数值。", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Going_to_another_part_keeps_the_draft_and_saving_saves_all_parts()
    {
        var page = _screens.OpenGroup(Personal, "basic");
        await page.Find("[data-field=Name]").ChangeAsync(new() { Value = "零售业务" });
        _screens.GoTo($"/admin/groups/{Live(Personal).Id}?tab=times");
        page.WaitForElement("[data-field=ReplyLimit]");
        await page.Find("[data-switch=ReplyTransfer]").ChangeAsync(new() { Value = true });
        await page.Find("[data-switch=CustomerIdleWarning]").ChangeAsync(new() { Value = false });
        await page.Find("[data-field=ParkedLimit]").ChangeAsync(new() { Value = "24" });
        await page.Find("[data-field=IdleClose]").ChangeAsync(new() { Value = "on" });
        await SaveAsync(page);
        page.WaitForAssertion(() => Assert.Equal("零售业务", Live("零售业务").Name));
        var times = Live("零售业务").Times;
        Assert.Equal((300d, null, 24d, IdleAction.Close, 120d), (times.ReplyTransfer?.TotalSeconds, times.CustomerIdleWarning, times.ParkedLimit.TotalHours, times.WhenIdle, times.ReplyLimit?.TotalSeconds));
    }

    [Fact]
    public async Task Choosing_hours_says_when_it_opens_next()
    {
        var page = _screens.OpenGroup(Personal, "hours");
        Assert.Empty(page.FindAll(".mv"));
        await page.Find("[data-calendar=工作日服务时间] input").ChangeAsync(new() { Value = "on" });
        Assert.Contains("下次开放 2026-03-02 09:00", page.Markup, StringComparison.Ordinal);
        await SaveAsync(page);
        page.WaitForAssertion(() => Assert.False(_screens.Database.Cache.Current.IsOpen(Live(Personal), _screens.Database.Time.GetUtcNow())));
    }

    [Fact]
    public async Task A_new_group_begins_with_the_usual_limits_and_is_opened_when_it_is_made()
    {
        _screens.GoTo("/admin/groups/new?tab=times");
        var page = _screens.Open<GroupPage>("new");
        Assert.Equal(["30", "60", "60", "120"], new[] { "FirstReplyWarning", "FirstReplyLimit", "ReplyWarning", "ReplyLimit" }.Select(f => page.Find($"[data-field={f}]").GetAttribute("value")));
        Assert.False(page.Find("[data-switch=ReplyTransfer]").HasAttribute("checked"));
        _screens.GoTo("/admin/groups/new");
        page.WaitForElement("[data-field=Name]");
        await page.Find("[data-field=Name]").ChangeAsync(new() { Value = "投诉" });
        await SaveAsync(page);
        page.WaitForAssertion(() => Assert.EndsWith($"/admin/groups/{Live("投诉").Id}?tab=basic", _screens.Url, StringComparison.Ordinal));
        Assert.Equal((600d, 720d), (Live("投诉").Times.CustomerIdleWarning?.TotalSeconds, Live("投诉").Times.CustomerIdleLimit?.TotalSeconds));
    }

    [Fact]
    public void A_group_that_is_not_there_is_said_to_be_gone() =>
        Assert.Contains("它可能已被其他管理员移走", _screens.Open<GroupPage>(NewId().ToString()).Markup, StringComparison.Ordinal);

    private static PreviewLine Line(string name) => new(NewId(), name, 1, Obstacle.None, TimeSpan.Zero, false, []);

    private static Task SaveAsync(IRenderedComponent<GroupPage> page) => page.Find(".ed-head .primary").ClickAsync(new());

    private SkillGroup Live(string name) => _screens.Database.Cache.Current.Groups.Values.Single(g => g.Name == name);

    private static Guid NewId() => Guid.CreateVersion7(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
}
