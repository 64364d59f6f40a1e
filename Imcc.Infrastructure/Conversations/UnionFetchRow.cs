using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Conversations;

/// <summary>An identity whose channel is asked for its UnionID; it stays when there was none to be had, so that nobody asks again.</summary>
internal sealed class UnionFetchRow
{
    public required Guid ThreadId { get; init; }
    public required Guid AccountId { get; init; }
    public int Attempts { get; init; }
    /// <summary>Not tried before; null: not to be asked again.</summary>
    public DateTimeOffset? NotBefore { get; init; }
    public string? LastError { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<UnionFetchRow>
    {
        public void Configure(EntityTypeBuilder<UnionFetchRow> row)
        {
            row.ToTable("union_fetches");
            row.HasKey(r => r.ThreadId);
            row.Property(r => r.ThreadId).ValueGeneratedNever();
            row.Property(r => r.LastError).HasMaxLength(400);
            row.HasIndex(r => r.NotBefore).HasFilter("not_before IS NOT NULL");
        }
    }
}
