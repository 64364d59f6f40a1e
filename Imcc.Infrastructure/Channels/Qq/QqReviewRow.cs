using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Channels.Qq;

/// <summary>A message that QQ has taken and still looks at (消息审核): which one its verdict will be about. In the store of the account, for the verdict names no customer.</summary>
internal sealed class QqReviewRow
{
    public required Guid AccountId { get; init; }

    /// <summary>QQ's id of the review.</summary>
    public required string AuditId { get; init; }

    public required Guid ThreadId { get; init; }
    public required Guid MessageId { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<QqReviewRow>
    {
        public void Configure(EntityTypeBuilder<QqReviewRow> row)
        {
            row.ToTable("qq_reviews");
            row.HasKey(r => new { r.AccountId, r.AuditId });
            row.Property(r => r.AuditId).HasMaxLength(128);
        }
    }
}
