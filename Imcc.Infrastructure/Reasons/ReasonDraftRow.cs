using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Reasons;

/// <summary>The tree that editors work on until it is published: one for the organisation.</summary>
internal sealed class ReasonDraftRow
{
    public const int TheId = 1;

    public int Id { get; init; } = TheId;

    /// <summary>The nodes as JSON.</summary>
    public string Nodes { get; set; } = "[]";

    /// <summary>Counts changes; who changed an older one is told.</summary>
    public long Rev { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>The name of whoever changed it last.</summary>
    public string ChangedBy { get; set; } = "";

    internal sealed class Mapping : IEntityTypeConfiguration<ReasonDraftRow>
    {
        public void Configure(EntityTypeBuilder<ReasonDraftRow> builder)
        {
            builder.ToTable("reason_draft");
            builder.Property(d => d.Id).ValueGeneratedNever();
            builder.Property(d => d.Nodes).HasMaxLength(ReasonJson.MaxLength);
            builder.Property(d => d.ChangedBy).HasMaxLength(64);
            builder.Property(d => d.Rev).IsConcurrencyToken();
        }
    }
}
