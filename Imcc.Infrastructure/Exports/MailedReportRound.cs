using Imcc.Infrastructure.Mail;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Imcc.Infrastructure.Exports;

/// <summary>
/// Sends the reports whose time has come. Its e-mails and its next time are one commit under the report's revision: of two nodes one has sent it, and what was
/// missed while nothing ran is sent once, late, as of the last time that it should have gone.
/// </summary>
internal sealed partial class MailedReportRound(ConversationStores stores, IReportPrinter printer, AuditTrail audit, TimeProvider time, ILogger<MailedReportRound> logger) : BackgroundService
{
    private const int Together = 20;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(5);

    /// <returns>How many were due.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = stores.Home.Read();
        var due = await context.MailedReports.Where(r => r.Enabled && r.NextAt <= now && (r.RetryAt == null || r.RetryAt <= now)).OrderBy(r => r.NextAt).Take(Together).ToListAsync(cancellationToken);
        foreach (var row in due)
            await SendAsync(row, row.Times.UpTo(now), isByHand: false, cancellationToken);
        return due.Count;
    }

    /// <param name="of">As of which moment its days are.</param>
    /// <returns><see cref="ReportMailResult.None"/>: somebody else was at it.</returns>
    public async Task<ReportMailResult> SendAsync(MailedReportRow row, DateTimeOffset of, bool isByHand, CancellationToken cancellationToken)
    {
        var (unit, result) = (new WriteUnit(), ReportMailResult.Posted);
        var report = row.ToReport();
        try
        {
            unit.Post(await printer.MailAsync(row.OwnerId, report, row.Times.DayOf(of), cancellationToken), report.Recipients, time.GetUtcNow());
        }
        catch (UnauthorizedAccessException)
        {
            result = ReportMailResult.NotAllowed;
            LogNotAllowed(row.Id, row.OwnerId);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // The edge of the loop: it stays due, and the others' go out.
            result = ReportMailResult.Failed;
            LogNotMade(e, row.Id);
        }

        var now = time.GetUtcNow();
        var isSettled = result != ReportMailResult.Failed;
        var next = row with
        {
            LastAt = now,
            LastResult = result,
            NextAt = isSettled && !isByHand ? row.Times.After(now) : row.NextAt,
            RetryAt = isSettled || isByHand ? null : now + RetryAfter,
            Revision = row.Revision + 1,
        };
        if (await stores.Home.Writer.CommitAsync(unit.Update(next, row.Revision)) != WriteOutcome.Committed)
            return ReportMailResult.None;
        if (isSettled)
            await audit.WriteAsync(isByHand ? row.OwnerId : null, isByHand ? "owner" : "system", result == ReportMailResult.Posted ? "report.mail.posted" : "report.mail.refused", row.Id, row.Name, $"{report.Recipients.Count} recipients", CancellationToken.None);
        return result;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await Regularly.RunAsync(LookEvery, time, async token => _ = await RunAsync(token), LogFailed, stoppingToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Report {ReportId} was not sent: its owner {OwnerId} may not see it any more")]
    private partial void LogNotAllowed(Guid reportId, Guid ownerId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Report {ReportId} could not be made for its e-mail; again in a few minutes")]
    private partial void LogNotMade(Exception exception, Guid reportId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Reports that are to go out could not be looked for; it is tried again in a moment")]
    private partial void LogFailed(Exception exception);
}
