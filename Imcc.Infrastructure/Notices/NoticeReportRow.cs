using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Notices;

/// <summary>A channel's report of a message that nobody knows (yet): it may come before the answer that told us its id was stored. Kept some minutes.</summary>
internal sealed class NoticeReportRow
{
    public required Guid ThreadId { get; init; }
    public required string ChannelMessageId { get; init; }
    public string? Error { get; init; }
    public bool IsUnreachable { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<NoticeReportRow>
    {
        public void Configure(EntityTypeBuilder<NoticeReportRow> row)
        {
            row.ToTable("notice_reports");
            row.HasKey(r => new { r.ThreadId, r.ChannelMessageId });
            row.Property(r => r.ChannelMessageId).HasMaxLength(64);
            row.Property(r => r.Error).HasMaxLength(400);
            row.HasIndex(r => r.At);
        }
    }
}
