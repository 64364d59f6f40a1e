using Microsoft.Playwright;

namespace Imcc.Tests.Journeys;

/// <summary>What two agents and their customers see of pins, quotes and recalls; the real host and a real browser.</summary>
[Collection(nameof(Browsing))]
public sealed class PinBrowserTests(JourneyHost journeys, BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string Order = "20251122083012345";

    [Fact]
    public async Task An_order_number_is_pinned_with_one_click_and_the_next_agent_sees_it_and_goes_to_where_it_was_said()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: [1, 1]);
        await using var first = await browser.OpenAsync(scene.Host.Url);
        var one = await AtDeskAsync(first, scene, 0);
        var customer = scene.Follower("pinb");
        await customer.SayAsync($"订单号 {Order}，还没发货");
        await OpenAsync(one);
        await one.Locator($"[data-pin-number='{Order}']").ClickAsync();
        await Assertions.Expect(one.Locator(".pin-text")).ToHaveTextAsync(Order);
        await Assertions.Expect(one.Locator(".number-chip")).ToHaveCountAsync(0);
        await one.Locator("[data-pin-note]").ClickAsync();
        await Assertions.Expect(one.Locator(".pin-note-input")).ToBeFocusedAsync();
        await one.Keyboard.TypeAsync("已催仓库");
        await one.Keyboard.PressAsync("Enter");
        await Assertions.Expect(one.Locator("[data-pin-note]")).ToHaveTextAsync("已催仓库");
        // On with the work, without a hand at the mouse.
        await Assertions.Expect(one.Locator(".composer-text")).ToBeFocusedAsync();
        for (var i = 1; i <= 60; i++)
            await customer.SayAsync($"补充第 {i} 句");
        await Assertions.Expect(one.Locator(".msg.customer").Last).ToContainTextAsync("补充第 60 句");
        await one.Keyboard.PressAsync("Alt+m");
        await Assertions.Expect(one.Locator(".pin-text").First).ToHaveTextAsync("补充第 60 句");

        await using var second = await browser.OpenAsync(scene.Host.Url);
        var two = await AtDeskAsync(second, scene, 1);
        await one.Keyboard.PressAsync("Alt+t");
        await one.Locator($"[data-agent='{scene.AgentId(1)}']").ClickAsync();
        await one.Locator("[data-transfer]").ClickAsync();
        await two.Locator(".offer [data-accept]").ClickAsync();
        await Assertions.Expect(two.Locator(".composer-text")).ToBeVisibleAsync();
        await Assertions.Expect(two.Locator(".pin-text")).ToHaveTextAsync(["补充第 60 句", Order]);
        await Assertions.Expect(two.Locator("[data-pin-note]").Last).ToHaveTextAsync("已催仓库");

        // It was said before all that is on the screen: it is loaded, and the eye is led to it.
        var said = two.Locator(".msg.customer", new() { HasText = $"订单号 {Order}" });
        await Assertions.Expect(said).ToHaveCountAsync(0);
        await two.Locator(".composer-text").FillAsync("我来看");
        await two.Locator(".pin-jump").Last.ClickAsync();
        await Assertions.Expect(said).ToBeInViewportAsync();
        await Assertions.Expect(said).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("found"));
        await Assertions.Expect(two.Locator(".composer-text")).ToBeFocusedAsync();

        // By keys: from the empty composer to the messages and back; from a pin to its message, which is unpinned there, and put back.
        await two.Locator(".composer-text").FillAsync("");
        await two.Keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(two.Locator("[data-message]").Last).ToBeFocusedAsync();
        await two.Keyboard.PressAsync("Escape");
        await Assertions.Expect(two.Locator(".composer-text")).ToBeFocusedAsync();
        await two.Locator(".pin-jump").First.PressAsync("Enter");
        await Assertions.Expect(two.Locator(".msg.customer", new() { HasText = "补充第 60 句" })).ToBeFocusedAsync();
        await two.Keyboard.PressAsync("p");
        await Assertions.Expect(two.Locator(".pin-removed")).ToContainTextAsync("补充第 60 句");
        await Assertions.Expect(two.Locator(".pin-text")).ToHaveTextAsync([Order]);
        await two.Locator("[data-undo]").ClickAsync();
        await Assertions.Expect(two.Locator(".pin-text")).ToHaveTextAsync(["补充第 60 句", Order]);
        await two.Keyboard.PressAsync("Escape");
        await Assertions.Expect(two.Locator(".composer-text")).ToBeFocusedAsync();
        first.HasSeenNothingWrong();
        second.HasSeenNothingWrong();
    }

    [Fact]
    public async Task A_quote_is_seen_by_the_visitor_and_what_was_taken_back_is_not()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 1);
        await using var inside = await browser.OpenAsync(scene.Host.Url);
        await using var outside = await browser.OpenAsync(scene.Host.Url, 390, 780);
        var desk = await AtDeskAsync(inside, scene, 0);
        var visitor = await outside.TabAsync("/webchat/" + scene.WebAccount);
        await visitor.GetByPlaceholder("请输入消息…").FillAsync("24 期手续费怎么算？");
        await visitor.GetByPlaceholder("请输入消息…").PressAsync("Enter");
        await OpenAsync(desk);

        await desk.Locator(".msg.customer .bubble").HoverAsync();
        await desk.Locator(".message-tools [data-tool=quote]").ClickAsync();
        await Assertions.Expect(desk.Locator(".quote-draft")).ToContainTextAsync("24 期手续费怎么算？");
        await Assertions.Expect(desk.Locator(".composer-text")).ToBeFocusedAsync();
        await desk.Keyboard.TypeAsync("每期 0.65%");
        await desk.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Locator(".theirs .quote")).ToContainTextAsync("我24 期手续费怎么算？");
        await Assertions.Expect(desk.Locator(".quote-draft")).ToHaveCountAsync(0);

        await desk.Keyboard.TypeAsync("这句发错了");
        await desk.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Locator(".theirs .bubble", new() { HasText = "这句发错了" })).ToBeVisibleAsync();
        await desk.Locator(".msg.own .bubble", new() { HasText = "这句发错了" }).HoverAsync();
        await desk.Locator(".message-tools [data-tool=recall]").ClickAsync();
        await Assertions.Expect(visitor.Locator("li.recalled")).ToContainTextAsync("对方撤回了一条消息");
        await Assertions.Expect(visitor.GetByText("这句发错了")).ToHaveCountAsync(0);
        await Assertions.Expect(desk.Locator(".recalled")).ToContainTextAsync("你撤回了一条消息");
        // Neither does a page that is opened anew get to see it.
        await visitor.ReloadAsync();
        await Assertions.Expect(visitor.Locator("li.recalled")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Locator(".theirs .quote")).ToBeVisibleAsync();
        Assert.DoesNotContain("这句发错了", await visitor.ContentAsync(), StringComparison.Ordinal);

        await desk.Locator("[data-edit-again]").ClickAsync();
        await Assertions.Expect(desk.Locator(".composer-text")).ToHaveValueAsync("这句发错了");
        await desk.Locator(".composer-text").FillAsync("每期 0.65%，共 15.6%");
        await desk.Locator(".composer-text").PressAsync("Enter");
        await Assertions.Expect(visitor.Locator(".theirs .bubble", new() { HasText = "共 15.6%" })).ToBeVisibleAsync();
        inside.HasSeenNothingWrong();
        outside.HasSeenNothingWrong();
    }

    private static async Task<IPage> AtDeskAsync(BrowserWindow window, Scene scene, int agent)
    {
        var desk = await window.SignInAsync(scene.AgentNames[agent], Scene.Password, "/desk");
        await desk.Locator(".presence").ClickAsync();
        await desk.Locator("[data-presence=Available]").ClickAsync();
        await Assertions.Expect(desk.Locator(".presence-name")).ToHaveTextAsync("在线");
        return desk;
    }

    private static async Task OpenAsync(IPage desk)
    {
        await desk.Locator("a.row").First.ClickAsync();
        await Assertions.Expect(desk.Locator(".composer-text")).ToBeVisibleAsync();
    }
}
