using Imcc.Core.Surveys;
using Imcc.Infrastructure.FollowUps;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Schedule;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Imcc.Tests.Journeys;

/// <summary>A lead plans, an agent comes late, adherence says so; a customer is not satisfied, and somebody follows it up: in real browsers.</summary>
[Collection(nameof(Browsing))]
public sealed class ScheduleBrowserTests(JourneyHost journeys, BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task A_lead_plans_a_week_the_agent_sees_it_comes_late_and_adherence_shows_it()
    {
        await using var scene = await journeys.SceneAsync(capacities: [1, 1]);
        var (services, zone) = (scene.Host.Services, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        var here = TimeZoneInfo.ConvertTime(services.GetRequiredService<TimeProvider>().GetUtcNow(), zone);
        // Somebody else has begun an hour ago what the agent has not come to: now they are late.
        var begun = here.AddHours(-1);
        var (kind, day) = ("班" + scene.Index, DateOnly.FromDateTime(begun.DateTime));
        var today = day.ToString("yyyy-MM-dd", null);

        await using var office = await browser.OpenAsync(scene.Host.Url, 1366, 768);
        var page = await office.SignInAsync("lead1", "Imcc@2026", "/schedule/kinds");
        await page.Locator("[data-new-kind]").ClickAsync();
        await page.Locator("[data-name]").FillAsync(kind);
        await page.Locator("[data-short]").FillAsync("b" + scene.Index);
        await page.Locator("[data-from]").FillAsync(begun.ToString("HH:mm", null));
        await page.Locator("[data-to]").FillAsync(begun.AddHours(9).ToString("HH:mm", null));
        await page.Locator("[data-add-break]").ClickAsync();
        await page.Locator("[data-break-from]").FillAsync(begun.AddHours(10).ToString("HH:mm", null));
        await page.Locator("[data-save]").ClickAsync();
        await Assertions.Expect(page.Locator(".adm-drawer .adm-bad")).ToContainTextAsync("不在班次之内");
        await page.Locator("[data-break-from]").FillAsync(begun.AddHours(4).ToString("HH:mm", null));
        await page.Locator("[data-save]").ClickAsync();
        await Assertions.Expect(page.Locator($"[data-kind='{kind}']")).ToBeVisibleAsync();

        // Painted over two people's day with the mouse, published.
        await page.GotoAsync(new Uri(scene.Host.Url, $"/schedule?week={today}&group={scene.Group().Id}").ToString());
        await page.Locator($"[data-brush='b{scene.Index}']").ClickAsync();
        var cells = page.Locator($"[data-day='{today}']");
        await Assertions.Expect(cells).ToHaveCountAsync(2);
        await Drawn(page, cells.First, cells.Last);
        await Assertions.Expect(page.Locator(".sc-cell.draft")).ToHaveCountAsync(2);
        await Assertions.Expect(cells.Last).ToHaveTextAsync("b" + scene.Index);
        await NothingWrongAsync(page);
        await page.Locator("[data-publish]").ClickAsync();
        await Assertions.Expect(page.Locator(".sc-cell.draft")).ToHaveCountAsync(0);

        // The agent sees it, and has not come yet.
        await using var seat = await browser.OpenAsync(scene.Host.Url, 1366, 768);
        var own = await seat.SignInAsync(scene.AgentNames[0], Scene.Password, "/my-day");
        await Assertions.Expect(own.Locator($"[data-own-day='{today}']")).ToContainTextAsync(kind);
        await Assertions.Expect(own.Locator("[data-exception=Late]")).ToBeVisibleAsync();
        await Assertions.Expect(own.Locator("[data-own-share]")).ToHaveTextAsync("0.0%");
        await NothingWrongAsync(own);
        Assert.Equal("Done", await scene.Agents[0].BeAsync("Available"));

        await page.GotoAsync(new Uri(scene.Host.Url, $"/schedule/adherence?from={today}&to={today}&group={scene.Group().Id}").ToString());
        await Assertions.Expect(page.Locator("[data-incident=Late]")).ToHaveCountAsync(2);
        await page.Locator("[data-incident=Late]").First.ClickAsync();
        await Assertions.Expect(page.Locator(".adm-drawer [data-strip]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".adm-drawer [data-exception=Late]")).ToBeVisibleAsync();
        await NothingWrongAsync(page);
        // What the screen says is what the rows say: one is there now, the other still is not.
        var strips = await Task.WhenAll(Enumerable.Range(0, 2).Select(i => services.GetRequiredService<Adherences>().StripAsync(scene.PersonId("lead1"), scene.AgentId(i), day)));
        Assert.True(strips[0]!.Figures.Adherent > strips[1]!.Figures.Adherent);
        Assert.InRange(strips[0]!.Exceptions.Single().Length, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(70));

        // Of a shift that began before midnight the whole half hours are the next day's.
        var whole = begun.AddHours(1).ToString("yyyy-MM-dd", null);
        await page.GotoAsync(new Uri(scene.Host.Url, $"/schedule/staff?group={scene.Group().Id}&day={whole}").ToString());
        await Assertions.Expect(page.Locator($"[data-staff='{whole}'] .sc-chart")).ToBeVisibleAsync();
        var half = page.Locator("[data-half]").Filter(new() { Has = page.Locator("[data-planned]", new() { HasText = "2" }) }).First;
        await half.Locator("[data-entered]").FillAsync("5");
        await half.Locator("[data-entered]").BlurAsync();
        await Assertions.Expect(page.Locator("[data-half] .sc-gap.short3", new() { HasText = "-3" })).ToHaveCountAsync(1);
        await NothingWrongAsync(page);
        office.HasSeenNothingWrong();
        seat.HasSeenNothingWrong();
    }

    [Fact]
    public async Task A_low_rating_becomes_a_task_that_is_done()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 1);
        var services = scene.Host.Services;
        var admin = await Scene.AdminAsync(scene.Host);
        var rules = services.GetRequiredService<FollowUpRules>();
        if ((await rules.ListAsync(admin)).Single(u => u.UnitId == OrgUnitRow.RootId).Own is null)
            Assert.True((await rules.SaveAsync(admin, new() { Id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), OrgUnitId = OrgUnitRow.RootId, Limit = 2, DueHours = 4, Since = DateTimeOffset.UnixEpoch })).Made);
        var agent = scene.Agents[0];
        await agent.BeAsync("Available");
        await scene.RuleAsync(g => g.Survey = g.Survey with { Mode = SurveyMode.Always });
        using var follower = scene.Follower("unhappy");
        await follower.SayAsync("人工");
        var served = await agent.FindAsync(c => c.GetProperty("state").GetString() == "Active", "it is served");
        var id = served.GetProperty("id").GetGuid();
        await agent.SayAsync(served, "您好");
        Assert.Equal("Done", await agent.DoAsync("End", id));
        Assert.Equal("Done", await agent.DoAsync("FinishWrapUp", id));
        await follower.SayAsync("1");

        await using var office = await browser.OpenAsync(scene.Host.Url, 1920, 1080);
        var page = await office.SignInAsync("lead1", "Imcc@2026", "/satisfaction/tasks");
        await Eventually.Async(async () => (await services.GetRequiredService<FollowUpTasks>().OpenAsync(admin, id)) is not null, "the rating has become a task");
        await page.GotoAsync(new Uri(scene.Host.Url, "/satisfaction/tasks").ToString());
        await page.Locator($"[data-task='{id}']").ClickAsync();
        // What is being written stays when the task goes on, and is taken with it when it is said.
        await page.Locator("[data-words]").FillAsync("已致电，客户满意");
        await page.Locator("[data-begin]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-task-state=InProgress]")).ToBeVisibleAsync();
        await NothingWrongAsync(page);
        await Assertions.Expect(page.Locator("[data-words]")).ToHaveValueAsync("已致电，客户满意");
        await page.Locator("[data-finish]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-task-state=Done]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-history]")).ToContainTextAsync("已致电，客户满意");
        await Assertions.Expect(page.Locator("[data-words]")).ToHaveValueAsync("");

        // The list of ratings leads to the task and to the conversation, and is taken along.
        await page.GotoAsync(new Uri(scene.Host.Url, $"/satisfaction?group={scene.Group().Id}").ToString());
        var line = page.Locator($"[data-rating='{id}']");
        await Assertions.Expect(line).ToContainTextAsync("1/5");
        await Assertions.Expect(line).ToContainTextAsync("已完成");
        Assert.Contains(id.ToString(), await line.Locator("[data-conversation]").GetAttributeAsync("href"), StringComparison.Ordinal);
        await NothingWrongAsync(page);
        var file = await page.RunAndWaitForDownloadAsync(() => page.Locator("[data-export]").ClickAsync());
        var path = Path.Combine(System.IO.Directory.CreateTempSubdirectory("imcc-said-").FullName, "said.xlsx");
        await file.SaveAsAsync(path);
        var row = Assert.Single(MiniExcelLibs.MiniExcel.Query(path, useHeaderRow: true).Cast<IDictionary<string, object>>());
        Assert.Equal((1.0, "已完成"), ((double)row["评分"], (string)row["回访任务"]));

        await page.GotoAsync(new Uri(scene.Host.Url, "/reports").ToString());
        await page.Locator("[data-effect=Rules]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-subject=Rules].active")).ToBeVisibleAsync();
        office.HasSeenNothingWrong();
    }

    private static async Task Drawn(IPage page, ILocator from, ILocator to)
    {
        var (a, b) = ((await from.BoundingBoxAsync())!, (await to.BoundingBoxAsync())!);
        await page.Mouse.MoveAsync(a.X + (a.Width / 2), a.Y + (a.Height / 2));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(b.X + (b.Width / 2), b.Y + (b.Height / 2), new() { Steps = 8 });
        await page.Mouse.UpAsync();
    }

    private static async Task NothingWrongAsync(IPage page)
    {
        Assert.Empty(await Axe.LookAsync(page));
    }
}
