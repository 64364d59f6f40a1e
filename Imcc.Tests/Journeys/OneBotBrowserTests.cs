using Microsoft.Playwright;
using static Imcc.Tests.Journeys.OneBotScene;

namespace Imcc.Tests.Journeys;

/// <summary>A group with several speakers and a private chat, as the agent's desk and the people's telephones show them.</summary>
[Collection(nameof(OneBotHost))]
public sealed class OneBotBrowserTests(OneBotHost hosts, BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task Two_of_a_group_are_answered_by_name_and_a_third_only_talks()
    {
        await using var qq = await hosts.SceneAsync(OneBotHost.Browsed, 3);
        await using var inside = await browser.OpenAsync(hosts.Host.Url, 1366, 768);
        await using var outside = await browser.OpenAsync(hosts.Host.Url);
        var desk = await inside.SignInAsync(qq.Scene.AgentNames[0], Scene.Password, "/desk");
        var phone = await outside.TabAsync("/simulator/onebot?account=ob-" + OneBotHost.Browsed);

        await SayAsync(phone, "王五", "周末去爬山吗");
        await SayAsync(phone, "张三", "信用卡被吞了怎么办", isAt: true);
        await desk.Locator(".row").First.ClickAsync();
        await Assertions.Expect(desk.Locator(".thread-title h1")).ToHaveTextAsync("张三");
        await Assertions.Expect(desk.Locator(".head-group")).ToContainTextAsync("云软银行客户群");
        await Assertions.Expect(desk.Locator(".row .row-group").First).ToBeVisibleAsync();
        await Assertions.Expect(desk.Locator(".msg.aside", new() { HasText = "周末去爬山吗" }).Locator(".speaker-name")).ToHaveTextAsync("王五");
        await SayAsync(phone, "李四", "网点几点关门", isAt: true);
        await Assertions.Expect(desk.Locator(".msg.customer", new() { HasText = "网点几点关门" }).Locator(".speaker-name")).ToHaveTextAsync("李四");

        await Assertions.Expect(desk.Locator(".answering-to.on")).ToHaveTextAsync("@张三");
        await ReplyAsync(desk, "请联系网点取回");
        await Assertions.Expect(phone.Locator(".line.account", new() { HasText = "请联系网点取回" }).Locator(".named")).ToHaveTextAsync("@张三");
        await desk.Locator($".answering-to[data-speaker='{Li}']").ClickAsync();
        await Assertions.Expect(desk.Locator(".answering-to.on")).ToHaveTextAsync("@李四");
        await ReplyAsync(desk, "下午五点");
        await Assertions.Expect(phone.Locator(".line.account", new() { HasText = "下午五点" }).Locator(".named")).ToHaveTextAsync("@李四");
        await Assertions.Expect(desk.Locator(".msg.own", new() { HasText = "下午五点" }).Locator(".speaker-to")).ToHaveTextAsync("@李四");

        // Alone with us it is a conversation of its own, with nobody to choose from.
        await phone.Locator("#tab-private").ClickAsync();
        await SayAsync(phone, "王五", "单独问一下");
        await desk.Locator(".row", new() { HasText = "王五" }).ClickAsync();
        await Assertions.Expect(desk.Locator(".msg.customer").Last).ToContainTextAsync("单独问一下");
        await Assertions.Expect(desk.Locator(".answering")).ToHaveCountAsync(0);
        await ReplyAsync(desk, "好的，王先生");
        await Assertions.Expect(phone.Locator(".line.account .bubble")).ToHaveTextAsync("好的，王先生");
        inside.HasSeenNothingWrong();
        outside.HasSeenNothingWrong();
    }

    private static async Task SayAsync(IPage phone, string who, string text, bool isAt = false)
    {
        await phone.Locator("#followers button", new() { HasText = who }).ClickAsync();
        if (await phone.Locator("#at").IsVisibleAsync() && await phone.Locator("#at").GetAttributeAsync("aria-pressed") != (isAt ? "true" : "false"))
            await phone.Locator("#at").ClickAsync();
        await phone.Locator("#text").FillAsync(text);
        await phone.Locator("#send").ClickAsync();
        await Assertions.Expect(phone.Locator(".line.me .bubble").Last).ToContainTextAsync(text);
    }

    private static async Task ReplyAsync(IPage desk, string text)
    {
        await desk.Locator(".composer-text").FillAsync(text);
        await desk.Locator("[data-send]").ClickAsync();
    }
}
