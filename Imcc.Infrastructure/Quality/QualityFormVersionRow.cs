using Imcc.Core.Quality;
using Imcc.Infrastructure.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Quality;

/// <summary>A version of a form as it was published. Never changed: what was scored by it means what it meant.</summary>
internal sealed class QualityFormVersionRow
{
    /// <summary>More than <see cref="FormLimits"/> let a form be; PostgreSQL's longest is 10,485,760.</summary>
    public const int ContentLength = 10_000_000;

    public Guid FormId { get; set; }

    /// <summary>From 1.</summary>
    public int Number { get; set; }

    /// <summary><see cref="FormContent"/> as JSON.</summary>
    public string Content { get; set; } = "";

    public DateTimeOffset PublishedAt { get; set; }

    /// <summary>Null: the system itself.</summary>
    public Guid? PublishedBy { get; set; }

    public FormContent? Read(StoredJson json) => json.TryRead<FormContent>(Content, Mapping.Table, FormId, c => c.IsWhole);

    internal sealed class Mapping : IEntityTypeConfiguration<QualityFormVersionRow>
    {
        public const string Table = "quality_form_versions";

        public void Configure(EntityTypeBuilder<QualityFormVersionRow> row)
        {
            row.ToTable(Table);
            row.HasKey(v => new { v.FormId, v.Number });
            row.Property(v => v.Content).HasMaxLength(ContentLength);
            row.HasOne<QualityFormRow>().WithMany().HasForeignKey(v => v.FormId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
