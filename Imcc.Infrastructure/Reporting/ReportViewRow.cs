using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Reporting;

/// <summary>A report as a person left it, to be opened again: its address under a name.</summary>
internal sealed class ReportViewRow
{
    public required Guid Id { get; init; }

    public required Guid OwnerId { get; init; }

    public required string Name { get; set; }

    /// <summary>What stands in the address after the question mark.</summary>
    public required string Query { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ReportViewRow>
    {
        public void Configure(EntityTypeBuilder<ReportViewRow> builder)
        {
            builder.ToTable("report_views");
            builder.Property(v => v.Id).ValueGeneratedNever();
            builder.Property(v => v.Name).HasMaxLength(ReportViews.LongestName);
            builder.Property(v => v.Query).HasMaxLength(ReportViews.LongestQuery);
            builder.HasIndex(v => new { v.OwnerId, v.Name }).IsUnique();
        }
    }
}
