using System.Text;
using Imcc.Tests.Files;
using Microsoft.Playwright;

namespace Imcc.Tests.Journeys;

/// <summary>An editor takes over a table that somebody else has made, with everything wrong in it that tables have, and works on with what was good.</summary>
[Collection(nameof(Browsing))]
public sealed class KnowledgeImportBrowserTests(JourneyHost journeys, BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string Formula = "=HYPERLINK(\"http://evil.example\",\"点我\")";

    private static readonly string[] Headings = ["编码", "标题", "答案", "分类", "受众", "渠道账号", "失效时间", "自己的列"];

    [Fact]
    public async Task Each_refused_row_says_where_and_why_and_the_good_ones_are_edited_published_and_found_at_the_desk()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 1);
        var folder = System.IO.Directory.CreateTempSubdirectory("imcc-import-").FullName;
        try
        {
            await using var office = await browser.OpenAsync(scene.Host.Url, 1366, 768);
            var page = await office.SignInAsync("editor1", "Imcc@2026", "/knowledge/edit?panel=import");
            await SendAsync(page, folder, "通讯录.xlsx", ["姓名", "电话"], ["张三", "1"]);
            await Assertions.Expect(page.Locator("[data-phase=Failed] [data-import-fault]")).ToContainTextAsync("标题");

            await SendAsync(
                page, folder, "混乱.xlsx", Headings,
                ["J1", "热气球观景怎么预约", "请致电景区。", "景区/预约", "客户", "", "", "x"],
                ["J2", "=1+1 是什么意思", "这是文字，不是公式。", "景区/预约", "客户", "", "", ""],
                ["J3", " ", "没有标题。", "", "", "", "", ""],
                ["J4", new string('长', 201), "标题太长。", "", "", "", "", ""],
                ["J5", "热气球\u0007多少钱", "控制字符。", "", "", "", "", ""],
                ["J6", "热气球能带宠物吗", "不能。", "", "", "没有的账号", "", ""],
                ["J1", "热气球几点起飞", "编码重复。", "", "", "", "", ""],
                ["J8", Formula, "受众与日期都不对。", "", "谁", "", "31.12.2026", ""],
                ["J9", "热气球在哪里坐", "目录不许新建。", "别的景区", "", "", "", ""]);
            await Assertions.Expect(page.Locator("[data-phase=Read] .adm-note")).ToContainTextAsync("自己的列");
            await Assertions.Expect(page.Locator("[data-refused] tbody tr")).ToHaveCountAsync(7);
            Assert.Equal(
                [
                    "4|标题||请填写",
                    $"5|标题|{new string('长', 200)}|最多 200 个字符",
                    "6|标题|热气球\u0007多少钱|含有不可见的控制字符",
                    "7|渠道账号|热气球能带宠物吗|不存在：没有的账号",
                    "8|编码|热气球几点起飞|编码与第 2 行重复",
                    $"9|可见范围|{Formula}|不认识：谁",
                    $"9|失效时间|{Formula}|日期格式不对：31.12.2026",
                ],
                await RefusedAsync(page));
            var report = await page.RunAndWaitForDownloadAsync(() => page.Locator("[data-import-report]").ClickAsync());
            var lines = await File.ReadAllLinesAsync(await report.PathAsync(), Encoding.UTF8, TestContext.Current.CancellationToken);
            // Neither here nor in the spreadsheet of whoever opens the report is it a formula.
            Assert.Equal(2, lines.Count(l => l.Contains("HYPERLINK", StringComparison.Ordinal)));
            Assert.All(lines.SelectMany(l => l.Split(',')), cell => Assert.DoesNotMatch("^\"?[=+@-]", cell));

            await Assertions.Expect(page.Locator("[data-import-take]")).ToBeDisabledAsync();
            await page.Locator("[data-skip-bad]").CheckAsync();
            await page.Locator("[data-make-categories]").UncheckAsync();
            await page.Locator("[data-import-take]").ClickAsync();
            // Three rows stand in categories that nobody wants made.
            await Assertions.Expect(page.Locator("[data-phase=Done] [data-added]")).ToHaveTextAsync("0");
            Assert.Contains("10|分类|热气球在哪里坐|不存在：别的景区", await RefusedAsync(page));

            await SendAsync(
                page, folder, "改好.xlsx", Headings,
                ["J1", "热气球观景怎么预约", "请致电景区。", "景区/预约", "客户", "", "", ""],
                ["J2", "=1+1 是什么意思", "这是文字，不是公式。", "景区/预约", "客户", "", "", ""]);
            await Assertions.Expect(page.Locator("[data-phase=Read] h2")).ToContainTextAsync("改好.xlsx");
            await page.Locator("[data-make-categories]").CheckAsync();
            await page.Locator("[data-import-take]").ClickAsync();
            await Assertions.Expect(page.Locator("[data-phase=Done] [data-added]")).ToHaveTextAsync("2");

            await EditAsync(page, scene);
            await FindAsync(scene);
            office.HasSeenNothingWrong();
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    // What was taken over is a draft: it is read, mended and published by a person.
    private static async Task EditAsync(IPage page, Scene scene)
    {
        await page.GotoAsync(new Uri(scene.Host.Url, "/knowledge/edit?q=" + Uri.EscapeDataString("热气球观景")).ToString());
        await page.Locator("[data-article] .name").ClickAsync();
        await Assertions.Expect(page.Locator("[data-field=Text]")).ToHaveValueAsync("请致电景区。");
        await page.Locator("[data-field=Text]").FillAsync("提前一天在小程序预约，每天 30 组。");
        await page.Locator("[data-upload=picture]").SetInputFilesAsync(new FilePayload { Name = "热气球.png", MimeType = "image/png", Buffer = SampleFiles.Png });
        await Assertions.Expect(page.Locator("[data-files=picture] img")).ToHaveJSPropertyAsync("naturalWidth", 1);
        await page.Locator("[data-upload=attachment]").SetInputFilesAsync([
            new FilePayload { Name = "须知.pdf", MimeType = "application/pdf", Buffer = SampleFiles.Pdf },
            new FilePayload { Name = "场地.png", MimeType = "image/png", Buffer = SampleFiles.Png },
        ]);
        await Assertions.Expect(page.Locator("[data-files=attachment] li")).ToHaveCountAsync(2);
        await page.Locator("[data-files=attachment] li", new() { HasText = "场地.png" }).Locator("button").ClickAsync();
        await page.Locator("[data-save]").ClickAsync();
        // What was not saved yet could not be published.
        await Assertions.Expect(page.Locator("[data-save]")).ToBeDisabledAsync();
        await page.Locator("[data-step=Publish]").ClickAsync();
        await page.Locator("[data-sure]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-stage=Published]")).ToBeVisibleAsync();

        // The list as it is filtered goes out as a file; what looks like a formula is none there either.
        await page.GotoAsync(new Uri(scene.Host.Url, "/knowledge/edit?q=" + Uri.EscapeDataString("J2")).ToString());
        await page.Locator(".kb-menu summary", new() { HasText = "导出" }).ClickAsync();
        var export = await page.RunAndWaitForDownloadAsync(() => page.Locator("[data-export=Csv]").ClickAsync());
        var lines = await File.ReadAllLinesAsync(await export.PathAsync(), Encoding.UTF8, TestContext.Current.CancellationToken);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("J2,'=1+1 是什么意思,", lines[1], StringComparison.Ordinal);
    }

    private async Task FindAsync(Scene scene)
    {
        await using var seat = await browser.OpenAsync(scene.Host.Url, 1366, 768);
        var desk = await seat.SignInAsync(scene.AgentNames[0], Scene.Password, "/desk");
        await desk.Locator(".presence").ClickAsync();
        await desk.Locator("[data-presence=Available]").ClickAsync();
        var customer = scene.Follower("balloon");
        // With a person, or the article would answer by itself.
        await customer.SayAsync("人工");
        await desk.Locator("a.row").First.ClickAsync();
        await customer.SayAsync("请问熱氣球觀景咋预约");
        await desk.Locator("[data-side=knowledge]").ClickAsync();
        var finding = desk.Locator(".finding").First;
        await Assertions.Expect(finding.Locator("b")).ToHaveTextAsync("热气球观景怎么预约");
        await Assertions.Expect(finding).ToContainTextAsync("提前一天在小程序预约，每天 30 组。");
        await finding.Locator("[data-send-finding]").ClickAsync();
        await scene.PhoneShowsAsync(customer, "提前一天在小程序预约，每天 30 组。");

        // Read beside the desk, with its files, and judged.
        var reading = await seat.TabAsync("/knowledge?q=" + Uri.EscapeDataString("热气球观景"));
        await reading.Locator("[data-hit]").First.ClickAsync();
        await Assertions.Expect(reading.Locator("[data-reading] img")).ToHaveJSPropertyAsync("naturalWidth", 1);
        await Assertions.Expect(reading.Locator(".kb-attachments")).ToContainTextAsync("须知.pdf");
        await reading.Locator("[data-rate=up]").ClickAsync();
        await Assertions.Expect(reading.Locator("[data-rated]")).ToContainTextAsync("已记录");
        await reading.ReloadAsync();
        await Assertions.Expect(reading.Locator("[data-rate=up]")).ToHaveAttributeAsync("aria-pressed", "true");
        seat.HasSeenNothingWrong();
    }

    private static async Task SendAsync(IPage page, string folder, string name, string[] headings, params string[][] rows)
    {
        var path = Path.Combine(folder, name);
        MiniExcelLibs.MiniExcel.SaveAs(path, rows.Select(r => headings.Zip(r).ToDictionary(c => c.First, c => (object)c.Second)));
        // Before the page is alive nobody would notice what is chosen.
        await Assertions.Expect(page.Locator("[data-import]")).ToBeEnabledAsync(new() { Timeout = 15_000 });
        await page.Locator("[data-import]").SetInputFilesAsync(path);
    }

    private static async Task<List<string>> RefusedAsync(IPage page) =>
        [.. (await page.Locator("[data-refused] tbody tr").EvaluateAllAsync<string[]>("rows => rows.map(r => [...r.cells].map(c => c.textContent.trim()).join('|'))"))];
}
