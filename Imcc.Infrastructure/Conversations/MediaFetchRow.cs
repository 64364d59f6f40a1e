using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Conversations;

/// <summary>A file that a message carries and that is still only at the channel's, which throws it away after some days: to be fetched.</summary>
internal sealed class MediaFetchRow
{
    public required Guid MessageId { get; init; }
    public required Guid ThreadId { get; init; }
    public required Guid AccountId { get; init; }
    public int Attempts { get; init; }
    /// <summary>Not tried before; null: given up.</summary>
    public DateTimeOffset? NotBefore { get; init; }
    public string? LastError { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<MediaFetchRow>
    {
        public void Configure(EntityTypeBuilder<MediaFetchRow> row)
        {
            row.ToTable("media_fetches");
            row.HasKey(r => r.MessageId);
            row.Property(r => r.MessageId).ValueGeneratedNever();
            row.Property(r => r.LastError).HasMaxLength(400);
            row.HasIndex(r => r.NotBefore).HasFilter("not_before IS NOT NULL");
        }
    }
}
