using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Conversations;

/// <summary>An identity whose channel is still to be asked for its UnionID.</summary>
internal sealed class UnionFetchRow
{
    public required Guid ThreadId { get; init; }
    public required Guid AccountId { get; init; }
    public int Attempts { get; init; }
    /// <summary>Not tried before; null: given up.</summary>
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
