using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Conversations;

/// <summary>
/// Whose decisions count: the ACD that starts begins a new term in every store, before it reads. What an earlier one still decides finds
/// another term and is written nowhere, so that two of them can never give one agent too much.
/// </summary>
internal sealed record AcdTermRow : IRevised
{
    public required string Domain { get; init; }

    /// <summary>The number of the term.</summary>
    public long Revision { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<AcdTermRow>
    {
        public void Configure(EntityTypeBuilder<AcdTermRow> row)
        {
            row.ToTable("acd_terms");
            row.HasKey(r => r.Domain);
            row.Property(r => r.Domain).HasMaxLength(40);
        }
    }
}
