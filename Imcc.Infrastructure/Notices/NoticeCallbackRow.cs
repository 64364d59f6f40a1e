using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Notices;

/// <summary>A result that is to be told to the notice's sender; gone when it was told or given up.</summary>
internal sealed class NoticeCallbackRow : IRevised
{
    public required Guid NoticeId { get; init; }
    /// <summary>Not before: for a template the time to wait for the channel's report, which tells more.</summary>
    public required DateTimeOffset DueAt { get; init; }
    public int Attempts { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public long Revision { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<NoticeCallbackRow>
    {
        public void Configure(EntityTypeBuilder<NoticeCallbackRow> row)
        {
            row.ToTable("notice_callbacks");
            row.HasKey(r => r.NoticeId);
            row.Property(r => r.NoticeId).ValueGeneratedNever();
            row.HasIndex(r => r.DueAt);
        }
    }
}
