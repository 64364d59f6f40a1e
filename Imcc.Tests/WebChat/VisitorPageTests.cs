using Imcc.Core.Channels;
using Imcc.Core.Contacts;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Live;
using Imcc.Tests.Files;
using Imcc.Tests.Hubs;
using Microsoft.Playwright;

namespace Imcc.Tests.WebChat;

/// <summary>The page and the widget in a real browser.</summary>
public sealed class VisitorPageTests : IAsyncLifetime
{
    private readonly HubHost _host = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        await _host.InitializeAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("IMCC_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_conversation_on_a_phone_survives_a_reload()
    {
        await using var context = await _browser!.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new() { Width = 390, Height = 780 }, Locale = "zh-CN" });
        var page = await context.NewPageAsync();
        var errors = new List<string>();
        page.Console += (_, m) =>
        {
            if (m.Type == "error")
                errors.Add(m.Text);
        };
        page.PageError += (_, e) => errors.Add(e);
        await page.GotoAsync(new Uri(_host.Address, "/webchat/web").ToString());
        await Assertions.Expect(page.GetByText("您好！")).ToBeVisibleAsync();
        var input = page.GetByPlaceholder("请输入消息…");
        await input.FillAsync("你好 <b>粗</b> https://example.com/a?b=1，谢谢");
        await input.PressAsync("Enter");
        await HubHost.UntilAsync(() => _host.Threads.Taken.Count == 1);
        await Assertions.Expect(page.Locator(".mine .bubble")).ToHaveTextAsync("你好 <b>粗</b> https://example.com/a?b=1，谢谢");
        await Assertions.Expect(page.Locator(".mine a")).ToHaveAttributeAsync("href", "https://example.com/a?b=1");

