using Imcc.Core.Reporting;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Exports;

/// <summary>A report that goes out by e-mail again and again. In the home store, so that its next time moves in the commit that posts its e-mails.</summary>
internal sealed record MailedReportRow : IRevised
{
    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }
    public required string Name { get; init; }
    public required string Query { get; init; }
    public required RelativePeriod Period { get; init; }
    public required ReportMailFormat Format { get; init; }
    public required int Days { get; init; }
    public required int Minute { get; init; }
    public required string TimeZone { get; init; }
    /// <summary>One a line.</summary>
    public required string Recipients { get; init; }
    public required string Culture { get; init; }
    public bool Enabled { get; init; }
    public required DateTimeOffset NextAt { get; init; }
    /// <summary>Not before, after it could not be made; null: nothing went wrong.</summary>
    public DateTimeOffset? RetryAt { get; init; }
    public DateTimeOffset? LastAt { get; init; }
    public ReportMailResult LastResult { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public long Revision { get; init; }

    public WeeklyTimes Times => new(Days, Minute, TimeZone);

    public MailedReport ToReport() => new()
    {
        Id = Id,
        Revision = Revision,
        Name = Name,
        Query = Query,
        Period = Period,
        Format = Format,
        Times = Times,
        Recipients = Recipients.Split('\n', StringSplitOptions.RemoveEmptyEntries),
        Culture = Culture,
        Enabled = Enabled,
        NextAt = NextAt,
        LastAt = LastAt,
        LastResult = LastResult,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<MailedReportRow>
    {
        public void Configure(EntityTypeBuilder<MailedReportRow> row)
        {
            row.ToTable("mailed_reports");
            row.HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Name).HasMaxLength(MailedReport.LongestName);
            row.Property(r => r.Query).HasMaxLength(Exports.LongestQuery);
            row.Property(r => r.TimeZone).HasMaxLength(60);
            row.Property(r => r.Recipients).HasMaxLength(MailedReport.MostRecipients * 256);
            row.Property(r => r.Culture).HasMaxLength(20);
            row.HasIndex(r => new { r.OwnerId, r.CreatedAt });
            row.HasIndex(r => r.NextAt);
        }
    }
}

/// <summary>Stored: never renumbered.</summary>
public enum ReportMailFormat
{
    Excel = 1,
    Csv = 2,
    /// <summary>A table in the e-mail itself.</summary>
    Table = 3,
}

/// <summary>What became of the last time. Stored: never renumbered.</summary>
public enum ReportMailResult
{
    None = 0,
    /// <summary>Handed to the outgoing e-mail.</summary>
    Posted = 1,
    /// <summary>The owner may not see such figures any more: nothing went out.</summary>
    NotAllowed = 2,
    /// <summary>It could not be made; it is tried again.</summary>
    Failed = 3,
}
