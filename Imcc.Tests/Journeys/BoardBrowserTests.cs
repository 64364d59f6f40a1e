using Microsoft.Playwright;

namespace Imcc.Tests.Journeys;

/// <summary>A lead before the board while a customer comes and is served; the real host and a real browser.</summary>
[Collection(nameof(Browsing))]
public sealed class BoardBrowserTests(JourneyHost journeys, BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    /// <summary>How fast it is the bench measures; here other tests run on the same machine.</summary>
    private const int Soon = 30_000;

    [Fact]
    public async Task What_happens_is_on_the_board_and_on_the_wall_without_a_reload_and_each_number_opens_what_it_counts()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 2);
        await using var window = await browser.OpenAsync(scene.Host.Url, 1366, 768);
        var board = await window.SignInAsync("lead1", "Imcc@2026", "/board");
        var wall = await window.TabAsync("/wall/" + scene.Group().Id);
        var row = board.Locator($".bd-lines [data-group='{scene.Group().Id}']");
        await Assertions.Expect(row.Locator("[data-n=Waiting]")).ToHaveTextAsync("0", new() { Timeout = Soon });
        await Assertions.Expect(wall.Locator("[data-wall=Waiting] b")).ToHaveTextAsync("0", new() { Timeout = Soon });
        await Assertions.Expect(board.Locator(".bd-root")).Not.ToHaveClassAsync(new System.Text.RegularExpressions.Regex("stale"));

        // A page that was loaded anew would not know of it.
        await board.EvaluateAsync("() => { window.seen = true; }");
        var customer = scene.Follower("board1");
        await customer.SayAsync("人工");
        await Assertions.Expect(row.Locator("[data-n=Waiting]")).ToHaveTextAsync("1", new() { Timeout = Soon });
        await Assertions.Expect(wall.Locator("[data-wall=Waiting] b")).ToHaveTextAsync("1", new() { Timeout = Soon });
        await Assertions.Expect(row.Locator("[data-n=Offered]")).ToHaveTextAsync("1", new() { Timeout = Soon });
        await Assertions.Expect(row.Locator("time.wait")).ToContainTextAsync("秒", new() { Timeout = Soon });
        await row.Locator("[data-n=Waiting]").ClickAsync();
        await Assertions.Expect(board.Locator("[data-behind-total]")).ToContainTextAsync("共 1 个会话", new() { Timeout = Soon });
        await Assertions.Expect(board.Locator(".rep-behind tbody tr")).ToHaveCountAsync(1, new() { Timeout = Soon });
        Assert.Contains("n=Waiting", board.Url, StringComparison.Ordinal);
        await ShotAsync(board, "board-list");

        // One's own threshold, while one looks: now one who waits is one too many.
        await board.Locator("[data-rules]").ClickAsync();
        await board.Locator("[data-own]").CheckAsync();
        await board.Locator("[data-threshold=Waiting] [data-amber]").FillAsync("1");
        await board.Locator("[data-threshold=Waiting] [data-red]").FillAsync("1");
        await board.Locator("[data-threshold=Waiting] [data-sounds]").CheckAsync();
        await board.Locator("[data-save]").ClickAsync();
        await Assertions.Expect(row.Locator("td.red [data-n=Waiting]")).ToHaveCountAsync(1, new() { Timeout = Soon });
        // Others' groups wait beside ours.
        var alarm = board.Locator($"[data-alarm=Waiting][href*='{scene.Group().Id}']");
        await Assertions.Expect(alarm).ToContainTextAsync(scene.Group().Name, new() { Timeout = Soon });
        await Assertions.Expect(wall.Locator("[data-wall=Waiting].red")).ToHaveCountAsync(1, new() { Timeout = Soon });
        // It was heard, where a browser makes sounds.
        await Assertions.Expect(board.Locator(".bd-root")).ToHaveAttributeAsync("data-heard", "late", new() { Timeout = Soon });
        await ShotAsync(board, "board-rules");
        await board.Locator(".adm-x").ClickAsync();

        Assert.Equal("Done", await scene.Agents[0].BeAsync("Available"));
        await scene.Agents[0].ConversationAsync(customer.OpenId, "Active");
        await Assertions.Expect(row.Locator("[data-n=Waiting]")).ToHaveTextAsync("0", new() { Timeout = Soon });
        await Assertions.Expect(row.Locator("[data-n=InService]")).ToHaveTextAsync("1", new() { Timeout = Soon });
        await Assertions.Expect(row.Locator("[data-n=FreeCapacity]")).ToHaveTextAsync("1/2", new() { Timeout = Soon });
        await Assertions.Expect(wall.Locator("[data-wall=InService] b")).ToHaveTextAsync("1", new() { Timeout = Soon });
        await Assertions.Expect(alarm).ToHaveCountAsync(0, new() { Timeout = Soon });
        await row.Locator("[data-n=Ready]").ClickAsync();
        var agent = board.Locator($".bd-agents [data-agent='{scene.AgentId(0)}']");
        await Assertions.Expect(agent).ToContainTextAsync("1/2", new() { Timeout = Soon });
        await agent.Locator("[data-n=InHand]").ClickAsync();
        await Assertions.Expect(board.Locator(".rep-behind [data-conversation] td").Nth(3)).ToHaveTextAsync("服务中", new() { Timeout = Soon });
        await ShotAsync(board, "board-agent");
        await ShotAsync(wall, "wall");

        // What is a minute old says so.
        await Assertions.Expect(wall.Locator(".wall.stale")).ToHaveCountAsync(0, new() { Timeout = Soon });
        await wall.Clock.SetFixedTimeAsync(TimeProvider.System.GetUtcNow().AddMinutes(1).UtcDateTime);
        await Assertions.Expect(wall.Locator(".wall.stale .wall-old")).ToBeVisibleAsync(new() { Timeout = Soon });
        Assert.True(await board.EvaluateAsync<bool>("() => window.seen === true"));
        window.HasSeenNothingWrong();
    }

    [Fact]
    public async Task A_wall_asks_to_stay_signed_in()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 1);
        await using var window = await browser.OpenAsync(scene.Host.Url, 1366, 768);
        var wall = await window.SignInAsync("lead1", "Imcc@2026", "/desk");
        await wall.Clock.InstallAsync();
        await wall.GotoAsync(new Uri(scene.Host.Url, "/wall").ToString());
        await Assertions.Expect(wall.Locator(".wall [data-clock]")).Not.ToBeEmptyAsync(new() { Timeout = Soon });
        var kept = await wall.RunAndWaitForResponseAsync(() => wall.Clock.FastForwardAsync("31:00"), r => r.Url.EndsWith("/signin/keep", StringComparison.Ordinal), new() { Timeout = Soon });
        Assert.Equal(204, kept.Status);
    }

    /// <summary>For the eye, where somebody wants to look.</summary>
    private static async Task ShotAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("IMCC_SHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
    }
}
