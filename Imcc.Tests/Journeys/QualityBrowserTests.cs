using System.Text.RegularExpressions;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Quality;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Imcc.Tests.Journeys;

/// <summary>A lead judges a conversation by keys, the agent disagrees, somebody else decides: in real browsers, on a conversation that was really served.</summary>
[Collection(nameof(Browsing))]
public sealed class QualityBrowserTests(JourneyHost journeys, BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task A_conversation_is_scored_by_keys_appealed_by_its_agent_and_decided()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 1);
        var agent = scene.Agents[0];
        await agent.BeAsync("Available");
        using var follower = scene.Follower("quality");
        await follower.SayAsync("我的卡丢了");
        var served = await agent.FindAsync(c => c.GetProperty("state").GetString() == "Active", "it is served");
        await agent.SayAsync(served, "这个我不知道，你自己看");
        Assert.Equal("Done", await agent.DoAsync("End", served.GetProperty("id").GetGuid()));

        await using var office = await browser.OpenAsync(scene.Host.Url, 1366, 768);
        var page = await office.SignInAsync("lead1", "Imcc@2026", "/quality");
        await page.GotoAsync(new Uri(scene.Host.Url, "/quality/new").ToString());
        await page.Locator($"[data-served='{served.GetProperty("id").GetGuid()}']").ClickAsync();
        await page.Locator("[data-judge]").ClickAsync();
        await page.WaitForURLAsync(new Regex("/quality/[0-9a-f-]{36}$"));

        // What can be computed is there already, with the message that shows it.
        var banned = page.Locator("[data-question=banned]");
        await Assertions.Expect(banned.Locator("[data-option='1']")).ToBeCheckedAsync();
        await Assertions.Expect(banned.Locator("[data-finding]")).ToContainTextAsync("不知道");
        await banned.Locator(".qa-jump").First.ClickAsync();
        await Assertions.Expect(page.Locator(".qa-msg.flash")).ToContainTextAsync("自己看");
        // Submitted from the last question, why it is refused is seen there.
        await page.Locator("[data-comment]").ScrollIntoViewIfNeededAsync();
        await page.Locator("[data-submit]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-refusal]")).ToContainTextAsync("没有评分");
        await Assertions.Expect(page.Locator("[data-refusal]")).ToBeInViewportAsync(new() { Ratio = 1 });
        await Assertions.Expect(page.Locator(".qa-question.missing")).ToHaveCountAsync(7);

        // By keys alone: down to a question, a digit for its option.
        foreach (var question in (string[])["empathy", "accuracy", "once", "transfer", "verify", "leak", "abuse"])
        {
            await page.Locator($"[data-question={question}]").FocusAsync();
            await page.Keyboard.PressAsync(question == "transfer" ? "0" : "1");
            await Assertions.Expect(page.Locator($"[data-question={question}] input:checked")).ToHaveCountAsync(1);
        }

        await page.Keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(page.Locator("[data-question=leak]")).ToBeFocusedAsync();
        // 10 of 95 were lost by words, 10 by a greeting that is missing; what does not apply is shared by the rest.
        await Assertions.Expect(page.Locator("[data-total] b")).ToHaveTextAsync("78.95");
        await Assertions.Expect(page.Locator("[data-saved]")).ToContainTextAsync("草稿已保存");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[data-total] b")).ToHaveTextAsync("78.95");
        Assert.Empty(await Axe.LookAsync(page));
        // The last word, and submitted in the same breath.
        await page.Locator("[data-comment]").FocusAsync();
        await page.Keyboard.TypeAsync("注意问候语");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator("[data-state=Submitted]")).ToBeVisibleAsync();
        var url = new Uri(page.Url).AbsolutePath;

        await using var seat = await browser.OpenAsync(scene.Host.Url, 1366, 768);
        var own = await seat.SignInAsync(scene.AgentNames[0], Scene.Password, "/quality/mine");
        await Assertions.Expect(own.Locator("[data-evaluation] [data-score]")).ToHaveTextAsync("78.95");
        await own.Locator("[data-evaluation] a").First.ClickAsync();
        await own.Locator("[data-appeal-words]").FillAsync("已经口头问候");
        await own.Locator("[data-appeal]").ClickAsync();
        await Assertions.Expect(own.Locator("[data-state=Appealed]")).ToBeVisibleAsync();
        await Assertions.Expect(own.Locator(".qa-form")).ToContainTextAsync("注意问候语");

        await using var head = await browser.OpenAsync(scene.Host.Url, 1920, 1080);
        var judge = await head.SignInAsync("admin", "Imcc@2026", "/quality");
        await judge.GotoAsync(new Uri(scene.Host.Url, url).ToString());
        await Assertions.Expect(judge.Locator("[data-appealed]")).ToContainTextAsync("已经口头问候");
        await judge.Locator("[data-question=polite] [data-option='0']").CheckAsync();
        await judge.Locator("[data-decision]").FillAsync("问候在电话里，予以采纳");
        await judge.Locator("[data-decision]").BlurAsync();
        await judge.Locator("[data-decide]").ClickAsync();
        await Assertions.Expect(judge.Locator("[data-state=Final]")).ToBeVisibleAsync();
        await Assertions.Expect(judge.Locator("[data-total] b")).ToHaveTextAsync("89.47");
        await judge.Locator(".qa-history summary").ClickAsync();
        await Assertions.Expect(judge.Locator("[data-history]")).ToContainTextAsync("78.95 → 89.47");

        // The report counts it, and leads back to it; the file is a workbook.
        await judge.GotoAsync(new Uri(scene.Host.Url, "/quality/report").ToString());
        var line = judge.Locator("[data-line]", new() { HasText = "坐席" + scene.Index });
        await Assertions.Expect(line.First).ToContainTextAsync("89.47");
        var file = await judge.RunAndWaitForDownloadAsync(() => judge.Locator("[data-export]").ClickAsync());
        Assert.EndsWith(".xlsx", file.SuggestedFilename, StringComparison.Ordinal);
        await line.First.Locator("a").First.ClickAsync();
        await Assertions.Expect(judge.Locator("[data-evaluation] [data-score]")).ToHaveTextAsync("89.47");
        office.HasSeenNothingWrong();
        seat.HasSeenNothingWrong();
        head.HasSeenNothingWrong();
    }

    [Fact]
    public async Task A_form_is_written_published_and_offered_and_a_plan_kept()
    {
        await using var scene = await journeys.SceneAsync(capacities: 1);
        await using var office = await browser.OpenAsync(scene.Host.Url, 1366, 768);
        var page = await office.SignInAsync("lead1", "Imcc@2026", "/quality/forms");
        var name = "表" + scene.Index;
        await page.GotoAsync(new Uri(scene.Host.Url, "/quality/forms/new").ToString());
        await page.Locator("[data-name]").FillAsync(name);
        await page.Locator("[data-method]").SelectOptionAsync("QuestionPercent");
        await page.Locator("[data-publish]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-faults]")).ToContainTextAsync("没有题目");
        foreach (var text in (string[])["态度", "准确"])
        {
            await page.Locator("[data-add-question]").First.ClickAsync();
            // The editor of the new one, not that of the one before it.
            await Assertions.Expect(page.Locator("[data-question-text]")).ToHaveValueAsync("");
            await page.Locator("[data-question-text]").FillAsync(text);
            await page.Locator("[data-question-text]").BlurAsync();
            await Assertions.Expect(page.Locator(".qa-row.on")).ToContainTextAsync(text);
        }

        // One share is changed, the other makes room.
        await page.Locator("[data-weight]").First.FillAsync("30");
        await page.Locator("[data-weight]").First.BlurAsync();
        await Assertions.Expect(page.Locator("[data-weight]").Last).ToHaveValueAsync("70");
        await page.Locator("[data-publish]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-version]")).ToContainTextAsync("第 1 版");

        await page.GotoAsync(new Uri(scene.Host.Url, "/quality/plans").ToString());
        await page.Locator("[data-new-plan]").ClickAsync();
        await page.Locator(".adm-drawer [data-name]").FillAsync("计划" + scene.Index);
        await page.Locator("[data-plan-form]").SelectOptionAsync(new SelectOptionValue { Label = name });
        await page.Locator("[data-per-stratum]").FillAsync("99");
        await page.Locator(".adm-drawer [data-save]").ClickAsync();
        await Assertions.Expect(page.Locator(".adm-drawer .adm-bad")).ToContainTextAsync("0–50");
        await page.Locator("[data-per-stratum]").FillAsync("3");
        await page.Locator(".adm-drawer [data-save]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-plan]", new() { HasText = "计划" + scene.Index })).ToContainTextAsync(name);
        office.HasSeenNothingWrong();

        // Others' evaluations are not drawn by what a test leaves behind.
        var plans = scene.Host.Services.GetRequiredService<SamplingPlans>();
        var admin = await Scene.AdminAsync(scene.Host);
        Assert.True((await plans.DeleteAsync(admin, (await plans.ListAsync(admin)).Single(p => p.Plan.Name == "计划" + scene.Index).Plan.Id)).Made);
        Assert.True((await scene.Host.Services.GetRequiredService<QualityForms>().ListAsync(admin)).Single(f => f.Name == name).Version == 1);
    }
}
