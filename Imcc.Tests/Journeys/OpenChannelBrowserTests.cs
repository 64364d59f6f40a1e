using Imcc.Tests.Channels.Open;
using Microsoft.Playwright;

namespace Imcc.Tests.Journeys;

/// <summary>Another system's customer, an agent at the desk, and the page that stands in for such a system.</summary>
[Collection(nameof(Browsing))]
public sealed class OpenChannelBrowserTests(OpenChannelHost open, BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task A_customer_of_another_system_is_served_at_the_desk_and_reads_it_by_the_webhook()
    {
        var (account, scene) = await open.SceneAsync(autoAccept: true, capacities: 1);
        await using var _ = scene;
        await using var window = await browser.OpenAsync(open.Host.Url);
        var desk = await window.SignInAsync(scene.AgentNames[0], Scene.Password, "/desk");
        await desk.Locator(".presence").ClickAsync();
        await desk.Locator("[data-presence=Available]").ClickAsync();
        await Assertions.Expect(desk.Locator(".presence-name")).ToHaveTextAsync("在线");
        using var client = open.Client();
        await OpenChannelHost.AcceptedAsync(client, account, new { id = "b-1", from = new { id = "app-77", name = "应用客户" }, type = "text", text = "转账失败了" });
        await desk.Locator("a.row").First.ClickAsync();
        await Assertions.Expect(desk.Locator(".msg.customer .bubble")).ToHaveTextAsync("转账失败了");

        await desk.Locator(".composer-text").FillAsync("您好，请提供转账时间。");
        await desk.Locator(".composer-text").PressAsync("Enter");
        var heard = await open.Receiver.HeardAsync(account, c => c.Text == "您好，请提供转账时间。", "what was typed at the desk");
        Assert.True(heard.IsGenuine);
        var said = desk.Locator(".msg.own", new() { HasText = "请提供转账时间" });
        await Assertions.Expect(said.Locator(".delivery.sent")).ToBeVisibleAsync();
        window.HasSeenNothingWrong();
    }

    [Fact]
    public async Task The_stand_in_shows_what_was_posted_and_what_came_back_and_the_tabs_lead_on()
    {
        await open.StartAsync();
        await using var window = await browser.OpenAsync(open.Host.Url, 1366, 768);
        var page = await window.TabAsync("/simulator");
        await page.Locator("#tabs a", new() { HasText = "开放渠道" }).ClickAsync();
        await Assertions.Expect(page.Locator("#tabs a[aria-current=page]")).ToHaveTextAsync("开放渠道");
        // The demo's account, among those of the tests.
        await page.Locator("#account").SelectOptionAsync("open");
        await page.Locator("#name").FillAsync("赵先生");
        await page.Locator("#name").PressAsync("Enter");
        await page.Locator("#text").FillAsync("手机银行登录不上");
        await page.Locator("#send").ClickAsync();
        await Assertions.Expect(page.Locator("#log li").First).ToContainTextAsync("HTTP 202");
        await Assertions.Expect(page.Locator("#chat .line.account .bubble").First).ToContainTextAsync("请先检查网络");
        await Assertions.Expect(page.Locator("#calls li").First).ToContainTextAsync("200");
        window.HasSeenNothingWrong();
    }
}
