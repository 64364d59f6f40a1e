using Imcc.Tests.Mail;
using Microsoft.Playwright;
using MimeKit;
using MiniExcelLibs;

namespace Imcc.Tests.Journeys;

/// <summary>What reaches people who do not look: an alert at the bell and in the mailbox, a file that was made meanwhile, a report that goes out. In real browsers, with a mail server on the loopback.</summary>
[Collection(nameof(Browsing))]
public sealed class ReachBrowserTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task A_long_queue_rings_and_mails_is_taken_up_and_over_and_reports_are_fetched_and_sent()
    {
        await using var mail = new MailStandIn();
        var settings = new Dictionary<string, string?>(ImccHost.Account(0, "scene-0", "组0").Concat(ImccHost.WebAccount(0, "web-scene-0", "组0")))
        {
            ["Imcc:Mail:Host"] = "127.0.0.1",
            ["Imcc:Mail:Port"] = mail.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Imcc:Mail:Security"] = "None",
            ["Imcc:Mail:From"] = "云软客服 <imcc@example.com>",
            ["Imcc:Mail:Every"] = "00:00:00.5",
            ["Imcc:Alerts:Every"] = "00:00:00.5",
            ["Imcc:Exports:LargeRows"] = "20",
        };
        await using var host = await Task.Run(() => new ImccHost(settings));
        await host.ReadyAsync();
        await using var scene = await Scene.SetAsync(host, 0, autoAccept: true, [2]);

        // An administrator writes the rule.
        await using var office = await browser.OpenAsync(host.Url, 1366, 768);
        var page = await office.SignInAsync("admin", "Imcc@2026", "/admin");
        await page.GotoAsync(new Uri(host.Url, "/admin/alerts/new").ToString());
        await page.Locator("[data-field=Name]").FillAsync("排队提醒");
        await page.Locator("select[data-field=Kind]").SelectOptionAsync("Waiting");
        // The kind brings the figures that are usual for it; they come with the server's answer, and would take the place of what is typed before.
        await Assertions.Expect(page.Locator("[data-field=For]")).ToHaveValueAsync("60");
        await page.Locator("[data-field=Limit]").FillAsync("1");
        await page.Locator("[data-field=For]").FillAsync("0");
        await page.Locator("[data-field=Mails]").FillAsync("lead@example.cn");
        Assert.Empty(await Axe.LookAsync(page));
        await page.Locator("[data-save]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-rule]", new() { HasText = "排队提醒" })).ToContainTextAsync("≥ 1 人");

        // A lead who reads a report hears of the queue.
        await using var desk = await browser.OpenAsync(host.Url, 1366, 768);
        var lead = await desk.SignInAsync("lead1", "Imcc@2026", "/reports");
        await Assertions.Expect(lead.Locator("[data-bell]")).ToBeVisibleAsync();
        using var follower = scene.Follower("reach");
        await follower.SayAsync("人工");
        await Assertions.Expect(lead.Locator("[data-unseen]")).ToHaveTextAsync("1", new() { Timeout = 20_000 });
        await Assertions.Expect(lead.Locator("[data-bell]")).ToHaveAttributeAsync("data-rung", "1");
        await lead.Locator(".bell-btn").ClickAsync();
        await Assertions.Expect(lead.Locator("[data-alert]")).ToContainTextAsync("组0：排队 1 人，限 1");
        Assert.Empty(await Axe.LookAsync(lead));
        await lead.Locator("[data-see]").ClickAsync();
        await Assertions.Expect(lead.Locator("[data-unseen]")).ToHaveCountAsync(0);
        await Eventually.Async(() => Task.FromResult(mail.Messages.Any(m => m.Subject == "【告警】排队提醒：组0")), "the alert is in the mailbox");
        Assert.Equal("scene0.0", scene.AgentNames[0]);
        Assert.Equal("Done", await scene.Agents[0].BeAsync("Available"));
        await Eventually.Async(() => Task.FromResult(mail.Messages.Any(m => m.Subject == "【恢复】排队提醒：组0")), "its end is in the mailbox");
        await page.GotoAsync(new Uri(host.Url, "/alerts").ToString());
        await Assertions.Expect(page.Locator("[data-alert]")).ToContainTextAsync("已恢复");
        await Assertions.Expect(page.Locator("[data-alert]")).ToContainTextAsync("周敏");

        // A report of many rows, and the conversations behind a figure, are made meanwhile and fetched.
        var truth = await ReportJourneyTests.MonthAsync(host.Services);
        var abandoned = (int)truth.Cells(Core.Reporting.ReportDimension.None).Values.Single().Of("abandoned")!;
        await lead.GotoAsync(new Uri(host.Url, "/reports?r=line&from=2026-03-01&to=2026-03-31").ToString());
        await lead.Locator("button[data-export=csv]").ClickAsync();
        await Assertions.Expect(lead.Locator("[data-export-row][data-state=Done]")).ToHaveCountAsync(1, new() { Timeout = 20_000 });
        await lead.GotoAsync(new Uri(host.Url, "/reports?r=line&from=2026-03-01&to=2026-03-31").ToString());
        await lead.Locator("[data-total] [data-kpi=abandoned]").ClickAsync();
        await lead.Locator("[data-export-behind=xlsx]").ClickAsync();
        await Assertions.Expect(lead.Locator("[data-export-row][data-state=Done]")).ToHaveCountAsync(2, new() { Timeout = 20_000 });
        var file = await lead.RunAndWaitForDownloadAsync(() => lead.Locator("[data-fetch]").First.ClickAsync());
        Assert.EndsWith(".xlsx", file.SuggestedFilename, StringComparison.Ordinal);
        var path = Path.Combine(host.Folder, "behind.xlsx");
        await file.SaveAsAsync(path);
        Assert.Equal(abandoned, MiniExcel.Query(path, useHeaderRow: true).Count());

        // The same report, sent now.
        await lead.GotoAsync(new Uri(host.Url, "/reports?r=line&from=2026-03-01&to=2026-03-31").ToString());
        await lead.Locator("[data-mail]").ClickAsync();
        await lead.Locator("[data-name]").FillAsync("每日排队");
        await lead.Locator("[data-recipients]").FillAsync("head@example.cn");
        await lead.Locator("[data-save]").ClickAsync();
        var row = lead.Locator("[data-mailed]", new() { HasText = "每日排队" });
        await Assertions.Expect(row.Locator("[data-next]")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^\d{4}-\d\d-\d\d 08:00$"));
        await row.ClickAsync();
        await lead.Locator("[data-run]").ClickAsync();
        await Assertions.Expect(row.Locator("[data-result=Posted]")).ToBeVisibleAsync();
        await Eventually.Async(() => Task.FromResult(mail.Messages.Any(m => m.Subject!.StartsWith("每日排队", StringComparison.Ordinal))), "the report is in the mailbox");
        var sent = mail.Messages.Single(m => m.Subject!.StartsWith("每日排队", StringComparison.Ordinal));
        var part = Assert.IsType<MimePart>(Assert.Single(sent.Attachments));
        using var book = new MemoryStream();
        part.Content!.DecodeTo(book);
        Assert.Equal("合计", (string)book.Query(useHeaderRow: true).Cast<IDictionary<string, object>>().Last()["时间"]);
        await page.GotoAsync(new Uri(host.Url, "/admin/mail").ToString());
        await Assertions.Expect(page.Locator("[data-mail][data-state=Sent]")).ToHaveCountAsync(3);
        office.HasSeenNothingWrong();
        desk.HasSeenNothingWrong();
    }
}