        var thread = ThreadKey.For(HubHost.WebAccount, _host.Threads.Taken[0].Message.ExternalId);
        var now = TimeProvider.System.GetUtcNow();
        _host.Feed.Publish(Topic.Thread(thread), new ConversationMoved(new DeskConversation
        {
            Id = Guid.CreateVersion7(now), ThreadId = thread, Revision = 1, State = ConversationState.Active, Channel = ChannelKind.WebChat, AccountName = "web", ContactId = thread, CustomerName = "", AgentName = "坐席1",
        }));
        _host.Feed.Publish(Topic.Thread(thread), new TypingChanged(thread, true, "坐席1"));
        await Assertions.Expect(page.GetByText("坐席1 正在为您服务")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("坐席1 正在输入")).ToBeVisibleAsync();
        _host.Threads.Add(thread, new TextContent("internal"), isInternal: true);
        _host.Threads.Add(thread, new TextContent("lost on the way"), agentId: HubHost.Agent1, tell: false);
        _host.Threads.Add(thread, new TextContent("您好，请问有什么可以帮您？"), agentId: HubHost.Agent1);
        await Assertions.Expect(page.Locator(".theirs .bubble")).ToHaveTextAsync(["您好！", "lost on the way", "您好，请问有什么可以帮您？"]);
        await Assertions.Expect(page.GetByText("坐席1 正在输入")).ToBeHiddenAsync();

        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "点.png", MimeType = "image/png", Buffer = SampleFiles.Png });
        await HubHost.UntilAsync(() => _host.Threads.Taken.Count == 2);
        await Assertions.Expect(page.Locator(".mine .picture img")).ToHaveCountAsync(1);
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "fake.png", MimeType = "image/png", Buffer = SampleFiles.Html });
        await Assertions.Expect(page.Locator(".state", new() { HasText = "不支持这种文件" })).ToBeVisibleAsync();
        Assert.Contains("415", Assert.Single(errors), StringComparison.Ordinal);

        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".row")).ToHaveCountAsync(4);
        await Assertions.Expect(page.Locator(".picture img")).ToHaveJSPropertyAsync("naturalWidth", 1);
        await ShootAsync(page, "visitor-phone");
        await page.Locator("button.picture").ClickAsync();
        await Assertions.Expect(page.Locator("dialog.lightbox")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");

        await page.GetByLabel("Switch to English").ClickAsync();
        await Assertions.Expect(page.GetByPlaceholder("Write a message…")).ToBeVisibleAsync();
        Assert.Single(errors);
    }

    [Fact]
    public async Task A_lost_connection_is_shown_and_nothing_is_lost_or_doubled()
    {
        await using var context = await _browser!.NewContextAsync(new BrowserNewContextOptions { Locale = "zh-CN" });
        var page = await context.NewPageAsync();
        var line = await Line.OnAsync(page);
        await page.GotoAsync(new Uri(_host.Address, "/webchat/web").ToString());
        var input = page.GetByPlaceholder("请输入消息…");
        await input.FillAsync("first");
        await input.PressAsync("Enter");
        await HubHost.UntilAsync(() => _host.Threads.Taken.Count == 1);
        var thread = ThreadKey.For(HubHost.WebAccount, _host.Threads.Taken[0].Message.ExternalId);

        await line.CutAsync();
        await Assertions.Expect(page.GetByText("连接中断，正在重连…")).ToBeVisibleAsync();
        await input.FillAsync("written while offline");
        await input.PressAsync("Enter");
        await input.FillAsync("still typing");
        await Assertions.Expect(page.GetByText("发送中").Last).ToBeVisibleAsync();
        _host.Threads.Add(thread, new TextContent("said meanwhile"), agentId: HubHost.Agent1);

        line.Mend();
        await Assertions.Expect(page.GetByText("连接中断，正在重连…")).ToBeHiddenAsync(new() { Timeout = 30_000 });
        await Assertions.Expect(page.Locator(".row .bubble")).ToHaveTextAsync(["您好！", "first", "said meanwhile", "written while offline"]);
        await Assertions.Expect(page.GetByText("发送中")).ToHaveCountAsync(0);
        await Assertions.Expect(input).ToHaveValueAsync("still typing");
        Assert.Equal(2, _host.Threads.Taken.Count);
    }

    [Fact]
    public async Task What_is_written_before_the_line_stands_goes_out_once_even_after_a_reload()
    {
        await using var context = await _browser!.NewContextAsync(new BrowserNewContextOptions { Locale = "zh-CN" });
        var page = await context.NewPageAsync();
        var line = await Line.OnAsync(page);
        await line.CutAsync();
        await page.GotoAsync(new Uri(_host.Address, "/webchat/web").ToString());
        var input = page.GetByPlaceholder("请输入消息…");
        await input.FillAsync("one");
        await input.PressAsync("Enter");
        await page.ReloadAsync();
        await input.FillAsync("two");
        await input.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".row .bubble")).ToHaveTextAsync(["one", "two"]);
        line.Mend();
        await Assertions.Expect(page.GetByText("发送中")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        await Assertions.Expect(page.Locator(".row .bubble")).ToHaveTextAsync(["您好！", "one", "two"]);
        Assert.Equal(2, _host.Threads.Taken.Count);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".row .bubble")).ToHaveTextAsync(["one", "two"]);
    }

    [Fact]
    public async Task Older_messages_come_when_one_scrolls_up()
    {
        await using var context = await _browser!.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new() { Width = 1000, Height = 700 }, Locale = "en" });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(_host.Address, "/webchat/web").ToString());
        await page.GetByPlaceholder("Write a message…").FillAsync("hi");
        await page.GetByLabel("Send", new() { Exact = true }).ClickAsync();
        await HubHost.UntilAsync(() => _host.Threads.Taken.Count == 1);
        var thread = ThreadKey.For(HubHost.WebAccount, _host.Threads.Taken[0].Message.ExternalId);
        for (var i = 2; i <= 130; i++)
            _host.Threads.Add(thread, new TextContent("m" + i), agentId: HubHost.Agent1, tell: false);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".row")).ToHaveCountAsync(50);
        await Assertions.Expect(page.GetByText("m130")).ToBeInViewportAsync();
        await page.Locator(".scroll").EvaluateAsync("e => e.scrollTop = 0");
        await Assertions.Expect(page.Locator(".row")).ToHaveCountAsync(100);
        await page.Locator(".scroll").EvaluateAsync("e => e.scrollTop = 0");
        await Assertions.Expect(page.Locator(".row")).ToHaveCountAsync(130);
        var texts = await page.Locator(".row .text").AllTextContentsAsync();
        Assert.Equal(["hi", .. Enumerable.Range(2, 129).Select(i => "m" + i)], texts);
        await ShootAsync(page, "visitor-desktop");
    }

    [Fact]
    public async Task The_widget_opens_the_chat_on_anothers_page_and_counts_what_is_unread()
    {
        await using var context = await _browser!.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new() { Width = 1100, Height = 760 }, Locale = "zh-CN" });
        var page = await context.NewPageAsync();
        // The same server by another name: another origin than the chat's.
        await page.GotoAsync(new UriBuilder(_host.Address) { Host = "localhost", Path = "/shop" }.ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "小店客服" }).ClickAsync();
        var chat = page.FrameLocator("iframe");
        await Assertions.Expect(chat.GetByText("您好！")).ToBeVisibleAsync();
        await Assertions.Expect(chat.GetByRole(AriaRole.Heading, new() { Name = "小店客服" })).ToBeVisibleAsync();
        await chat.GetByPlaceholder("请输入消息…").FillAsync("在吗");
        await chat.GetByPlaceholder("请输入消息…").PressAsync("Enter");
        await HubHost.UntilAsync(() => _host.Threads.Taken.Count == 1);
        await ShootAsync(page, "widget");
        await chat.GetByLabel("收起").ClickAsync();
        await Assertions.Expect(page.Locator("iframe")).ToBeHiddenAsync();
        var thread = ThreadKey.For(HubHost.WebAccount, _host.Threads.Taken[0].Message.ExternalId);
        _host.Threads.Add(thread, new TextContent("在的"), agentId: HubHost.Agent1);
        _host.Threads.Add(thread, new TextContent("请讲"), agentId: HubHost.Agent1);
        await page.GetByRole(AriaRole.Button, new() { Name = "小店客服, 2 条未读消息" }).ClickAsync();
        await Assertions.Expect(chat.Locator(".bubble", new() { HasText = "请讲" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "收起在线客服" })).ToBeVisibleAsync();
    }

    /// <summary>Pictures to look at, where somebody names a folder for them.</summary>
    private static async Task ShootAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("IMCC_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png") });
    }

    /// <summary>A page's line to the hub, which the test can cut: the socket, and what SignalR would fall back to.</summary>
    private sealed class Line
    {
        private IWebSocketRoute? _socket;
        private bool _isCut;

        public static async Task<Line> OnAsync(IPage page)
        {
            var line = new Line();
            await page.RouteAsync("**/hubs/visitor/**", r => line._isCut ? r.AbortAsync() : r.ContinueAsync());
            await page.RouteWebSocketAsync("**/hubs/visitor**", socket =>
            {
                socket.ConnectToServer();
                line._socket = socket;
            });
            return line;
        }

        public async Task CutAsync()
        {
            _isCut = true;
            if (_socket is { } socket)
                await socket.CloseAsync();
        }

        public void Mend() => _isCut = false;
    }
}
