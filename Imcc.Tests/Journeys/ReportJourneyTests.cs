using Imcc.Bench.Reporting;
using Imcc.Core.Conversations;
using Imcc.Core.Reporting;
using Imcc.Infrastructure.Reporting;
using Imcc.Infrastructure.Storage;
using Imcc.Web.Components.Reports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;

namespace Imcc.Tests.Journeys;

/// <summary>From what people say to what a report says of it, and the page that shows it.</summary>
[Collection(nameof(Browsing))]
public sealed class ReportJourneyTests(JourneyHost journeys, BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_served_is_counted_with_its_turns_under_its_group_and_agent()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 3);
        Assert.Equal("Done", await scene.Agents[0].BeAsync("Available"));
        var customer = scene.Follower("rep1");
        await customer.SayAsync("人工");
        var conversation = await scene.Agents[0].ConversationAsync(customer.OpenId, "Active");
        Assert.Equal("Done", await scene.Agents[0].SayAsync(conversation, "您好"));
        // Whoever goes on talking answers nothing; the customer's two words are one turn.
        Assert.Equal("Done", await scene.Agents[0].SayAsync(conversation, "请问什么事？"));
        await customer.SayAsync("密码忘了");
        await customer.SayAsync("很急");
        Assert.Equal("Done", await scene.Agents[0].SayAsync(conversation, "马上查"));
        Assert.Equal("Done", await scene.Agents[0].DoAsync("End", conversation.GetProperty("id").GetString()));
        Assert.Equal("Done", await scene.Agents[0].DoAsync("FinishWrapUp", conversation.GetProperty("id").GetString()));

        var services = scene.Host.Services;
        var (stores, time) = (services.GetRequiredService<ConversationStores>(), services.GetRequiredService<TimeProvider>());
        var roller = new FactRoller(stores, new FactReading(() => []), Options.Create(new ReportOptions { Lag = TimeSpan.Zero }), time, NullLogger<FactRoller>.Instance);
        await roller.RollAsync(Cancel);
        var now = QuarterHours.Of(time.GetUtcNow());
        var query = new ReportQuery
        {
            From = now.AddHours(-2), To = now.AddHours(1), Rows = ReportDimension.Agent, Groups = [scene.Group().Id], Kpis = ["offered", "answered", "handled", "replies", "firstReply", "conversations", "fcr"],
        };
        var lead = scene.PersonId("lead1");
        var table = await services.GetRequiredService<Reports>().ReadAsync(lead, query, Cancel);
        var row = Assert.Single(table.Rows);
        Assert.Equal(scene.AgentId(0), row.First.Id);
        Assert.Equal([1, 1, 1, 1, 1, 1], [.. row.Values.Take(4), row.Values[5], row.Values[6]]);
        Assert.NotNull(row.Values[4]);
        var behind = await services.GetRequiredService<Reports>().BehindAsync(lead, query, row.First, null, KpiCatalogue.Find("handled")!, 0, 10, Cancel);
        Assert.Equal(conversation.GetProperty("id").GetGuid(), Assert.Single(behind.Items).ConversationId);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => services.GetRequiredService<Reports>().ReadAsync(scene.AgentId(0), query, Cancel));
    }

    [Fact]
    public async Task A_lead_reads_a_month_looks_behind_a_figure_keeps_the_view_and_takes_it_along()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 1);
        var truth = await MonthAsync(scene.Host.Services);
        var all = truth.Cells(ReportDimension.None).Values.Single();
        await using var window = await browser.OpenAsync(scene.Host.Url, 1366, 768);
        var page = await window.SignInAsync("lead1", "Imcc@2026", "/reports");
        await page.GotoAsync(new Uri(scene.Host.Url, "/reports?r=line&from=2026-03-01&to=2026-03-31").ToString());
        // The first report of a host that has just started.
        await Assertions.Expect(page.Locator("[data-report-table] tbody tr")).ToHaveCountAsync(31, new() { Timeout = 15_000 });
        var offered = page.Locator("[data-total] [data-kpi=offered]");
        await Assertions.Expect(offered).ToHaveTextAsync(((int)all.Of("offered")!).ToString("N0", System.Globalization.CultureInfo.InvariantCulture));
        await page.Locator("[data-kpi]").First.WaitForAsync();
        await page.Locator("[popovertarget=kpi-serviceLevel]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-help=serviceLevel]")).ToContainTextAsync("阈值内接起 ÷（接起＋放弃）");
        await page.Keyboard.PressAsync("Escape");

        await page.Locator("[data-total] [data-kpi=abandoned]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-behind-total]")).ToContainTextAsync(((int)all.Of("abandoned")!).ToString(System.Globalization.CultureInfo.InvariantCulture));
        await page.Locator(".adm-x").ClickAsync();

        await page.Locator("[data-by]").SelectOptionAsync("Weekday");
        await Assertions.Expect(page.Locator("[data-report-table] tbody tr")).ToHaveCountAsync(7);
        Assert.Contains("by=Weekday", page.Url, StringComparison.Ordinal);
        await page.Locator("[data-view-name]").FillAsync("三月按星期");
        await page.Locator("[data-save-view]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-view]")).ToHaveTextAsync("三月按星期");
        await page.GotoAsync(new Uri(scene.Host.Url, "/reports").ToString());
        await page.Locator("[data-view]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-report-table] tbody tr")).ToHaveCountAsync(7);

        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("[data-export=xlsx]").ClickAsync());
        var path = Path.Combine(System.IO.Directory.CreateTempSubdirectory("imcc-report-").FullName, "report.xlsx");
        await download.SaveAsAsync(path);
        var rows = MiniExcelLibs.MiniExcel.Query(path, useHeaderRow: true).Cast<IDictionary<string, object>>().ToList();
        Assert.Equal((8, "合计", all.Of("offered")!.Value), (rows.Count, (string)rows[^1]["星期"], (double)rows[^1]["进入队列"]));
        Assert.Equal(all.Of("asaP90")!.Value / 1000, (double)rows[^1]["等待·P90 (s)"], 6);
        window.HasSeenNothingWrong();
    }

    [Theory]
    [InlineData("light", 1366, 768)]
    [InlineData("dark", 1920, 1080)]
    public async Task In_english_no_word_of_any_report_is_chinese_and_nothing_runs_over_the_edge(string theme, int width, int height)
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 1);
        await MonthAsync(scene.Host.Services);
        await using var window = await browser.OpenAsync(scene.Host.Url, width, height);
        await window.ThemeAsync(theme);
        await window.LanguageAsync("en");
        var page = await window.SignInAsync("lead1", "Imcc@2026", "/reports");
        foreach (var preset in ReportPreset.All)
        {
            await page.GotoAsync(new Uri(scene.Host.Url, $"/reports?r={preset.Key}&from=2026-03-01&to=2026-03-31").ToString());
            await Assertions.Expect(page.Locator("[data-report-table] tfoot [data-kpi]")).ToHaveCountAsync(preset.Kpis.Count);
            await LooksAsync(page, preset.Key);
        }

        await page.Locator("[data-figures]").ClickAsync();
        await page.Locator("[data-figure=abandonTime]").CheckAsync();
        await page.Locator("[data-figures-show]").ClickAsync();
        await Assertions.Expect(page.Locator("[popovertarget=kpi-abandonTime]")).ToBeVisibleAsync();
        Assert.Contains("abandonTime", page.Url, StringComparison.Ordinal);
        Assert.Empty(await Axe.LookAsync(page));
        foreach (var path in (string[])["/reports/exports", "/reports/mailed?of=r%3Dline"])
        {
            await page.GotoAsync(new Uri(scene.Host.Url, path).ToString());
            await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
            await LooksAsync(page, path);
        }

        window.HasSeenNothingWrong();
    }

    [Fact]
    public async Task An_administrator_has_yesterday_counted_anew_and_is_told_which_days_can_be()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 1);
        await using var window = await browser.OpenAsync(scene.Host.Url, 1366, 768);
        var page = await window.SignInAsync("admin", "Imcc@2026", "/admin");
        await page.GotoAsync(new Uri(scene.Host.Url, "/admin/report-rules").ToString());
        await page.Locator("[data-recount-run]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-recounted='0']")).ToContainTextAsync("与事件记录完全一致");
        await page.Locator("[data-recount-from]").FillAsync("2026-01-01");
        await page.Locator("[data-recount-run]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-recount]")).ToContainTextAsync("最多 31 天的日期");
        Assert.Empty(await Axe.LookAsync(page));
        window.HasSeenNothingWrong();
    }

    // Names are the organisation's; all other words are ours.
    private static async Task LooksAsync(IPage page, string what)
    {
        var text = await page.EvaluateAsync<string>("() => { const c = document.querySelector('main').cloneNode(true); c.querySelectorAll('[data-filter], .rep-name, [data-view], select').forEach(e => e.remove()); return c.textContent; }");
        Assert.DoesNotMatch("[\u4e00-\u9fff]", text);
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"), what + " is wider than the window");
    }

    // Long ago: no other test's conversations are there.
    internal static async Task<MadeTruth> MonthAsync(IServiceProvider services)
    {
        var month = new MadeMonth(400, groups: 3, agents: 5);
        var store = services.GetRequiredService<ConversationStores>().Home;
        var made = new List<(MadeConversation Made, List<ConversationEvent> Events)>();
        for (var i = 0; i < month.Conversations; i++)
        {
            var events = new List<ConversationEvent>();
            made.Add((month.Make(i, events), events));
        }

        var truth = new MadeTruth(made.Select(m => m.Made));
        // Tests of one host share the month.
        await using (var context = store.Read())
        {
            if (await context.ReportSheets.AnyAsync(s => s.Start >= MadeMonth.From && s.Start < MadeMonth.To, Cancel))
                return truth;
        }

        var unit = new WriteUnit();
        foreach (var sheet in made.SelectMany(m => FactLines.Of(FactBook.Of(m.Events, MadeRows.TraitsOf(m.Made, truth)))).GroupBy(l => (l.Kind, l.At)))
            unit.Insert(FactSheet.Write(sheet.Key.Kind, sheet.Key.At, sheet, 1));
        Assert.Equal(WriteOutcome.Committed, await store.Writer.CommitAsync(unit));
        return truth;
    }
}
