using System.Text;
using Imcc.Core.Surveys;
using Microsoft.Playwright;

namespace Imcc.Tests.Journeys;

/// <summary>What the browser is given, and what it is not: numbers, links, stars.</summary>
[Collection(nameof(Browsing))]
public sealed class DayBrowserTests(JourneyHost journeys, BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string Phone = "13912348888";

    [Fact]
    public async Task A_hidden_number_never_reaches_the_browser_before_somebody_looks_at_it_for_a_reason()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 2);
        await using var window = await browser.OpenAsync(scene.Host.Url);
        var customer = scene.Follower("dbr1");
        var desk = await window.TabAsync("/signin");
        var frames = new StringBuilder();
        desk.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) =>
        {
            lock (frames)
                frames.Append(Encoding.UTF8.GetString(frame.Binary ?? []));
        };
        await AtDeskAsync(desk, scene);
        await customer.SayAsync("你好");
        await desk.Locator("a.row").First.ClickAsync();
        // Both ways: told as it comes, and read with the page.
        await customer.SayAsync($"我的手机号是{Phone}，请回电");
        await Assertions.Expect(desk.Locator(".bubble .number-chip")).ToContainTextAsync("139****8888");
        await Assertions.Expect(desk.Locator(".row-preview")).ToContainTextAsync("139****8888");
        await desk.ReloadAsync();
        await Assertions.Expect(desk.Locator(".bubble .number-chip")).ToContainTextAsync("139****8888");
        Assert.DoesNotContain(Phone, await desk.ContentAsync(), StringComparison.Ordinal);
        Assert.Contains("139****8888", Frames(), StringComparison.Ordinal);
        Assert.DoesNotContain(Phone, Frames(), StringComparison.Ordinal);

        await desk.Locator("[data-reveal]").ClickAsync();
        await desk.Locator("[data-give]").First.ClickAsync();
        await Assertions.Expect(desk.Locator(".number-chip.clear")).ToHaveTextAsync(Phone);
        Assert.Contains(Phone, Frames(), StringComparison.Ordinal);
        window.HasSeenNothingWrong();

        await using var office = await browser.OpenAsync(scene.Host.Url);
        var admin = await office.SignInAsync("admin", "Imcc@2026", "/admin");
        var line = admin.Locator("tr", new() { HasText = "查看脱敏号码" }).Filter(new() { HasText = scene.AgentNames[0] });
        await Assertions.Expect(line).ToContainTextAsync("核对客户身份");
        Assert.DoesNotContain(Phone, await admin.ContentAsync(), StringComparison.Ordinal);
        office.HasSeenNothingWrong();

        string Frames()
        {
            lock (frames)
                return frames.ToString();
        }
    }

    [Fact]
    public async Task Nothing_that_a_customer_sends_makes_the_desk_ask_another_site()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 2);
        await using var window = await browser.OpenAsync(scene.Host.Url);
        var desk = await window.TabAsync("/signin");
        var elsewhere = new List<string>();
        desk.Request += (_, request) =>
        {
            if (new Uri(request.Url).Authority != scene.Host.Url.Authority && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
                elsewhere.Add(request.Url);
        };
        await AtDeskAsync(desk, scene);
        var customer = scene.Follower("dbr2");
        await customer.SayAsync("看这张图 https://tracker.example/pixel.png <img src=https://tracker.example/x.gif> ![a](https://tracker.example/b.png)");
        await desk.Locator("a.row").First.ClickAsync();
        await customer.PostAsync($"<MsgType>link</MsgType><Title><![CDATA[工商银行 www.icbc.com.cn]]></Title><Description>x</Description><Url><![CDATA[https://tracker.example/y.png]]></Url><MsgId>{Follower.NextId()}</MsgId>");
        await customer.PostAsync($"<MsgType>image</MsgType><PicUrl><![CDATA[https://tracker.example/z.png]]></PicUrl><MediaId>gone</MediaId><MsgId>{Follower.NextId()}</MsgId>");
        await Assertions.Expect(desk.Locator(".msg.customer")).ToHaveCountAsync(3);
        await Assertions.Expect(desk.Locator(".link-line b").First).ToHaveTextAsync("tracker.example");
        await Assertions.Expect(desk.Locator(".link-risks")).ToContainTextAsync("显示的网址与实际打开的不同");
        // Even if markup got in, the browser may not fetch it.
        var answer = await desk.GotoAsync(new Uri(scene.Host.Url, "/desk").ToString());
        var policy = await answer!.HeaderValueAsync("content-security-policy") ?? "";
        Assert.Contains("img-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("img-src *", policy, StringComparison.Ordinal);
        await Assertions.Expect(desk.Locator(".msg.customer")).ToHaveCountAsync(3);
        Assert.Empty(elsewhere);
    }

    [Fact]
    public async Task A_visitor_gives_stars_once_and_finds_them_again()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 2);
        await scene.RuleAsync(g => g.Survey = new SurveyRules { Mode = SurveyMode.AgentsChoice });
        await using var inside = await browser.OpenAsync(scene.Host.Url);
        await using var outside = await browser.OpenAsync(scene.Host.Url, 390, 780);
        var desk = await inside.TabAsync("/signin");
        await AtDeskAsync(desk, scene);
        var visitor = await outside.TabAsync("/webchat/" + scene.WebAccount);
        await visitor.GetByPlaceholder("请输入消息…").FillAsync("网银打不开");
        await visitor.GetByPlaceholder("请输入消息…").PressAsync("Enter");
        await desk.Locator("a.row").First.ClickAsync();
        await desk.Locator(".composer-text").FillAsync("请清一下缓存");
        await desk.Locator(".composer-text").PressAsync("Enter");
        await Assertions.Expect(visitor.Locator(".theirs .bubble", new() { HasText = "请清一下缓存" })).ToBeVisibleAsync();
        await desk.Locator(".end-btn").ClickAsync();
        await Assertions.Expect(desk.Locator("[data-survey]")).ToBeCheckedAsync();
        await desk.Locator("[data-confirm-end]").ClickAsync();

        await visitor.Locator("[data-score='2']").ClickAsync();
        await visitor.Locator(".survey-tags button", new() { HasText = "问题没有解决" }).ClickAsync();
        await visitor.Locator(".survey textarea").FillAsync("还是打不开");
        await visitor.Locator(".survey-send").ClickAsync();
        await Assertions.Expect(visitor.Locator(".survey-thanks")).ToBeVisibleAsync();
        await Assertions.Expect(desk.Locator(".satisfaction .stars")).ToHaveTextAsync("★★☆☆☆");
        await Assertions.Expect(desk.Locator(".satisfaction")).ToContainTextAsync("还是打不开");
        await Assertions.Expect(desk.Locator(".wrapup-card")).ToBeVisibleAsync();

        await visitor.ReloadAsync();
        await Assertions.Expect(visitor.Locator(".survey-stars .on")).ToHaveCountAsync(2);
        await Assertions.Expect(visitor.Locator("[data-score='5']")).ToBeDisabledAsync();
        await Assertions.Expect(visitor.Locator(".survey-note")).ToContainTextAsync("还是打不开");
        inside.HasSeenNothingWrong();
        outside.HasSeenNothingWrong();
    }

    private static async Task AtDeskAsync(IPage desk, Scene scene)
    {
        await desk.Locator("#userName").FillAsync(scene.AgentNames[0]);
        await desk.Locator("#password").FillAsync(Scene.Password);
        await desk.Locator("button.primary").ClickAsync();
        await desk.WaitForURLAsync(url => !url.Contains("/signin", StringComparison.Ordinal));
        await desk.GotoAsync(new Uri(scene.Host.Url, "/desk").ToString());
        await desk.Locator(".presence").ClickAsync();
        await desk.Locator("[data-presence=Available]").First.ClickAsync();
        await Assertions.Expect(desk.Locator(".presence-name")).ToHaveTextAsync("在线");
    }
}
