using Bunit;
using Imcc.Core.Agents;
using Imcc.Core.Organisation;
using Imcc.Infrastructure.Organisation;
using Imcc.Web.Administration;
using Microsoft.AspNetCore.Components;

namespace Imcc.Tests.Administration;

public sealed class SettingsPagesTests : IAsyncLifetime
{
    private AdminScreens _screens = null!;

    public async ValueTask InitializeAsync() => _screens = await AdminScreens.OpenAsync();

    public ValueTask DisposeAsync() => _screens.DisposeAsync();

    [Fact]
    public async Task Two_customers_are_compared_by_the_tiers_as_they_stand_on_screen()
    {
        var page = _screens.Open<TiersPage>();
        Assert.Contains("金卡 先（已等 0 秒）：得分 300 对 240。普通此刻要已等 5 分 1 秒 才能排在前面。", Race(page), StringComparison.Ordinal);
        await page.Find("[data-field=FirstWaited]").ChangeAsync(new() { Value = "301" });
        Assert.Contains("普通 先（已等 5 分 1 秒）：得分 301 对 300。金卡此刻要已等 2 秒 才能排在前面。", Race(page), StringComparison.Ordinal);
        await page.Find("[data-field=BonusSeconds1]").ChangeAsync(new() { Value = "600" });
        Assert.Contains("金卡 先", Race(page), StringComparison.Ordinal);
        await page.Find("[data-field=FirstTier]").ChangeAsync(new() { Value = "9" });
        Assert.Contains("紧急 先：紧急客户永远排在金卡之前。", Race(page), StringComparison.Ordinal);
        Assert.Equal(300, _screens.Database.Cache.Current.VipTiers[1].BonusSeconds);
        await Save(page).ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(600, _screens.Database.Cache.Current.VipTiers[1].BonusSeconds));
    }

    [Fact]
    public async Task A_tier_out_of_range_is_refused_at_its_field()
    {
        var page = _screens.Open<TiersPage>();
        await page.Find("[data-field=SlopePercent3]").ChangeAsync(new() { Value = "1001" });
        await Save(page).ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("请填写 10–1000 之间的数值。", page.Find("[data-tier='3']").TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, 100, 0, 0, 100, 0, true)]
    [InlineData(300, 100, 0, 0, 100, 300, false)]
    [InlineData(300, 100, 0, 0, 100, 301, false)]
    [InlineData(300, 100, 0, 0, 100, 299, true)]
    [InlineData(0, 200, 100, 0, 100, 199, true)]
    [InlineData(0, 200, 100, 0, 100, 201, false)]
    public void The_higher_score_goes_first_and_of_equal_ones_who_came_earlier(int bonus, int slope, int waited, int otherBonus, int otherSlope, int otherWaited, bool firstWins)
    {
        var race = new TierRace(
            new() { Tier = 1, BonusSeconds = bonus, SlopePercent = slope }, waited, new() { Tier = 2, BonusSeconds = otherBonus, SlopePercent = otherSlope }, otherWaited);
        Assert.Equal(firstWins, race.FirstWins);
        var turned = firstWins ? race with { SecondWaited = race.TurnsAt } : race with { FirstWaited = race.TurnsAt };
        Assert.NotEqual(firstWins, turned.FirstWins);
    }

    [Fact]
    public async Task A_tag_is_made_coloured_given_a_tier_and_deleted_after_asking_back()
    {
        var page = _screens.Open<TagsPage>("new");
        await page.Find("[data-field=Name]").InputAsync(new ChangeEventArgs { Value = "重要客户" });
        await page.FindAll("input[name=colour]")[4].ChangeAsync(new() { Value = "on" });
        await page.Find("#tag-tier").ChangeAsync(new() { Value = "3" });
        await Primary(page).ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains(_screens.Database.Cache.Current.Tags.Values, t => t is { Name: "重要客户", Colour: "red", VipTier: 3 }));
        var id = _screens.Database.Cache.Current.Tags.Values.Single(t => t.Name == "重要客户").Id;
        Assert.Contains("至少按钻石排队", page.Find(".adm-table").TextContent, StringComparison.Ordinal);

        var opened = _screens.Open<TagsPage>(id.ToString());
        await opened.Find(".adm-drawer footer .danger").ClickAsync(new());
        Assert.True(_screens.Database.Cache.Current.Tags.ContainsKey(id));
        await opened.Find(".adm-drawer footer .danger.sure").ClickAsync(new());
        opened.WaitForAssertion(() => Assert.False(_screens.Database.Cache.Current.Tags.ContainsKey(id)));
    }

    [Fact]
    public async Task A_reason_is_made_moved_and_switched_off()
    {
        var page = _screens.Open<ReasonsPage>("new");
        await page.Find("[data-field=Name]").ChangeAsync(new() { Value = "外呼" });
        await page.FindAll("input[name=presence]")[1].ChangeAsync(new() { Value = "on" });
        await page.Find("[data-switch=LimitMinutes]").ChangeAsync(new() { Value = true });
        await page.Find("[data-field=LimitMinutes]").ChangeAsync(new() { Value = "20" });
        await Primary(page).ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(("外呼", Presence.Busy, 20d), (Reasons[^1].Name, Reasons[^1].Presence, Reasons[^1].Limit?.TotalMinutes)));
        var list = _screens.Open<ReasonsPage>();
        await list.FindAll(".adm-table tbody tr")[4].QuerySelector("button")!.ClickAsync(new());
        list.WaitForAssertion(() => Assert.Equal(["小休", "用餐", "培训", "外呼", "会议"], Reasons.Select(r => r.Name)));
        Assert.True(list.FindAll(".adm-table tbody tr")[0].QuerySelector("button")!.HasAttribute("disabled"));

        var opened = _screens.Open<ReasonsPage>(Reasons[3].Id.ToString());
        await opened.Find("[data-field=Enabled]").ChangeAsync(new() { Value = false });
        await Primary(opened).ClickAsync(new());
        opened.WaitForAssertion(() => Assert.False(Reasons[3].Enabled));
    }

    [Fact]
    public async Task A_reception_text_shows_what_the_customer_reads_and_refuses_what_nobody_fills_in()
    {
        var account = _screens.Database.Cache.Current.AccountsByKey["demo"].Id;
        var page = _screens.Open<AccountsPage>(account.ToString());
        Assert.Equal(ReceptionField.All.Count, page.FindAll("[data-text]").Count);
        await page.Find("[data-text=Queued] textarea").InputAsync(new ChangeEventArgs { Value = "请稍候，预计 {wait} 分钟，前面还有 " });
        await page.Find("[data-text=Queued] .under button").ClickAsync(new());
        Assert.Equal(["请稍候，预计 5 分钟，前面还有 3", "估不出时间时： 请稍候，前面还有 3"], page.FindAll("[data-text=Queued] .say").Select(s => s.TextContent));
        await page.Find("[data-text=Farewell] textarea").InputAsync(new ChangeEventArgs { Value = "{agent}祝您愉快" });
        await page.Find("[data-field=VipTier]").ChangeAsync(new() { Value = "2" });
        await Primary(page).ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("这里没有 {agent} 这个占位符。", page.Find("[data-text=Farewell]").TextContent, StringComparison.Ordinal));
        await page.Find("[data-text=Farewell] textarea").InputAsync(new ChangeEventArgs { Value = "祝您愉快" });
        await Primary(page).ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(
            (2, "请稍候，预计 {wait} 分钟，前面还有 {ahead}", "祝您愉快"),
            (Account.VipTier, Account.Texts.Queued, Account.Texts.Farewell)));
        Assert.StartsWith("现在是非服务时间", Account.Texts.Closed, StringComparison.Ordinal);
    }

    private static string Race(IRenderedComponent<TiersPage> page) => page.Find("[data-field=Race]").TextContent.Trim();

    private static AngleSharp.Dom.IElement Save(IRenderedComponent<TiersPage> page) => page.Find(".ed-head .primary");

    private static AngleSharp.Dom.IElement Primary<T>(IRenderedComponent<T> page)
        where T : IComponent => page.Find(".adm-drawer footer .primary");

    private IReadOnlyList<PresenceReason> Reasons => _screens.Database.Cache.Current.PresenceReasons;

    private Core.Channels.ChannelAccount Account => _screens.Database.Cache.Current.AccountsByKey["demo"];
}
