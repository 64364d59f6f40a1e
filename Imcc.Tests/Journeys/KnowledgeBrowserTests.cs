using System.Globalization;
using Microsoft.Playwright;

namespace Imcc.Tests.Journeys;

/// <summary>Editors, a reviewer and an agent in real browsers: what one writes, another publishes, and a third finds and reads.</summary>
[Collection(nameof(Browsing))]
public sealed class KnowledgeBrowserTests(JourneyHost journeys, BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string Password = "Imcc@2026";

    [Fact]
    public async Task What_an_editor_writes_another_publishes_and_an_agent_finds_and_reads()
    {
        var host = await journeys.HostAsync();
        await using var editor = await browser.OpenAsync(host.Url, 1366, 768);
        var desk = await editor.SignInAsync("editor1", Password, "/knowledge/edit/new");
        await desk.Locator("[data-field=Title]").FillAsync("天文馆寄存柜收费吗");
        await desk.EvaluateAsync("""
            () => {
              const data = new DataTransfer();
              data.setData('text/plain', '寄存柜要钱吗\n存包多少钱\n寄存柜要钱吗？');
              document.querySelector('[data-lines]').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
            }
            """);
        await Assertions.Expect(desk.Locator("[data-order-row]")).ToHaveCountAsync(2);
        await desk.Locator("[data-field=Text]").FillAsync("寄存柜免费使用 4 小时，之后每小时 2 元。");
        await desk.Locator("[data-answer=Rich]").ClickAsync();
        await desk.Locator("[data-rich-area]").ClickAsync();
        await desk.Locator("[data-rich-do=bold]").ClickAsync();
        await desk.Keyboard.TypeAsync("免费 4 小时");
        await desk.Locator("[data-save]").ClickAsync();
        await Assertions.Expect(desk).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/knowledge/edit/[0-9a-f-]{36}$"));
        var id = desk.Url[^36..];

        // What is not saved is there again after a reload, if its author wants it.
        await desk.Locator("[data-field=Title]").FillAsync("天文馆的寄存柜收费吗");
        await Eventually.Async(async () => await desk.EvaluateAsync<bool>($"() => localStorage.getItem('imcc.draft.article.{id}') !== null"), "the browser keeps it");
        desk.Dialog += (_, d) => _ = d.AcceptAsync();
        await desk.ReloadAsync();
        await desk.Locator("[data-restore-kept]").ClickAsync();
        await Assertions.Expect(desk.Locator("[data-field=Title]")).ToHaveValueAsync("天文馆的寄存柜收费吗");
        await desk.Locator("[data-step=Submit]").ClickAsync();
        await Assertions.Expect(desk.Locator("[data-stage=InReview]")).ToBeVisibleAsync();

        await using var office = await browser.OpenAsync(host.Url, 1920, 1080);
        var review = await office.SignInAsync("admin", Password, "/knowledge/edit?s=InReview");
        await review.Locator("[data-article] .name", new() { HasText = "天文馆的寄存柜" }).ClickAsync();
        await Assertions.Expect(review.Locator("[data-rich-area] b")).ToHaveTextAsync("免费 4 小时");
        await review.Locator("[data-step=Publish]").ClickAsync();
        await review.Locator("[data-sure]").ClickAsync();
        await Assertions.Expect(review.Locator("[data-stage=Published]")).ToBeVisibleAsync();

        await using var seat = await browser.OpenAsync(host.Url, 1366, 768);
        var reading = await seat.SignInAsync("agent1", Password, "/knowledge");
        await Assertions.Expect(reading.Locator("[data-search]")).ToBeFocusedAsync();
        await Eventually.Async(
            async () =>
            {
                await reading.Locator("[data-search]").FillAsync("");
                await reading.Locator("[data-search]").FillAsync("存包要多少钱");
                await Assertions.Expect(reading.Locator("[data-total]")).ToContainTextAsync("找到");
                return await reading.Locator($"[data-hit='{id}'] mark").CountAsync() > 0;
            },
            "what was published is found");
        await reading.Locator("[data-search]").PressAsync("Enter");
        await Assertions.Expect(reading.Locator($"[data-reading='{id}']")).ToContainTextAsync("之后每小时 2 元");
        await Assertions.Expect(reading).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"/knowledge/{id}\\?q="));
        editor.HasSeenNothingWrong();
        office.HasSeenNothingWrong();
        seat.HasSeenNothingWrong();
    }

    [Fact]
    public async Task A_bad_workbook_changes_nothing_and_a_good_one_is_in_force_at_once()
    {
        var host = await journeys.HostAsync();
        var folder = System.IO.Directory.CreateTempSubdirectory("imcc-import-").FullName;
        try
        {
            await using var office = await browser.OpenAsync(host.Url, 1366, 768);
            office.Expect("/knowledge/import");
            var page = await office.SignInAsync("admin", Password, "/knowledge/edit?panel=import");
            // A file chosen before the page's script is there is noticed by nobody.
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            var torn = Path.Combine(folder, "torn.xlsx");
            await File.WriteAllBytesAsync(torn, [0x50, 0x4B, 3, 4, .. new byte[200]], TestContext.Current.CancellationToken);
            await page.Locator("[data-import]").SetInputFilesAsync(torn);
            await Assertions.Expect(page.Locator("[data-phase=Failed] [data-import-fault]")).ToBeVisibleAsync();

            var mixed = Workbook(folder, "mixed.xlsx", ("极光观测点在哪里", "北门二楼。"), ("", "没有标题。"), (new string('长', 300), "标题太长。"));
            await page.Locator("[data-import]").SetInputFilesAsync(mixed);
            await Assertions.Expect(page.Locator("[data-phase=Read] [data-refused-count]")).ToHaveTextAsync("2");
            await Assertions.Expect(page.Locator("[data-refused] tbody tr")).ToHaveCountAsync(2);
            await Assertions.Expect(page.Locator("[data-import-take]")).ToBeDisabledAsync();
            var report = await page.RunAndWaitForDownloadAsync(() => page.Locator("[data-import-report]").ClickAsync());
            var lines = await File.ReadAllLinesAsync(await report.PathAsync(), TestContext.Current.CancellationToken);
            Assert.Equal(2, lines.Count(l => l.StartsWith('3') || l.StartsWith('4')));

            var good = Workbook(folder, "good.xlsx", ("极光观测点几点开放", "每天 18:00 到 23:00。"), ("极光观测点要预约吗", "节假日需要预约。"));
            await page.Locator("[data-import]").SetInputFilesAsync(good);
            await Assertions.Expect(page.Locator("[data-phase=Read] h2")).ToContainTextAsync("good.xlsx");
            await page.Locator("[data-import-publish]").CheckAsync();
            await page.Locator("[data-import-take]").ClickAsync();
            await Assertions.Expect(page.Locator("[data-phase=Done] [data-added]")).ToHaveTextAsync("2");
            await page.GotoAsync(new Uri(host.Url, "/knowledge/edit?q=" + Uri.EscapeDataString("极光观测点")).ToString());
            await Assertions.Expect(page.Locator("[data-article]")).ToHaveCountAsync(2);
            await Assertions.Expect(page.Locator("[data-article] .tag.good")).ToHaveCountAsync(2);
            office.HasSeenNothingWrong();
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    private static string Workbook(string folder, string name, params (string Title, string Text)[] rows)
    {
        var path = Path.Combine(folder, name);
        MiniExcelLibs.MiniExcel.SaveAs(path, rows.Select((r, i) => new Dictionary<string, object> { ["编码"] = $"{name}-{i.ToString(CultureInfo.InvariantCulture)}", ["标题"] = r.Title, ["答案"] = r.Text }));
        return path;
    }
}
