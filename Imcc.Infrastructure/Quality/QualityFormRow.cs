using Imcc.Infrastructure.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Quality;

/// <summary>A quality form: what is being written on it now, and which version is in force.</summary>
internal sealed class QualityFormRow
{
    public Guid Id { get; set; }

    public string Name { get; set; } = "";

    public Guid OrgUnitId { get; set; }

    /// <summary><see cref="Core.Quality.FormContent"/> as JSON: the next version.</summary>
    public string Draft { get; set; } = "";

    /// <summary>0: none was published yet.</summary>
    public int Version { get; set; }

    /// <summary>Offered for new evaluations.</summary>
    public bool Enabled { get; set; } = true;

    public DateTimeOffset CreatedAt { get; set; }

    public long Rev { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<QualityFormRow>
    {
        public const string Table = "quality_forms";

        public void Configure(EntityTypeBuilder<QualityFormRow> row)
        {
            row.ToTable(Table);
            row.Property(f => f.Id).ValueGeneratedNever();
            row.Property(f => f.Name).HasMaxLength(Core.Quality.FormLimits.Name);
            row.Property(f => f.Draft).HasMaxLength(QualityFormVersionRow.ContentLength);
            row.HasIndex(f => f.Name).IsUnique();
            row.Property(f => f.Rev).IsConcurrencyToken();
            row.HasOne<OrgUnitRow>().WithMany().HasForeignKey(f => f.OrgUnitId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
