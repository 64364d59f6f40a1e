using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Misses;

/// <summary>That a person searched the knowledge base, and how much was found. In the first store.</summary>
internal sealed class KnowledgeSearchRow
{
    public required Guid Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public Guid? AgentId { get; init; }

    public Guid? AccountId { get; init; }

    /// <summary>Personal numbers are hidden.</summary>
    public required string Text { get; init; }

    public required int Hits { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<KnowledgeSearchRow>
    {
        public void Configure(EntityTypeBuilder<KnowledgeSearchRow> row)
        {
            row.ToTable("knowledge_searches");
            row.HasKey(s => s.Id);
            row.Property(s => s.Id).ValueGeneratedNever();
            row.Property(s => s.Text).HasMaxLength(MissRow.MaxText);
            row.HasIndex(s => s.At);
        }
    }
}
