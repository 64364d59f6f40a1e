using Microsoft.Playwright;

namespace Imcc.Tests.Journeys;

/// <summary>A supervisor, an agent and a customer at once; the real host and real browsers.</summary>
[Collection(nameof(Browsing))]
public sealed class SteerBrowserTests(JourneyHost journeys, BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task A_supervisor_listens_whispers_joins_and_takes_over_and_each_sees_what_is_theirs()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 2);
        await using var inside = await browser.OpenAsync(scene.Host.Url);
        await using var above = await browser.OpenAsync(scene.Host.Url);
        await using var outside = await browser.OpenAsync(scene.Host.Url, 390, 780);
        var desk = await inside.SignInAsync(scene.AgentNames[0], Scene.Password, "/desk");
        await desk.Locator(".presence").ClickAsync();
        await desk.Locator("[data-presence=Available]").ClickAsync();
        var visitor = await outside.TabAsync("/webchat/" + scene.WebAccount);
        await SayAsync(visitor, "我要投诉");
        await desk.Locator("a.row").First.ClickAsync();
        await Assertions.Expect(desk.Locator(".msg.customer")).ToContainTextAsync("我要投诉");

        // From the floor by one click, on the agent's row.
        var floor = await above.SignInAsync("lead1", "Imcc@2026", "/floor");
        await floor.Locator($"[data-open-of='{scene.AgentId(0)}']").ClickAsync();
        await floor.Locator(".floor-open-list [data-watch]").ClickAsync();
        await Assertions.Expect(floor).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/watch/[0-9a-f-]{36}$"));
        await Assertions.Expect(floor.Locator(".msg.customer")).ToContainTextAsync("我要投诉");
        await Assertions.Expect(floor.Locator("[data-steer=Monitor]")).ToBeVisibleAsync();
        await Assertions.Expect(desk.Locator("[data-watcher=Monitor]")).ToContainTextAsync("正在旁听");

        // Live, and to the agent alone.
        await SayAsync(visitor, "还不处理？");
        await Assertions.Expect(floor.Locator(".msg.customer").Last).ToContainTextAsync("还不处理？");
        await floor.Locator(".composer-text").FillAsync("先道歉，再查流水");
        await floor.Keyboard.PressAsync("Enter");
        await Assertions.Expect(desk.Locator(".remark.whisper")).ToContainTextAsync("先道歉，再查流水");
        await Assertions.Expect(desk.Locator(".remark.whisper .remark-mark")).ToContainTextAsync("仅内部可见");
        await Assertions.Expect(desk.Locator("[data-watcher=Whisper]")).ToContainTextAsync("正在协助");
        await desk.Locator(".composer-text").FillAsync("非常抱歉");
        await desk.Locator(".composer-text").PressAsync("Enter");
        await Assertions.Expect(floor.Locator(".msg.own").Last).ToContainTextAsync("非常抱歉");
        await Assertions.Expect(visitor.Locator(".theirs .bubble", new() { HasText = "非常抱歉" })).ToBeVisibleAsync();

        // By key from whispering to joining: now the customer reads it.
        await floor.Keyboard.PressAsync("Alt+r");
        await Assertions.Expect(floor.Locator("[data-mode-of=Join]")).ToHaveAttributeAsync("aria-selected", "true");
        await floor.Locator(".steer-composer.joining .composer-text").FillAsync("您好，我是值班班长");
        await floor.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Locator(".theirs .bubble", new() { HasText = "您好，我是值班班长" })).ToBeVisibleAsync();
        await Assertions.Expect(desk.Locator("[data-watcher=Join]")).ToContainTextAsync("已加入会话");
        await Assertions.Expect(desk.Locator(".lead-note")).ToContainTextAsync("班长");
        Assert.DoesNotContain("先道歉", await visitor.ContentAsync(), StringComparison.Ordinal);
        await ShotAsync(floor, "watch");
        await ShotAsync(desk, "agent");

        // By key to taking over: it is at the supervisor's own desk, and the agent's no more.
        await floor.Keyboard.PressAsync("Alt+a");
        await floor.Locator("[data-take-over]").ClickAsync();
        await Assertions.Expect(floor).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/desk/[0-9a-f-]{36}$"));
        // The address is there before its page; what was watched has a box to write in, too.
        await Assertions.Expect(floor.Locator(".end-btn")).ToBeVisibleAsync();
        // A key before the page has come to life is nobody's.
        await Eventually.Async(async () =>
        {
            await floor.Locator(".composer-text").FillAsync("后面由我负责");
            await floor.Locator(".composer-text").PressAsync("Enter");
            return await Shows(floor.Locator(".msg.own", new() { HasText = "后面由我负责" }));
        }, "it is said");
        await Assertions.Expect(visitor.Locator(".theirs .bubble", new() { HasText = "后面由我负责" })).ToBeVisibleAsync();
        await Assertions.Expect(desk.Locator(".read-only")).ToBeVisibleAsync();
        await visitor.ReloadAsync();
        await Assertions.Expect(visitor.Locator(".theirs .bubble", new() { HasText = "后面由我负责" })).ToBeVisibleAsync();
        Assert.DoesNotContain("先道歉", await visitor.ContentAsync(), StringComparison.Ordinal);
        await floor.Locator(".end-btn").ClickAsync();
        await floor.Locator("[data-confirm-end]").ClickAsync();
        inside.HasSeenNothingWrong();
        above.HasSeenNothingWrong();
        outside.HasSeenNothingWrong();
    }

    private static async Task SayAsync(IPage visitor, string text)
    {
        await visitor.GetByPlaceholder("请输入消息…").FillAsync(text);
        await visitor.GetByPlaceholder("请输入消息…").PressAsync("Enter");
    }

    private static async Task<bool> Shows(ILocator what)
    {
        try
        {
            await what.First.WaitForAsync(new() { Timeout = 3000 });
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>For the eye, where somebody wants to look.</summary>
    private static async Task ShotAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("IMCC_SHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
    }
}
