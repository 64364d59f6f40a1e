using Imcc.Bench.Desk;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Microsoft.Playwright;

namespace Imcc.Tests.Journeys;

/// <summary>A desk whose server dies, or whose network breaks, works on by itself: nothing that was written is lost, nothing that was sent is sent twice.</summary>
[Collection(nameof(Alone))]
public sealed class ComebackTests(PostgresServer postgres, BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string Draft = "您好，关于您的账单，我查到的是";

    // The message at the top of what is seen.
    private const string Top = """
        () => {
          const scroll = document.querySelector('.thread-scroll'), top = scroll?.getBoundingClientRect().top;
          return [...scroll?.querySelectorAll('[data-message]') ?? []].find(m => m.getBoundingClientRect().bottom > top)?.dataset.message ?? '';
        }
        """;

    [Fact]
    public async Task After_a_kill_the_desk_is_back_with_its_draft_and_its_place_in_the_thread()
    {
        await using var weChat = await WeChatAway.StartAsync();
        await using var server = await StartAsync(weChat);
        await using var window = await browser.OpenAsync(server.Url);
        var customer = new Follower(server.Url, "comes", 0, "oComeback_kill");
        var desk = await AtDeskAsync(window, customer);
        for (var i = 0; i < 40; i++)
            await customer.SayAsync($"第 {i} 句，说得长一些，好让这个窗口装不下");
        await Assertions.Expect(desk.Locator(".msg.customer .bubble", new() { HasText = "第 39 句" })).ToBeVisibleAsync();
        await desk.Locator(".composer-text").FillAsync(Draft);
        await desk.EvaluateAsync("() => { document.querySelector('.thread-scroll').scrollTop = 300; }");
        await Eventually.Async(async () => await desk.EvaluateAsync<bool>("() => Object.keys(sessionStorage).some(k => k.startsWith('imcc.place.')) && Object.keys(localStorage).some(k => k.startsWith('imcc.draft.'))"), "place and draft are kept");
        var place = await desk.EvaluateAsync<string>(Top);

        await server.KillAsync();
        await server.StartAsync();

        await Eventually.Async(async () => await IsBackAsync(desk, place), "the desk is back where it was", TimeSpan.FromSeconds(30));
        await customer.SayAsync("还在吗");
        await Assertions.Expect(desk.Locator(".new-pill")).ToBeVisibleAsync();
        Assert.Equal(place, await desk.EvaluateAsync<string>(Top));
        await desk.Locator(".composer-text").PressAsync("Enter");
        await Eventually.Async(() => Task.FromResult(weChat.Received(ImccHost.AppId + 0, customer.OpenId).Count(t => t == Draft) == 1), "the customer reads the draft once");
    }

    [Fact]
    public async Task What_was_sent_while_the_network_broke_is_shown_as_unconfirmed_and_sent_once()
    {
        await using var weChat = await WeChatAway.StartAsync();
        await using var server = await StartAsync(weChat);
        await using var line = new Line(server.Url.Port);
        await using var window = await browser.OpenAsync(line.Url);
        var customer = new Follower(server.Url, "comes", 0, "oComeback_line");
        var desk = await AtDeskAsync(window, customer);

        line.Hush();
        await desk.Locator(".composer-text").FillAsync("这一句发出时网络断了");
        await desk.Locator(".composer-text").PressAsync("Enter");
        await Assertions.Expect(desk.Locator(".composer-text")).ToHaveValueAsync("");
        line.Cut();
        line.Mend();

        var bubble = desk.Locator(".msg.own", new() { HasText = "这一句发出时网络断了" });
        await Assertions.Expect(bubble).ToHaveCountAsync(1);
        Assert.DoesNotContain("这一句发出时网络断了", weChat.Received(ImccHost.AppId + 0, customer.OpenId));
        await bubble.Locator("[data-resend]").ClickAsync();
        await Assertions.Expect(bubble.Locator(".delivery.sent")).ToBeVisibleAsync();
        await Assertions.Expect(bubble).ToHaveCountAsync(1);
        Assert.Equal(1, weChat.Received(ImccHost.AppId + 0, customer.OpenId).Count(t => t == "这一句发出时网络断了"));
    }

    private static async Task<bool> IsBackAsync(IPage desk, string place)
    {
        try
        {
            return await desk.EvaluateAsync<string>(Top) == place
                && await desk.EvaluateAsync<bool>("draft => document.documentElement.dataset.connection !== 'lost' && document.querySelector('.composer-text')?.value === draft", Draft);
        }
        catch (PlaywrightException)
        {
            // It is just being loaded anew.
            return false;
        }
    }

    private async Task<ImccProcess> StartAsync(WeChatAway weChat)
    {
        var settings = ImccHost.Account(0, "comes", "个人业务").ToDictionary();
        settings["Imcc:Channels:WeChat:0:ApiBase"] = weChat.ApiBase;
        var server = await ImccProcess.PrepareAsync(DatabaseProvider.Sqlite, postgres, settings);
        await server.StartAsync();
        return server;
    }

    private static async Task<IPage> AtDeskAsync(BrowserWindow window, Follower customer)
    {
        var desk = await window.SignInAsync("agent1", "Imcc@2026", "/desk");
        await desk.Locator(".presence").ClickAsync();
        await desk.Locator("[data-presence=Available]").First.ClickAsync();
        await Assertions.Expect(desk.Locator(".presence-name")).ToHaveTextAsync("在线");
        await customer.SayAsync("你好");
        await desk.Locator("[data-accept]").ClickAsync();
        await Assertions.Expect(desk.Locator(".composer-text")).ToBeVisibleAsync();
        return desk;
    }
}
