using Microsoft.Playwright;

namespace Imcc.Tests.Journeys;

/// <summary>QQ on the agent's screen, and the telephone of QQ's simulator.</summary>
[Collection(nameof(Browsing))]
public sealed class QqBrowserTests(JourneyHost journeys, BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task A_QQ_user_types_on_the_telephone_and_the_agent_sees_the_penguin()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 2);
        using var talk = await QqTalk.BeginAsync(scene, "QQUSER0004");
        talk.StandIn.Enrol("1020" + scene.Index, talk.Chat, "晓雯");
        await using var inside = await browser.OpenAsync(scene.Host.Url);
        await using var outside = await browser.OpenAsync(scene.Host.Url, 1366, 768);
        var desk = await inside.SignInAsync(scene.AgentNames[0], Scene.Password, "/desk");
        await desk.Locator(".presence").ClickAsync();
        await desk.Locator("[data-presence=Available]").ClickAsync();
        var phone = await outside.TabAsync("/simulator/qq?account=" + talk.Account);
        await phone.Locator("#text").FillAsync("你好，QQ 上能办挂失吗？");
        await phone.Locator("#send").ClickAsync();

        await desk.Locator("a.row").First.ClickAsync();
        await Assertions.Expect(desk.Locator(".msg.customer .bubble")).ToHaveTextAsync("你好，QQ 上能办挂失吗？");
        await Assertions.Expect(desk.Locator("a.row .channel.qq svg")).ToBeVisibleAsync();
        await Assertions.Expect(desk.Locator(".meta-channel")).ToContainTextAsync("QQ");
        await Assertions.Expect(desk.Locator(".reply-meter")).ToHaveAttributeAsync("title", new System.Text.RegularExpressions.Regex("[34]"));
        await desk.Locator(".composer-text").FillAsync("可以，请提供卡号后四位");
        await desk.Locator(".composer-text").PressAsync("Enter");
        await Assertions.Expect(phone.Locator(".line.account .bubble", new() { HasText = "可以，请提供卡号后四位" })).ToBeVisibleAsync();
        await Assertions.Expect(desk.Locator(".msg.own", new() { HasText = "可以" }).Locator(".delivery.sent")).ToBeVisibleAsync();
        if (Environment.GetEnvironmentVariable("IMCC_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await desk.ScreenshotAsync(new() { Path = Path.Combine(folder, "qq-desk.png") });
            await phone.ScreenshotAsync(new() { Path = Path.Combine(folder, "qq-phone.png") });
        }

        inside.HasSeenNothingWrong();
        outside.HasSeenNothingWrong();
    }
}
