using Microsoft.Playwright;

namespace Imcc.Tests.Journeys;

/// <summary>axe-core finds nothing serious on any page, light or dark. Beside the other tests with a browser: it takes as long as a fifth of them all.</summary>
public sealed class AccessibilityTests(JourneyHost journeys, BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private static readonly string[] AdminPages =
    [
        "/admin", "/admin/accounts", "/admin/agents", "/admin/groups", "/admin/calendars", "/admin/tiers", "/admin/tags", "/admin/tags/new", "/admin/reasons", "/admin/reason-tree", "/admin/keys",
        "/admin/replies", "/admin/replies/new", "/admin/words", "/admin/attributes", "/admin/attributes/new", "/admin/sources", "/admin/links", "/admin/links/new", "/admin/privacy", "/admin/report-rules",
    ];

    private static readonly string[] KnowledgePages =
    [
        "/knowledge", "/knowledge/edit", "/knowledge/edit/new", "/knowledge/edit?panel=import", "/knowledge/edit?panel=categories", "/knowledge/edit?panel=checks", "/knowledge/edit?panel=settings",
        "/admin/keywords", "/admin/keywords/new", "/admin/flows", "/admin/flows/new", "/admin/robots", "/admin/robots/new", "/admin/synonyms", "/knowledge/misses", "/knowledge/lessons", "/knowledge/stats",
    ];

    private static readonly string[] SupervisorPages =
    [
        "/floor", "/board", "/board?open=Rules", "/board?open=Help", "/wall", "/watch", "/reports?r=traffic", "/reports?r=reasons", "/reports/answers", "/reports/exports", "/reports/mailed",
        "/quality", "/quality/new", "/quality/forms", "/quality/forms/new", "/quality/plans", "/quality/calibrations", "/quality/report", "/quality/mine",
        "/alerts", "/admin/alerts", "/admin/alerts/new", "/admin/mail", "/admin/deliveries", "/admin/notices",
        "/schedule", "/schedule/kinds", "/schedule/staff", "/schedule/adherence", "/satisfaction", "/satisfaction/rules", "/satisfaction/tasks", "/my-day",
    ];

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task The_desk_has_no_serious_fault(string theme)
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 4);
        await using var window = await browser.OpenAsync(scene.Host.Url, 1366, 768);
        await window.ThemeAsync(theme);
        Assert.Equal("Done", await scene.Agents[0].BeAsync("Available"));
        var customer = scene.Follower("axe1");
        await customer.SayAsync("订单号 SF2026112200018 还没有到，我的电话是 13800138000，见 https://example.com/a?b=1");
        var conversation = await scene.Agents[0].ConversationAsync(customer.OpenId, "Active");
        Assert.Equal("Done", await scene.Agents[0].SayAsync(conversation, "您好，我马上为您查询。"));
        Assert.Equal("Done", await scene.Agents[0].DoAsync("Remark", conversation.GetProperty("id").GetString(), Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), "客户很着急"));
        var desk = await window.SignInAsync(scene.AgentNames[0], Scene.Password, "/desk");
        await desk.Locator("a.row").First.ClickAsync();
        await Assertions.Expect(desk.Locator(".msg.own")).Not.ToHaveCountAsync(0);
        var faults = new List<string>();
        await LookAsync(desk, "the desk", faults);
        await desk.Locator("[data-pin-number]").First.ClickAsync();
        await Assertions.Expect(desk.Locator(".pin")).ToHaveCountAsync(1);
        await desk.Locator(".msg.customer .bubble").HoverAsync();
        await desk.Locator(".message-tools [data-tool=quote]").ClickAsync();
        await desk.Locator(".msg.own .bubble").Last.HoverAsync();
        await Assertions.Expect(desk.Locator(".quote-draft")).ToBeVisibleAsync();
        await LookAsync(desk, "a pin, a quote and the tools of a message", faults, ".desk-middle");
        foreach (var tab in await desk.Locator(".desk-right [role=tab]").AllAsync())
        {
            await tab.ClickAsync();
            await Assertions.Expect(tab).ToHaveAttributeAsync("aria-selected", "true");
            await LookAsync(desk, "the side panel's " + await tab.InnerTextAsync(), faults, ".desk-right");
        }

        foreach (var key in new[] { "Alt+T", "Alt+H", "Alt+P", "Alt+E" })
        {
            await desk.Locator(".composer-text").PressAsync(key);
            await Assertions.Expect(desk.Locator(".thread-actions [aria-expanded=true]")).Not.ToHaveCountAsync(0);
            await LookAsync(desk, key, faults, ".desk-middle");
            await desk.Keyboard.PressAsync("Escape");
        }

        await desk.Locator(".composer-text").PressAsync("Control+k");
        await Assertions.Expect(desk.Locator(".palette-row").First).ToBeVisibleAsync();
        await LookAsync(desk, "the palette", faults, ".palette");
        await desk.Keyboard.PressAsync("Escape");
        await desk.Locator(".composer-text").PressSequentiallyAsync("/");
        await Assertions.Expect(desk.Locator(".reply-pop")).ToBeVisibleAsync();
        await LookAsync(desk, "quick replies", faults, ".reply-pop");
        await desk.Keyboard.PressAsync("Escape");
        await desk.Locator(".composer-text").PressAsync("Alt+d");
        await Assertions.Expect(desk.Locator(".day-figures")).ToBeVisibleAsync();
        await LookAsync(desk, "the day", faults, ".desk-left");
        await desk.Keyboard.PressAsync("Escape");
        await desk.Locator("#desk-side").ClickAsync();
        await desk.Keyboard.PressAsync("?");
        await Assertions.Expect(desk.Locator(".help")).ToBeVisibleAsync();
        await LookAsync(desk, "the keys", faults, ".help");
        await desk.GotoAsync(new Uri(scene.Host.Url, "/history?q=SF2026112200018").ToString());
        await Assertions.Expect(desk.Locator(".hit-head").First).ToBeVisibleAsync();
        await LookAsync(desk, "the history", faults);
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task No_page_of_administration_has_a_serious_fault(string theme)
    {
        // One as it comes: axe looks at each row, and the other journeys' host has hundreds of accounts and groups.
        await using var host = await Task.Run(() => new ImccHost());
        await host.ReadyAsync();
        await using var window = await browser.OpenAsync(host.Url, 1366, 768);
        await window.ThemeAsync(theme);
        var faults = new List<string>();
        var door = await window.TabAsync("/signin");
        await LookAsync(door, "/signin", faults);
        var page = await window.SignInAsync("admin", "Imcc@2026", "/admin");
        foreach (var path in AdminPages.Concat(SupervisorPages).Concat(KnowledgePages))
        {
            await page.GotoAsync(new Uri(host.Url, path).ToString());
            await Assertions.Expect(page.Locator("h1").First).ToBeVisibleAsync();
            await LookAsync(page, path, faults, onlyColours: theme == "dark");
        }

        var visitor = await window.TabAsync("/webchat/web");
        await LookAsync(visitor, "the visitor's page", faults);
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    [Fact]
    public async Task A_fault_that_is_there_is_found()
    {
        await using var window = await browser.OpenAsync((await journeys.HostAsync()).Url, 400, 300);
        var page = await window.TabAsync("/signin");
        await page.SetContentAsync("<main><h1>x</h1><button></button><p>浅灰色的字</p></main>");
        await page.EvaluateAsync("() => Object.assign(document.querySelector('p').style, { color: '#ccc', background: '#fff' })");
        Assert.Contains(await Axe.LookAsync(page, onlySevere: true), f => f.StartsWith("button-name (critical)", StringComparison.Ordinal));
        Assert.StartsWith("color-contrast (serious)", Assert.Single(await Axe.LookAsync(page, onlyColours: true)), StringComparison.Ordinal);
    }

    /// <param name="part">What is new since the page was looked at.</param>
    /// <param name="onlyColours">Another theme's page is the same but for its colours.</param>
    private static async Task LookAsync(IPage page, string where, List<string> faults, string part = "body", bool onlyColours = false)
    {
        // Colours that are on their way to another are no colours yet.
        await page.EvaluateAsync("() => Promise.all(document.getAnimations().filter(a => a.effect.getComputedTiming().iterations !== Infinity).map(a => a.finished.catch(() => {})))");
        faults.AddRange((await Axe.LookAsync(page, part, onlySevere: true, onlyColours)).Select(f => $"{where}: {f}"));
    }
}
