using Imcc.Infrastructure.Demo;
using Microsoft.Playwright;

namespace Imcc.Tests.Journeys;

/// <summary>An administrator at work on an official account; the real host and a real browser.</summary>
[Collection(nameof(Browsing))]
public sealed class OfficialBrowserTests(JourneyHost journeys, BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task A_menu_is_written_mended_published_and_tapped_on_the_telephone()
    {
        await using var scene = await journeys.SceneAsync();
        await using var window = await browser.OpenAsync(scene.Host.Url, 1366, 768);
        var page = await window.SignInAsync("admin", DemoPeople.Password, $"/admin/wechat/{scene.Account}/menu");
        await page.Locator("[data-add-top]").ClickAsync();
        await page.Locator("[data-field=Name]").FillAsync("这个名称太长了");
        await Assertions.Expect(page.Locator("[data-form] .adm-bad").First).ToContainTextAsync("16 字节");
        await Assertions.Expect(page.Locator("[data-publish]")).ToBeDisabledAsync();
        await page.Locator("[data-field=Name]").FillAsync("服务");
        await page.Locator("[data-add-under]").ClickAsync();
        // The form is now the new entry's.
        await Assertions.Expect(page.Locator("[data-field=Name]")).ToHaveValueAsync("");
        await page.Locator("[data-field=Name]").FillAsync("人工客服");
        await page.Locator("[data-field=Key]").FillAsync("kefu");
        await Assertions.Expect(page.Locator("[data-key-standing]")).ToContainTextAsync("转人工");
        await page.Locator("[data-add-sub]").ClickAsync();
        // The form is now the new entry's.
        await Assertions.Expect(page.Locator("[data-field=Name]")).ToHaveValueAsync("");
        await page.Locator("[data-field=Name]").FillAsync("积分");
        await page.Locator("[data-field=Key]").FillAsync("NOBODY_ANSWERS");
        await Assertions.Expect(page.Locator("[data-unanswered]")).ToContainTextAsync("积分");
        // By keys, as with the mouse.
        await page.Locator("[data-place='0.1']").PressAsync("Alt+ArrowUp");
        await Assertions.Expect(page.Locator("[data-place='0.0']")).ToContainTextAsync("积分");
        await page.Locator("[data-publish]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-same]")).ToBeVisibleAsync();
        Assert.Equal(
            """[{"name":"服务","sub_button":[{"name":"积分","type":"click","key":"NOBODY_ANSWERS"},{"name":"人工客服","type":"click","key":"kefu"}]}]""",
            scene.WeChat.Menus.For(ImccHost.AppId + scene.Index, "anybody"));
        await page.Locator("[data-place='0.1']").ClickAsync();
        await Assertions.Expect(page.Locator("[data-field=Name]")).ToHaveValueAsync("人工客服");
        await page.Locator("[data-field=Name]").FillAsync("在线客服");
        await Assertions.Expect(page.Locator("[data-differences='1'] ins")).ToContainTextAsync("在线客服");

        var phone = await window.TabAsync($"/simulator?account={scene.Account}");
        await phone.Locator("#menu button", new() { HasText = "服务" }).ClickAsync();
        await phone.Locator("#menu .sub button", new() { HasText = "人工客服" }).ClickAsync();
        await Assertions.Expect(phone.Locator("#chat")).ToContainTextAsync("正在为您转接人工客服");
        window.HasSeenNothingWrong();
    }

    [Fact]
    public async Task A_template_is_sent_from_the_desk_and_its_bubble_tells_that_it_arrived()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 1);
        await using var window = await browser.OpenAsync(scene.Host.Url);
        var page = await window.SignInAsync(scene.AgentNames[0], Scene.Password, "/desk");
        var customer = scene.Follower("tpls");
        await scene.Agents[0].BeAsync("Available");
        await customer.SayAsync("账单");
        await scene.Agents[0].ConversationAsync(customer.OpenId, "Active");
        await page.Locator("a.row").First.ClickAsync();
        await page.Locator(".composer [data-open-template]").ClickAsync();
        await page.Locator("[data-template=TPL_SERVICE_0002]").ClickAsync();
        await page.Locator("[data-place=keyword2]").FillAsync("您的账单已出");
        await Assertions.Expect(page.Locator("[data-template-preview]")).ToContainTextAsync("回复内容：您的账单已出");
        await page.Locator("[data-send-template]").ClickAsync();
        await Assertions.Expect(page.Locator(".template-card")).ToContainTextAsync("您的账单已出");
        await Assertions.Expect(page.Locator(".delivery.arrived")).ToBeVisibleAsync();
        window.HasSeenNothingWrong();
    }
}
