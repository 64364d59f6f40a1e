using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Imcc.Core.Reporting;
using Imcc.Infrastructure.Exports;
using Imcc.Infrastructure.Mail;
using Imcc.Infrastructure.Reporting;
using Imcc.Web.Components.Reports;
using Imcc.Web.Localization;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Imcc.Web.Components.Exports;

/// <summary>Writes reports as files in the words of their screens. The conversations behind a cell go through it page by page: a file of any length takes the same memory.</summary>
public sealed class ReportPrinter(
    Infrastructure.Reporting.Reports reports, ReportFile file, ReportMail mail, IStringLocalizer<ReportsText> text, IStringLocalizer<ExportText> own, ScreenClock clock, IOptions<ExportOptions> options) : IReportPrinter
{
    public async Task PrintAsync(Guid personId, ExportOrder order, Stream target, Func<int, int, Task> progress, CancellationToken cancellationToken)
    {
        Speak(order.Culture);
        var address = ReportAddress.Read(order.Query, DateOnly.FromDateTime(clock.Local(clock.Now).DateTime));
        if (order.Cell is { } cell)
        {
            await PrintBehindAsync(personId, order.Format, address, cell, target, progress, cancellationToken);
            return;
        }

        var table = await reports.ReadAsync(personId, address.ToQuery(clock.Zone.Id), options.Value.MostLines, cancellationToken);
        await progress(0, table.Rows.Count);
        if (order.Format == ExportFormat.Csv)
            await target.WriteAsync(file.Csv(table, address), cancellationToken);
        else
            file.Excel(target, table, address);
        await progress(table.Rows.Count, table.Rows.Count);
    }

    public async Task<MailDraft> MailAsync(Guid personId, MailedReport report, DateOnly today, CancellationToken cancellationToken)
    {
        Speak(report.Culture);
        var (from, to) = report.Period.On(today);
        var address = ReportAddress.Read(report.Query, today) with { From = from, To = to, Period = null };
        var table = await reports.ReadAsync(personId, address.ToQuery(clock.Zone.Id), options.Value.MostLines, cancellationToken);
        return mail.Make(report, address, table);
    }

    // Whoever is at work in the background speaks its owner's language; it ends with the task.
    private static void Speak(string culture) => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(ScreensSetup.Cultures.Contains(culture) ? culture : ScreensSetup.Cultures[0]);

    private async Task PrintBehindAsync(Guid personId, ExportFormat format, ReportAddress address, ExportCell cell, Stream target, Func<int, int, Task> progress, CancellationToken cancellationToken)
    {
        if (KpiCatalogue.Find(cell.Kpi) is not { } kpi)
            throw new InvalidOperationException($"{cell.Kpi} is no figure any more.");
        var pages = reports.BehindAllAsync(personId, address.ToQuery(clock.Zone.Id), cell.First, cell.Then, kpi, options.Value.MostLines, cancellationToken);
        List<string> head = [text["At"], text["Customer"], text["By.Agent"], text["By.Group"], text["By.Account"], text["SpanOf." + kpi.Kind] + " (s)", own["Conversation"]];
        if (format == ExportFormat.Csv)
            await PrintCsvAsync(head, pages, target, progress, cancellationToken);
        else
            await ReportWorkbook.WriteAsync(target, own["Sheet"], head, LinesOf(head.Count, pages, progress, cancellationToken), cancellationToken);
    }

    private List<object?> Line(FactItem item) =>
        [clock.Full(item.At), item.Customer, item.Agent, item.Group, item.Account, item.Span < 0 ? null : item.Span / 1000.0, item.ConversationId.ToString()];

    private async Task PrintCsvAsync(List<string> head, IAsyncEnumerable<FactPage> pages, Stream target, Func<int, int, Task> progress, CancellationToken cancellationToken)
    {
        // With a mark of its encoding: otherwise spreadsheets read Chinese as noise.
        await using var writer = new StreamWriter(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteLineAsync(string.Join(',', head.Select(ReportFile.Cell)));
        await foreach (var line in LinesOf(head.Count, pages, progress, cancellationToken))
            await writer.WriteLineAsync(string.Join(',', line.Select(c => c is double number ? number.ToString("R", CultureInfo.InvariantCulture) : ReportFile.Cell(c as string ?? ""))));
    }

    private async IAsyncEnumerable<IReadOnlyList<object?>> LinesOf(int columns, IAsyncEnumerable<FactPage> pages, Func<int, int, Task> progress, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (done, total) = (0, 0);
        await foreach (var page in pages.WithCancellation(cancellationToken))
        {
            foreach (var item in page.Items)
                yield return Line(item);
            (done, total) = (done + page.Items.Count, page.Total);
            await progress(done, total);
        }

        if (done < total)
            yield return [own["Cut", done, total].Value, .. new object?[columns - 1]];
    }
}
