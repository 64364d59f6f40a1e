using System.Text;
using Imcc.Core.Reporting;
using Imcc.Infrastructure.Exports;
using Imcc.Infrastructure.Mail;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Mail;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using MiniExcelLibs;

namespace Imcc.Tests.Exports;

/// <summary>Files made in the background and reports that go out by themselves, written by the real printer from real sheets, on every kind of store that runs here.</summary>
public sealed class ExportTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task All_conversations_behind_a_figure_become_a_workbook_and_a_text_that_hold_them_all_and_are_their_owners(DatabaseProvider provider)
    {
        await using var scene = await ExportScene.StartAsync(provider, postgres);
        await scene.ServeAsync(2300);
        var lead = scene.Person("lead1");
        var cell = new ExportCell("handled", null, null);
        var excel = (await scene.Exports.AskAsync(lead, new("明细", "r=handling&from=2026-03-01&to=2026-03-01", cell, ExportFormat.Excel, "zh-CN"), Cancel))!.Value;
        var csv = (await scene.Exports.AskAsync(lead, new("明细", "r=handling&from=2026-03-01&to=2026-03-01", cell, ExportFormat.Csv, "en"), Cancel))!.Value;
        Assert.Null(await scene.Exports.OpenAsync(lead, excel, Cancel));
        var worker = scene.Worker();
        Assert.True(await worker.RunAsync(Cancel) && await worker.RunAsync(Cancel));
        Assert.False(await worker.RunAsync(Cancel));
        Assert.Equal([(ExportState.Done, 2300), (ExportState.Done, 2300)], (await scene.Exports.ListAsync(lead, Cancel)).Select(e => (e.State, e.Done)));

        var (export, content) = (await scene.Exports.OpenAsync(lead, excel, Cancel))!.Value;
        await using (content)
        {
            Assert.Equal(content.Length, export.Size);
            var rows = content.Query(useHeaderRow: true).Cast<IDictionary<string, object?>>().ToList();
            Assert.Equal(["时间", "客户", "坐席", "技能组", "渠道账号", "处理 (s)", "会话编号"], rows[0].Keys);
            Assert.Equal(2300, rows.Select(r => (string)r["会话编号"]!).Distinct().Count());
            // What a customer calls themselves is text, whatever it looks like.
            Assert.All(rows, r => Assert.Equal("'=HYPERLINK(\"x\")", r["客户"]));
            Assert.All(rows, r => Assert.IsType<double>(r["处理 (s)"]));
        }

        (_, content) = (await scene.Exports.OpenAsync(lead, csv, Cancel))!.Value;
        await using (content)
        {
            using var bytes = new MemoryStream();
            await content.CopyToAsync(bytes, Cancel);
            var text = Encoding.UTF8.GetString(bytes.ToArray());
            Assert.StartsWith("\uFEFFTime", text, StringComparison.Ordinal);
            var lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(2301, lines.Length);
            Assert.All(lines.Skip(1), l => Assert.Contains("\"'=HYPERLINK(\"\"x\"\")\"", l, StringComparison.Ordinal));
        }

        // Nobody else's, and not after its days are over.
        Assert.Null(await scene.Exports.OpenAsync(scene.Person("admin"), excel, Cancel));
        Assert.Empty(await scene.Exports.ListAsync(scene.Person("admin"), Cancel));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => scene.Exports.AskAsync(scene.Person("agent1"), new("x", "r=line", null, ExportFormat.Csv, "en"), Cancel));
        Assert.Equal(2, Directory.GetFiles(scene.Folder).Length);
        scene.Time.Advance(TimeSpan.FromDays(8));
        Assert.Null(await scene.Exports.OpenAsync(lead, excel, Cancel));
        await worker.TidyAsync(Cancel);
        Assert.Empty(Directory.GetFiles(scene.Folder));
        Assert.Empty(await scene.Exports.ListAsync(lead, Cancel));
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_file_survives_the_process_that_made_it_is_made_by_one_and_can_be_cancelled_on_its_way(DatabaseProvider provider)
    {
        await using var scene = await ExportScene.StartAsync(provider, postgres);
        await scene.ServeAsync(1100);
        var lead = scene.Person("lead1");
        var order = new ExportOrder("明细", "r=handling&from=2026-03-01&to=2026-03-01", new("handled", null, null), ExportFormat.Csv, "zh-CN");

        // A planned stop: the next process takes it up at once.
        var id = (await scene.Exports.AskAsync(lead, order, Cancel))!.Value;
        using (var stopping = new CancellationTokenSource())
        {
            var stopped = scene.Worker(new Meddling(scene.Printer, async (_, _) => await stopping.CancelAsync()));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped.RunAsync(stopping.Token));
        }

        Assert.Equal(ExportState.Waiting, Assert.Single(await scene.Exports.ListAsync(lead, Cancel)).State);
        // A crash: nobody says a word, and when the lease is over another makes it anew.
        await using (var context = scene.Store.Read())
        {
            var row = await context.Exports.SingleAsync(e => e.Id == id, Cancel);
            await scene.Store.Writer.CommitAsync(new WriteUnit().Update(row with { State = ExportState.Running, Attempts = 1, Done = 700, LeasedUntil = scene.Time.GetUtcNow().AddSeconds(60), Revision = row.Revision + 1 }, row.Revision));
        }

        Assert.False(await scene.Worker().RunAsync(Cancel));
        scene.Time.Advance(TimeSpan.FromSeconds(61));
        var made = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => scene.Worker().RunAsync(Cancel))));
        Assert.Single(made, m => m);
        Assert.Equal((ExportState.Done, 1100), Assert.Single(await scene.Exports.ListAsync(lead, Cancel)) is var done ? (done.State, done.Done) : default);

        // Cancelled while it is made: whoever makes it notices at the next sign of progress, and nothing is left of it.
        var second = (await scene.Exports.AskAsync(lead, order, Cancel))!.Value;
        var pages = 0;
        Assert.True(await scene.Worker(new Meddling(scene.Printer, async (_, _) =>
        {
            pages++;
            scene.Time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(pages == 1, await scene.Exports.CancelAsync(lead, second, Cancel));
        })).RunAsync(Cancel));
        Assert.Equal(1, pages);
        Assert.Equal(ExportState.Cancelled, (await scene.Exports.ListAsync(lead, Cancel))[0].State);
        Assert.Single(Directory.GetFiles(scene.Folder));

        // Its owner lost the right on the way; another one is too much for any process.
        var third = (await scene.Exports.AskAsync(lead, order, Cancel))!.Value;
        await scene.DisableAsync("lead1");
        Assert.True(await scene.Worker().RunAsync(Cancel));
        Assert.Equal(ExportState.NotAllowed, (await scene.Exports.ListAsync(lead, Cancel)).Single(e => e.Id == third).State);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => scene.Exports.OpenAsync(lead, id, Cancel));
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_report_goes_out_once_at_its_time_late_after_a_failure_of_all_and_not_without_its_owners_right(DatabaseProvider provider)
    {
        await using var scene = await ExportScene.StartAsync(provider, postgres);
        await scene.ServeAsync(3);
        var lead = scene.Person("lead1");
        // The clock stands at Sunday, March 1st, 16:00 in Shanghai.
        var report = new MailedReport
        {
            Id = Guid.CreateVersion7(scene.Time.GetUtcNow()), Name = "日报", Query = "r=handling&from=2020-01-01&to=2020-01-02&by=Agent", Period = RelativePeriod.Yesterday, Times = new(WeeklyTimes.Everyday, 480, "Asia/Shanghai"),
            Recipients = ["head@example.cn", "lead@example.cn"],
        };
        Assert.Equal(["MailAddress"], (await scene.Mailed.SaveAsync(lead, report with { Recipients = ["x"] }, Cancel)).Problems.Select(p => p.Code));
        Assert.Equal(["Missing"], (await scene.Mailed.SaveAsync(lead, report with { Times = report.Times with { Days = 0 } }, Cancel)).Problems.Select(p => p.Code));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => scene.Mailed.SaveAsync(scene.Person("agent1"), report, Cancel));
        Assert.True((await scene.Mailed.SaveAsync(lead, report, Cancel)).Made);
        Assert.Equal(new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero), Assert.Single(await scene.Mailed.ListAsync(lead, Cancel)).NextAt);
        Assert.Empty(await scene.Mailed.ListAsync(scene.Person("admin"), Cancel));

        Assert.Equal(0, await scene.Round().RunAsync(Cancel));
        scene.Time.SetUtcNow(new(2026, 3, 2, 0, 0, 1, TimeSpan.Zero));
        // Two nodes at once, and again: once.
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => scene.Round().RunAsync(Cancel))));
        Assert.Equal(0, await scene.Round().RunAsync(Cancel));
        var mails = await scene.MailsAsync();
        Assert.Equal([("head@example.cn", "日报 2026-03-01"), ("lead@example.cn", "日报 2026-03-01")], mails.Select(m => (m.Recipient, m.Content.Subject)).Order());
        using (var book = new MemoryStream(mails[0].Content.File!))
        {
            var rows = book.Query(useHeaderRow: true).Cast<IDictionary<string, object?>>().ToList();
            Assert.Equal(["李晓雯", "合计"], rows.Select(r => r["坐席"]));
            Assert.Equal([3.0, 3.0], rows.Select(r => Convert.ToDouble(r["处理量"], System.Globalization.CultureInfo.InvariantCulture)));
        }

        Assert.Equal("日报-20260301-20260301.xlsx", mails[0].Content.FileName);
        Assert.Contains("处理量: 3", mails[0].Content.Text, StringComparison.Ordinal);

        // Nothing ran for three days and a half: what was missed is sent once, as of the last time.
        scene.Time.SetUtcNow(new(2026, 3, 5, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal(1, await scene.Round().RunAsync(Cancel));
        Assert.Equal(0, await scene.Round().RunAsync(Cancel));
        Assert.Equal(["日报 2026-03-01", "日报 2026-03-04"], (await scene.MailsAsync()).Select(m => m.Content.Subject).Distinct());
        Assert.Equal(new(2026, 3, 6, 0, 0, 0, TimeSpan.Zero), Assert.Single(await scene.Mailed.ListAsync(lead, Cancel)).NextAt);

        // What cannot be made stays due, and is tried again a little later.
        scene.Time.SetUtcNow(new(2026, 3, 6, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(1, await scene.Round(new Meddling(scene.Printer, (_, _) => throw new IOException("no disk"))).RunAsync(Cancel));
        Assert.Equal((ReportMailResult.Failed, new DateTimeOffset(2026, 3, 6, 0, 0, 0, TimeSpan.Zero)), Assert.Single(await scene.Mailed.ListAsync(lead, Cancel)) is var failed ? (failed.LastResult, failed.NextAt) : default);
        Assert.Equal(0, await scene.Round().RunAsync(Cancel));
        scene.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(1, await scene.Round().RunAsync(Cancel));
        Assert.Equal("日报 2026-03-05", (await scene.MailsAsync())[^1].Content.Subject);

        // By hand it is of today, in the e-mail itself, and its times stay.
        var kept = Assert.Single(await scene.Mailed.ListAsync(lead, Cancel));
        Assert.True((await scene.Mailed.SaveAsync(lead, kept with { Format = ReportMailFormat.Table, Period = RelativePeriod.LastSevenDays, Culture = "en" }, Cancel)).Made);
        scene.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await scene.Mailed.RunNowAsync(lead, kept.Id, Cancel)).Made);
        var byHand = (await scene.MailsAsync())[^1].Content;
        Assert.Equal("日报 2026-02-27 – 2026-03-05", byHand.Subject);
        Assert.Null(byHand.File);
        Assert.Contains("<td style=\"border:1px solid #dde3ec;padding:4px 8px;white-space:nowrap\">李晓雯</td>", byHand.Html, StringComparison.Ordinal);
        Assert.Equal(new(2026, 3, 7, 0, 0, 0, TimeSpan.Zero), Assert.Single(await scene.Mailed.ListAsync(lead, Cancel)).NextAt);

        // The owner is a lead no more: nothing goes out, and that is said.
        var before = (await scene.MailsAsync()).Count;
        await scene.DisableAsync("lead1");
        scene.Time.SetUtcNow(new(2026, 3, 7, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(1, await scene.Round().RunAsync(Cancel));
        var refused = Assert.Single(await scene.Mailed.ListAsync(lead, Cancel));
        Assert.Equal((ReportMailResult.NotAllowed, new DateTimeOffset(2026, 3, 8, 0, 0, 0, TimeSpan.Zero), before), (refused.LastResult, refused.NextAt, (await scene.MailsAsync()).Count));
        await using var audit = scene.Directory.Context();
        Assert.Contains(await audit.AuditLog.ToListAsync(Cancel), a => a.Action == "report.mail.refused" && a.TargetId == kept.Id);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_report_whose_time_has_come_is_in_the_mailboxes_and_in_none_outside_the_house(DatabaseProvider provider)
    {
        await using var scene = await ExportScene.StartAsync(provider, postgres);
        await using var server = new MailStandIn();
        await scene.ServeAsync(3);
        (scene.Mail.Host, scene.Mail.Port) = ("127.0.0.1", server.Port);
        var lead = scene.Person("lead1");
        var report = new MailedReport
        {
            Id = Guid.CreateVersion7(scene.Time.GetUtcNow()), Name = "日报", Query = "r=handling&by=Agent", Period = RelativePeriod.Yesterday, Times = new(WeeklyTimes.Everyday, 480, "Asia/Shanghai"),
            Recipients = ["head@bank.example.cn", "someone@elsewhere.example"],
        };
        Assert.True((await scene.Mailed.SaveAsync(lead, report, Cancel)).Made);
        scene.Time.SetUtcNow(new(2026, 3, 2, 0, 0, 1, TimeSpan.Zero));
        Assert.Equal(1, await scene.Round().RunAsync(Cancel));

        // Since it was written the house has said to whom e-mail may go.
        scene.Mail.Domains = ["Bank.Example.cn"];
        Assert.Equal(2, await scene.Postman().RunAsync(Cancel));
        Assert.Equal(0, await scene.Postman().RunAsync(Cancel));
        Assert.Equal(["head@bank.example.cn"], server.Taken.SelectMany(t => t.To));
        var message = Assert.Single(server.Messages);
        Assert.Equal("日报 2026-03-01", message.Subject);
        var part = Assert.IsType<MimePart>(Assert.Single(message.Attachments));
        Assert.Equal("日报-20260301-20260301.xlsx", part.FileName);
        using var book = new MemoryStream();
        await part.Content!.DecodeToAsync(book, Cancel);
        Assert.Equal(["李晓雯", "合计"], book.Query(useHeaderRow: true).Cast<IDictionary<string, object?>>().Select(r => r["坐席"]));
        await using (var context = scene.Store.Read())
            Assert.Equal((MailState.Dead, "Not among the domains that e-mail may go to."), await context.Mails.Where(m => m.Recipient == "someone@elsewhere.example").Select(m => new ValueTuple<MailState, string?>(m.State, m.LastError)).SingleAsync(Cancel));

        // And who writes one now is told.
        var kept = Assert.Single(await scene.Mailed.ListAsync(lead, Cancel));
        Assert.Equal([("MailDomain", "someone@elsewhere.example")], (await scene.Mailed.SaveAsync(lead, kept, Cancel)).Problems.Select(p => (p.Code, p.Argument as string)));
        Assert.Equal(["MailDomain"], (await scene.Mailed.SaveAsync(lead, kept with { Recipients = ["a@sub.bank.example.cn"] }, Cancel)).Problems.Select(p => p.Code));
        Assert.True((await scene.Mailed.SaveAsync(lead, kept with { Recipients = ["HEAD@BANK.example.cn"] }, Cancel)).Made);
    }

    [Theory]
    [InlineData("bank.example.cn", true)]
    [InlineData("例子.中国", true)]
    [InlineData("*.example.cn", false)]
    [InlineData("@example.cn", false)]
    [InlineData("", false)]
    public void A_house_is_named_by_its_domain(string domain, bool isOne) =>
        Assert.Equal(isOne, new MailSenderValidator().Validate(null, new() { Domains = [domain] }).Succeeded);

    /// <summary>Something happens at each sign of progress, or before an e-mail is made.</summary>
    private sealed class Meddling(IReportPrinter inner, Func<int, int, Task> meddle) : IReportPrinter
    {
        public Task PrintAsync(Guid personId, ExportOrder order, Stream target, Func<int, int, Task> progress, CancellationToken cancellationToken) => inner.PrintAsync(
            personId, order, target,
            async (done, total) =>
            {
                await meddle(done, total);
                await progress(done, total);
            },
            cancellationToken);

        public async Task<MailDraft> MailAsync(Guid personId, MailedReport report, DateOnly today, CancellationToken cancellationToken)
        {
            await meddle(0, 0);
            return await inner.MailAsync(personId, report, today, cancellationToken);
        }
    }
}
