using Imcc.Core.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Notices;

/// <summary>Notices that their sender counts together, in one request or in many. In the home store; its notices are spread by customer.</summary>
internal sealed class NoticeBatchRow
{
    public required Guid Id { get; init; }
    /// <summary>The sender's name for it; empty: one request's.</summary>
    public required string Reference { get; init; }
    public required Guid ApiKeyId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<NoticeBatchRow>
    {
        public void Configure(EntityTypeBuilder<NoticeBatchRow> row)
        {
            row.ToTable("notice_batches");
            row.HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Reference).HasMaxLength(NoticeRules.LongestBatch);
            row.HasIndex(r => r.CreatedAt);
        }
    }
}
