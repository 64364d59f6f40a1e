using System.Globalization;
using Imcc.Infrastructure.Demo;
using Microsoft.Playwright;

namespace Imcc.Tests.Journeys;

/// <summary>An editor makes a flow on screen, and a customer is led through it; the real host and a real browser.</summary>
[Collection(nameof(Browsing))]
public sealed class FlowBrowserTests(JourneyHost journeys, BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task An_editor_makes_a_flow_tries_it_publishes_it_and_a_keyword_leads_a_customer_through_it_to_an_agent()
    {
        await using var scene = await journeys.SceneAsync(autoReply: true, autoAccept: true, capacities: 1);
        var key = string.Create(CultureInfo.InvariantCulture, $"points-{scene.Index}");
        await using var window = await browser.OpenAsync(scene.Host.Url, 1366, 768);
        var page = await window.SignInAsync("editor1", DemoPeople.Password, "/admin/flows");
        await page.Locator("[data-new]").ClickAsync();
        await page.Locator("[data-field=Name]").FillAsync("积分兑换登记");
        await page.Locator("[data-field=Key]").FillAsync(key);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("积分兑换登记");
        await page.Locator("[data-node=n1] [data-option='0'] [data-option-text]").FillAsync("积分兑换");
        await page.Locator("[data-node=n1] [data-way=Option0]").SelectOptionAsync("+Say");
        var said = page.Locator("[data-node=n5]");
        await said.Locator("[data-field=Text]").FillAsync("积分当年有效，");
        await Assertions.Expect(said.Locator(".fw-title")).ToHaveTextAsync("积分当年有效，");
        await said.Locator(".fw-slot").ClickAsync();
        await Assertions.Expect(said.Locator("[data-field=Text]")).ToHaveValueAsync("积分当年有效，{业务}");
        // Left open it is said, and it cannot be published.
        await Assertions.Expect(said.Locator("[data-fault=WayOpen]")).ToBeVisibleAsync();
        await page.Locator("[data-publish]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-problem=WayOpen]")).ToHaveCountAsync(1);
        await page.Locator("[data-problem-at=n5]").ClickAsync();
        await Assertions.Expect(said).ToBeFocusedAsync();
        await said.Locator("[data-way=Next]").SelectOptionAsync("n2");
        await Assertions.Expect(page.Locator("[data-problem-count]")).ToHaveCountAsync(0);

        await page.Locator("[data-tab=Try]").ClickAsync();
        await page.Locator("[data-tap]").First.ClickAsync();
        await Assertions.Expect(page.Locator("[data-bubble=flow]").Last).ToHaveTextAsync("积分当年有效，积分兑换\n请留下您的手机号，方便我们与您联系。");
        await Assertions.Expect(page.Locator("[data-node=n2] [data-waits]")).ToBeVisibleAsync();
        await page.Locator("[data-say]").FillAsync("13800138000");
        await page.Locator("[data-say]").PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-end=Transferred]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-slot=手机号] b")).ToHaveTextAsync("13800138000");
        await page.Locator("[data-publish]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-state=Published]")).ToBeVisibleAsync();

        await page.GotoAsync(new Uri(scene.Host.Url, "/admin/keywords").ToString());
        await page.Locator("[data-new]").ClickAsync();
        var word = "积分兑换" + scene.Index.ToString(CultureInfo.InvariantCulture);
        await page.Locator("[data-field=Name]").FillAsync(word);
        await page.Locator("[data-add=Exact]").FillAsync(word);
        await page.Locator("[data-add=Exact]").PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-pattern]")).ToHaveCountAsync(1);
        await page.Locator("[data-field=Flow]").SelectOptionAsync(key);
        await Assertions.Expect(page.Locator(".kw-preview [data-starts-flow]")).ToHaveTextAsync("▶ 启动流程：积分兑换登记");
        await page.Locator("[data-save]").ClickAsync();
        await Assertions.Expect(page.Locator("tbody tr", new() { HasText = word }).Locator("[data-starts-flow]")).ToBeVisibleAsync();

        Assert.Equal("Done", await scene.Agents[0].BeAsync("Available"));
        var customer = scene.Follower("flowscreen");
        await Eventually.Async(
            async () => (await customer.SayAsync(word)).Answer == "请问您要办理什么？\n1. 积分兑换\n2. 投诉与建议\n3. 没有其他问题了",
            "the rule and its flow are in force");
        Assert.Equal("积分当年有效，积分兑换\n请留下您的手机号，方便我们与您联系。", (await customer.SayAsync("1")).Answer);
        Assert.StartsWith("正在为您转接人工客服，请稍候。", (await customer.SayAsync("13800138000")).Answer, StringComparison.Ordinal);
        await scene.Agents[0].ConversationAsync(customer.OpenId, "Active");
        window.HasSeenNothingWrong();
    }
}
