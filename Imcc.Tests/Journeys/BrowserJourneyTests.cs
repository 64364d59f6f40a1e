using System.Globalization;
using Imcc.Core.Channels.WeChat;
using Imcc.Tests.Files;
using Imcc.Web.Simulator;
using Microsoft.Playwright;

namespace Imcc.Tests.Journeys;

/// <summary>People at their screens: an agent at the desk, a visitor on the page, an administrator; the real host and a real browser.</summary>
[Collection(nameof(Browsing))]
public sealed class BrowserJourneyTests(JourneyHost journeys, BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    // What changes elsewhere is on the screen by then.
    private static readonly LocatorAssertionsToBeVisibleOptions Soon = new() { Timeout = 2000 };

    [Fact]
    public async Task An_agent_serves_a_WeChat_customer_from_ring_to_wrap_up()
    {
        await using var scene = await journeys.SceneAsync(capacities: 2);
        await using var window = await browser.OpenAsync(scene.Host.Url);
        var desk = await AtDeskAsync(window, scene);
        var customer = scene.Follower("wxbr");
        await customer.SayAsync("信用卡丢了，怎么挂失？");
        await Assertions.Expect(desk.Locator(".offer")).ToContainTextAsync("信用卡丢了，怎么挂失？");
        await ShootAsync(desk, "journey-ring");
        await desk.Locator("[data-accept]").ClickAsync();
        await OpenFirstAsync(desk);
        await Assertions.Expect(desk.Locator(".msg.customer .bubble")).ToHaveTextAsync("信用卡丢了，怎么挂失？");

        await SayAsync(desk, "您好，我来帮您挂失 <b>信用卡</b>。");
        await scene.PhoneShowsAsync(customer, "您好，我来帮您挂失 <b>信用卡</b>。");
        await Assertions.Expect(Own(desk, "我来帮您挂失").Locator(".delivery.sent")).ToBeVisibleAsync();
        await customer.SayAsync("卡号后四位 1234");
        await Assertions.Expect(desk.Locator(".msg.customer .bubble", new() { HasText = "卡号后四位 1234" })).ToBeVisibleAsync(Soon);
        await ShootAsync(desk, "journey-desk");

        scene.Inject(new StandInFault("/message/custom/send", 45015));
        await SayAsync(desk, "已为您挂失");
        await Assertions.Expect(Own(desk, "已为您挂失").Locator(".msg-fail")).ToContainTextAsync("已超出回复时限");
        await ShootAsync(desk, "journey-failed");
        await desk.Locator("[data-resend]").ClickAsync();
        await scene.PhoneShowsAsync(customer, "已为您挂失");
        await Assertions.Expect(Own(desk, "已为您挂失").Locator(".delivery.sent")).ToBeVisibleAsync();

        await desk.Locator(".end-btn").ClickAsync();
        await desk.Locator("[data-confirm-end]").ClickAsync();
        await scene.PhoneShowsAsync(customer, "感谢您的咨询");
        await desk.Locator("textarea.note.tall").FillAsync("挂失信用卡，已办理");
        await Assertions.Expect(desk.Locator(".saved")).ToHaveTextAsync("已保存");
        await ShootAsync(desk, "journey-wrap-up");
        await desk.Locator("[data-finish]").ClickAsync();
        await Assertions.Expect(desk.Locator(".row")).ToHaveCountAsync(0);
        using var client = scene.Host.Client();
        var closed = Assert.Single(await OpenApi.ConversationsAsync(client, "组" + scene.Index));
        Assert.Equal(("Closed", "挂失信用卡，已办理"), (closed.GetProperty("state").GetString(), closed.GetProperty("note").GetString()));
        window.HasSeenNothingWrong();
    }

    [Fact]
    public async Task A_visitor_and_an_agent_talk_and_the_visitor_finds_it_all_again()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 2);
        await using var inside = await browser.OpenAsync(scene.Host.Url);
        await using var outside = await browser.OpenAsync(scene.Host.Url, 390, 780);
        var desk = await AtDeskAsync(inside, scene);
        var visitor = await outside.TabAsync("/webchat/" + scene.WebAccount);
        var input = visitor.GetByPlaceholder("请输入消息…");
        await input.FillAsync("你好，想办理分期");
        await input.PressAsync("Enter");
        await OpenFirstAsync(desk);
        await Assertions.Expect(desk.Locator(".msg.customer .bubble")).ToHaveTextAsync("你好，想办理分期");
        var agentName = $"坐席{scene.Index}甲";
        await Assertions.Expect(visitor.GetByText(agentName + " 正在为您服务")).ToBeVisibleAsync();

        await desk.Locator(".composer-text").PressSequentiallyAsync("您想分几期");
        await Assertions.Expect(visitor.Locator(".typist")).ToHaveTextAsync(agentName + " 正在输入");
        await Assertions.Expect(visitor.Locator(".typing")).ToBeVisibleAsync();
        await desk.Locator(".composer-text").PressAsync("Enter");
        await Assertions.Expect(visitor.Locator(".theirs .bubble", new() { HasText = "您想分几期" })).ToBeVisibleAsync(Soon);
        await Assertions.Expect(visitor.Locator(".typing")).ToBeHiddenAsync();
        await input.PressSequentiallyAsync("12 期，账单在这里");
        await Assertions.Expect(desk.Locator(".typing")).ToContainTextAsync("正在输入");
        await input.PressAsync("Enter");
        await Assertions.Expect(desk.Locator(".msg.customer .bubble", new() { HasText = "12 期，账单在这里" })).ToBeVisibleAsync(Soon);

        var picture = new FilePayload { Name = "账单.png", MimeType = "image/png", Buffer = SampleFiles.Png };
        await visitor.Locator("input[type=file]").SetInputFilesAsync(picture);
        await Assertions.Expect(desk.Locator(".msg.customer .picture img")).ToHaveJSPropertyAsync("naturalWidth", 1);
        await desk.Locator("[data-file=picture]").SetInputFilesAsync(picture);
        await Assertions.Expect(desk.Locator(".attachments li")).ToHaveCountAsync(1);
        await desk.Locator("[data-send]").ClickAsync();
        await Assertions.Expect(visitor.Locator(".theirs .picture img")).ToHaveJSPropertyAsync("naturalWidth", 1);

        await visitor.ReloadAsync();
        await Assertions.Expect(visitor.Locator(".row.mine")).ToHaveCountAsync(3);
        await Assertions.Expect(visitor.Locator(".row.theirs", new() { HasText = "您想分几期" })).ToBeVisibleAsync();
        await Assertions.Expect(visitor.GetByText(agentName + " 正在为您服务")).ToBeVisibleAsync();
        await SayAsync(desk, "已为您办好");
        await Assertions.Expect(visitor.Locator(".theirs .bubble", new() { HasText = "已为您办好" })).ToBeVisibleAsync(Soon);
        await ShootAsync(visitor, "journey-visitor");
        await ShootAsync(desk, "journey-webchat-desk");
        inside.HasSeenNothingWrong();
        outside.HasSeenNothingWrong();
    }

    [Fact]
    public async Task Two_tabs_of_an_agent_show_the_same()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 3);
        await using var window = await browser.OpenAsync(scene.Host.Url);
        var one = await AtDeskAsync(window, scene);
        var two = await window.TabAsync("/desk");
        await Assertions.Expect(two.Locator(".presence-name")).ToHaveTextAsync("在线");
        var (first, second) = (scene.Follower("tab1"), scene.Follower("tab2"));
        await first.SayAsync("第一位");
        await second.SayAsync("第二位");
        foreach (var tab in new[] { one, two })
            await Assertions.Expect(tab.Locator(".row")).ToHaveCountAsync(2);
        foreach (var tab in new[] { one, two })
            await Row(tab, "第一位").Or(Row(tab, "您好")).First.ClickAsync();
        await Assertions.Expect(one.Locator(".composer-text")).ToBeVisibleAsync();
        var other = await one.Locator(".thread-head h1").TextContentAsync() is { } shown && shown.EndsWith("tab1", StringComparison.Ordinal) ? second : first;

        await other.SayAsync("还在吗");
        foreach (var tab in new[] { one, two })
            await Assertions.Expect(Row(tab, "还在吗").Locator(".badge")).ToHaveTextAsync("1", new() { Timeout = 2000 });
        await Row(one, "还在吗").ClickAsync();
        foreach (var tab in new[] { one, two })
            await Assertions.Expect(Row(tab, "还在吗").Locator(".badge")).ToHaveCountAsync(0);
        await Row(two, "还在吗").ClickAsync();
        await SayAsync(one, "在的");
        await Assertions.Expect(two.Locator(".msg.own .bubble", new() { HasText = "在的" })).ToBeVisibleAsync(Soon);
        await other.SayAsync("谢谢");
        foreach (var tab in new[] { one, two })
            await Assertions.Expect(tab.Locator(".msg.customer .bubble", new() { HasText = "谢谢" })).ToBeVisibleAsync(Soon);
        await ShootAsync(two, "journey-second-tab");

        await one.Locator(".end-btn").ClickAsync();
        await one.Locator("[data-confirm-end]").ClickAsync();
        await Assertions.Expect(two.Locator(".wrapup-card")).ToBeVisibleAsync(Soon);
        await two.Locator("[data-finish]").ClickAsync();
        foreach (var tab in new[] { one, two })
            await Assertions.Expect(tab.Locator(".row")).ToHaveCountAsync(1);
        window.HasSeenNothingWrong();
    }

    [Fact]
    public async Task Each_goes_where_they_may_and_the_administrator_makes_an_account_that_WeChat_can_verify()
    {
        await using var scene = await journeys.SceneAsync(capacities: 1);
        await using var stranger = await browser.OpenAsync(scene.Host.Url);
        foreach (var path in new[] { "/desk", "/admin", "/admin/accounts" })
        {
            var page = await stranger.TabAsync(path);
            Assert.Equal("/signin", new Uri(page.Url).AbsolutePath);
        }

        stranger.HasSeenNothingWrong();
        await using var agents = await browser.OpenAsync(scene.Host.Url);
        agents.Expect("403");
        await AtDeskAsync(agents, scene);
        var refused = await agents.TabAsync("/admin/accounts");
        await Assertions.Expect(refused.Locator("table")).ToHaveCountAsync(0);
        await Assertions.Expect(refused.Locator("h1")).ToBeVisibleAsync();
        await ShootAsync(refused, "journey-denied");
        agents.HasSeenNothingWrong();

        await using var office = await browser.OpenAsync(scene.Host.Url);
        var admin = await office.SignInAsync("admin", "Imcc@2026", "/admin/accounts");
        await admin.GetByRole(AriaRole.Button, new() { Name = "新建微信公众号" }).ClickAsync();
        await Field(admin, "Name").FillAsync("浏览器里的公众号");
        await Field(admin, "Key").FillAsync("made-on-screen");
        await Field(admin, "AppId").FillAsync("wx0123456789abcdef");
        await Field(admin, "AppSecret").FillAsync("0123456789abcdef0123456789abcdef");
        await ShootAsync(admin, "journey-new-account");
        await admin.GetByRole(AriaRole.Button, new() { Name = "创建", Exact = true }).ClickAsync();
        var told = admin.Locator(".adm-copy .value");
        await Assertions.Expect(told).ToHaveCountAsync(3);
        await ShootAsync(admin, "journey-account-made");
        var (webhook, token) = ((await told.Nth(0).TextContentAsync())!.Trim(), (await told.Nth(1).TextContentAsync())!.Trim());
        Assert.Equal(new Uri(scene.Host.Url, "/webhooks/wechat/made-on-screen").ToString(), webhook);
        Assert.Equal((200, "回声 42"), await VerifyAsync(webhook, token));
        Assert.Equal(403, (await VerifyAsync(webhook, "another")).Status);
        await admin.GetByRole(AriaRole.Button, new() { Name = "完成" }).ClickAsync();
        await Assertions.Expect(admin.GetByRole(AriaRole.Row, new() { Name = "made-on-screen" })).ToBeVisibleAsync();
        office.HasSeenNothingWrong();
    }

    private static async Task<IPage> AtDeskAsync(BrowserWindow window, Scene scene)
    {
        var desk = await window.SignInAsync(scene.AgentNames[0], Scene.Password, "/desk");
        await desk.Locator(".presence").ClickAsync();
        await desk.Locator("[data-presence=Available]").ClickAsync();
        await Assertions.Expect(desk.Locator(".presence-name")).ToHaveTextAsync("在线");
        return desk;
    }

    /// <summary>The conversation is on the screen, by itself or by a click on its row.</summary>
    private static async Task OpenFirstAsync(IPage desk)
    {
        await desk.Locator("a.row").First.ClickAsync();
        await Assertions.Expect(desk.Locator(".composer-text")).ToBeVisibleAsync();
    }

    private static async Task SayAsync(IPage desk, string text)
    {
        await desk.Locator(".composer-text").FillAsync(text);
        await desk.Locator(".composer-text").PressAsync("Enter");
        await Assertions.Expect(desk.Locator(".composer-text")).ToHaveValueAsync("");
    }

    private static ILocator Own(IPage desk, string text) => desk.Locator(".msg.own", new() { HasText = text });

    private static ILocator Row(IPage desk, string text) => desk.Locator("a.row", new() { HasText = text });

    private static ILocator Field(IPage page, string name) => page.Locator($"[data-field={name}]");

    private static async Task<(int Status, string Body)> VerifyAsync(string webhook, string token)
    {
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var client = new HttpClient();
        using var response = await client.GetAsync(new Uri($"{webhook}?signature={WeChatSignature.Sign(token, timestamp, "n1")}&timestamp={timestamp}&nonce=n1&echostr={Uri.EscapeDataString("回声 42")}"));
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Pictures to look at, where somebody names a folder for them.</summary>
    private static async Task ShootAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("IMCC_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png") });
    }
}
