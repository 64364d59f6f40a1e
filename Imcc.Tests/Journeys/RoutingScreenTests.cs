using Imcc.Core.Organisation;
using Microsoft.Playwright;

namespace Imcc.Tests.Journeys;

/// <summary>An administrator tunes a skill group in a real browser, sees before saving what would change, and the next customer goes by it.</summary>
[Collection(nameof(Browsing))]
public sealed class RoutingScreenTests(JourneyHost journeys, BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private static readonly LocatorAssertionsToContainTextOptions Soon = new() { Timeout = 5000 };

    [Fact]
    public async Task A_strategy_is_previewed_before_it_is_saved_and_holds_for_the_next_customer()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: [2, 2]);
        await scene.TrainAsync(0, level: 2);
        await scene.TrainAsync(1, level: 9, weight: 0);
        foreach (var agent in scene.Agents)
            await agent.BeAsync("Available");
        var desk = new Turnstile(scene);
        // One who has nothing yet is before one who has: by the default it is whoever did not get the first.
        var second = 1 - await desk.LetInAsync();
        await using var office = await browser.OpenAsync(scene.Host.Url);
        var page = await office.SignInAsync("admin", "Imcc@2026", $"/admin/groups/{scene.Group().Id}?tab=strategy");
        var preview = page.Locator(".pv tr.first");
        await Assertions.Expect(preview).ToContainTextAsync(Name(scene, second), Soon);

        // By weight it is only ever the first agent, by level the second: whichever is not asked now.
        var (chosen, ranking) = second == 1 ? (0, RankingNames.Proportional) : (1, RankingNames.SkillLevel);
        await page.Locator($"[data-ranking={ranking}] input[name=ranking]").CheckAsync();

        // What is not saved is shown, and holds for nobody.
        await Assertions.Expect(preview).ToContainTextAsync(Name(scene, chosen), Soon);
        Assert.Equal(RankingNames.LongestIdle, scene.Group().Strategy.Ranking);
        await page.GetByRole(AriaRole.Button, new() { Name = "保存", Exact = true }).ClickAsync();
        await Eventually.Async(() => Task.FromResult(scene.Group().Strategy.Ranking == ranking), "the strategy is saved");
        Assert.Equal(chosen, await desk.LetInAsync());
        office.HasSeenNothingWrong();
    }

    private static string Name(Scene scene, int agent) => $"坐席{scene.Index}{(char)('甲' + agent)}";
}
