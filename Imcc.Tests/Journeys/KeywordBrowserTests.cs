using Imcc.Core.Answering;
using Imcc.Core.Channels;
using Imcc.Infrastructure.Demo;
using Imcc.Infrastructure.Organisation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Imcc.Tests.Journeys;

/// <summary>An editor at work on keyword rules; the real host and a real browser.</summary>
[Collection(nameof(Browsing))]
public sealed class KeywordBrowserTests(JourneyHost journeys, BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task An_editor_makes_a_rule_sees_why_it_wins_and_two_seconds_after_saving_it_answers()
    {
        var host = await journeys.HostAsync();
        await using var window = await browser.OpenAsync(host.Url, 1366, 768);
        var page = await window.SignInAsync("editor1", DemoPeople.Password, "/admin/keywords");
        await page.Locator("[data-new]").ClickAsync();
        await page.Locator("[data-field=Name]").FillAsync("白金卡权益");
        await page.Locator("[data-add=Contains]").FillAsync("白金卡权益");
        await page.Locator("[data-add=Contains]").PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-pattern]")).ToHaveTextAsync("白金卡权益✕");
        await page.Locator("[data-add-text]").ClickAsync();
        await page.Locator("[data-message-text]").FillAsync("白金卡享机场贵宾厅 6 次。");
        await page.Locator("[data-try]").FillAsync("请问百金卡权益有哪些");
        await Assertions.Expect(page.Locator("[data-winner]")).ToHaveTextAsync("白金卡权益");
        await Assertions.Expect(page.Locator(".kw-said mark")).ToHaveTextAsync("百金卡权益");
        await Assertions.Expect(page.Locator(".kw-verdict .kw-bubble")).ToHaveTextAsync("白金卡享机场贵宾厅 6 次。");
        await page.Locator("[data-save]").ClickAsync();
        await Assertions.Expect(page.Locator("tbody .name", new() { HasText = "白金卡权益" })).ToBeVisibleAsync();

        var account = host.Services.GetRequiredService<DirectoryCache>().Current.AccountsByKey["demo"].Id;
        var replies = host.Services.GetRequiredService<IKeywordReplies>();
        await Eventually.Async(
            () => Task.FromResult(replies.Find(new(account, ChannelKind.WeChat, Guid.Empty, "白金卡权益", TimeProvider.System.GetUtcNow())) is { Step: AnswerStep.KeywordContains }),
            "the rule answers on this node");
        await page.Locator("[data-open-try]").ClickAsync();
        await page.Locator("[data-try]").FillAsync("白金卡权益");
        await Assertions.Expect(page.Locator("[data-winner]")).ToHaveTextAsync("白金卡权益");
        window.HasSeenNothingWrong();
    }
}
