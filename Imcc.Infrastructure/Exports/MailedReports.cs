using Imcc.Infrastructure.Mail;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Reporting;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Infrastructure.Exports;

/// <summary>Each person's reports that go out by e-mail. Who sends what to whom stands in the audit log.</summary>
public sealed class MailedReports
{
    private readonly ConversationStores _stores;
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly Func<Directory> _directory;
    private readonly MailedReportRound _round;
    private readonly AuditTrail _audit;
    private readonly IOptions<MailOptions> _mail;
    private readonly TimeProvider _time;

    internal MailedReports(
        ConversationStores stores, IDbContextFactory<DirectoryContext> contexts, Func<Directory> directory, MailedReportRound round, AuditTrail audit, IOptions<MailOptions> mail, TimeProvider time) =>
        (_stores, _contexts, _directory, _round, _audit, _mail, _time) = (stores, contexts, directory, round, audit, mail, time);

    /// <summary>To whose domains alone they may go; none: to any.</summary>
    public IReadOnlyList<string> Domains => [.. _mail.Value.Domains];

    public async Task<IReadOnlyList<MailedReport>> ListAsync(Guid personId, CancellationToken cancellationToken = default)
    {
        await using var context = _stores.Home.Read();
        return [.. (await context.MailedReports.Where(r => r.OwnerId == personId).OrderBy(r => r.CreatedAt).ToListAsync(cancellationToken)).Select(r => r.ToReport())];
    }

    /// <exception cref="UnauthorizedAccessException">Reads no reports (any more).</exception>
    public async Task<ChangeOutcome> SaveAsync(Guid personId, MailedReport report, CancellationToken cancellationToken = default)
    {
        await ReportScope.ReadAsync(_contexts, _directory(), personId, cancellationToken);
        await using var context = _stores.Home.Read();
        var row = await context.MailedReports.SingleOrDefaultAsync(r => r.Id == report.Id && r.OwnerId == personId, cancellationToken);
        var problems = Problems(report).ToList();
        if ((row?.Revision ?? 0) != report.Revision)
            problems.Add(new("", row is null ? "Gone" : "ChangedMeanwhile"));
        if (row is null && await context.MailedReports.CountAsync(r => r.OwnerId == personId, cancellationToken) >= MailedReport.Most)
            problems.Add(new("", "TooMany", MailedReport.Most));
        if (problems.Count > 0)
            return new(report.Id, problems);
        var now = _time.GetUtcNow();
        var next = new MailedReportRow
        {
            Id = report.Id,
            OwnerId = personId,
            Name = report.Name.Trim(),
            Query = report.Query,
            Period = report.Period,
            Format = report.Format,
            Days = report.Times.Days,
            Minute = report.Times.Minute,
            TimeZone = report.Times.TimeZone,
            Recipients = string.Join('\n', report.Recipients),
            Culture = report.Culture,
            Enabled = report.Enabled,
            // Nothing that was missed before it was changed is sent later.
            NextAt = report.Times.After(now),
            LastAt = row?.LastAt,
            LastResult = row?.LastResult ?? ReportMailResult.None,
            CreatedAt = row?.CreatedAt ?? now,
            Revision = report.Revision + 1,
        };
        if (await _stores.Home.Writer.CommitAsync(row is null ? new WriteUnit().Insert(next) : new WriteUnit().Update(next, row.Revision)) != WriteOutcome.Committed)
            return new(report.Id, [new("", "ChangedMeanwhile")]);
        await AuditAsync(personId, row is null ? "report.mail.created" : "report.mail.changed", next, string.Join(", ", report.Recipients), cancellationToken);
        return new(report.Id, []);
    }

    public async Task<ChangeOutcome> DeleteAsync(Guid personId, Guid reportId, CancellationToken cancellationToken = default)
    {
        await using var context = _stores.Home.Read();
        if (await context.MailedReports.SingleOrDefaultAsync(r => r.Id == reportId && r.OwnerId == personId, cancellationToken) is not { } row)
            return new(reportId, []);
        if (await _stores.Home.Writer.CommitAsync(new WriteUnit().Require(row, row.Revision).Delete(row)) != WriteOutcome.Committed)
            return new(reportId, [new("", "ChangedMeanwhile")]);
        await AuditAsync(personId, "report.mail.deleted", row, "", cancellationToken);
        return new(reportId, []);
    }

    /// <summary>Sends it now, as of today; its times stay as they are.</summary>
    public async Task<ChangeOutcome> RunNowAsync(Guid personId, Guid reportId, CancellationToken cancellationToken = default)
    {
        await using var context = _stores.Home.Read();
        if (await context.MailedReports.SingleOrDefaultAsync(r => r.Id == reportId && r.OwnerId == personId, cancellationToken) is not { } row)
            return new(reportId, [new("", "Gone")]);
        return await _round.SendAsync(row, _time.GetUtcNow(), isByHand: true, cancellationToken) switch
        {
            ReportMailResult.Posted => new(reportId, []),
            ReportMailResult.NotAllowed => new(reportId, [new("", "NotAllowed")]),
            ReportMailResult.None => new(reportId, [new("", "ChangedMeanwhile")]),
            _ => new(reportId, [new("", "NotMade")]),
        };
    }

    private IEnumerable<Problem> Problems(MailedReport report)
    {
        if (report.Name.Trim().Length == 0)
            yield return new(nameof(report.Name), "Missing");
        if (report.Name.Trim().Length > MailedReport.LongestName || report.Name.Any(char.IsControl))
            yield return new(nameof(report.Name), "TooLong", MailedReport.LongestName);
        if (report.Query.Length is 0 or > Exports.LongestQuery)
            yield return new(nameof(report.Query), "Missing");
        if (report.Times.Days is <= 0 or > Core.Reporting.WeeklyTimes.Everyday)
            yield return new(nameof(Core.Reporting.WeeklyTimes.Days), "Missing");
        if (report.Times.Minute is < 0 or > 1439)
            yield return new(nameof(Core.Reporting.WeeklyTimes.Minute), "OutOfRange", "00:00–23:59");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(report.Times.TimeZone, out _))
            yield return new(nameof(Core.Reporting.WeeklyTimes.TimeZone), "Missing");
        if (report.Recipients.Count is 0 or > MailedReport.MostRecipients)
            yield return new(nameof(report.Recipients), "OutOfRange", $"1–{MailedReport.MostRecipients}");
        if (report.Recipients.FirstOrDefault(r => !MailAddress.IsOne(r)) is { } bad)
            yield return new(nameof(report.Recipients), "MailAddress", bad);
        else if (report.Recipients.FirstOrDefault(r => !_mail.Value.Admits(r)) is { } stranger)
            yield return new(nameof(report.Recipients), "MailDomain", stranger);
        if (!Enum.IsDefined(report.Period) || !Enum.IsDefined(report.Format))
            yield return new("", "Missing");
    }

    private Task AuditAsync(Guid personId, string action, MailedReportRow row, string detail, CancellationToken cancellationToken) =>
        _audit.WriteAsync(personId, _directory().Agents.GetValueOrDefault(personId)?.UserName ?? "", action, row.Id, row.Name, detail, cancellationToken);
}
