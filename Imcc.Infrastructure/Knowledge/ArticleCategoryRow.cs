using Imcc.Core.Knowledge;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Knowledge;

internal sealed class ArticleCategoryRow
{
    public Guid Id { get; set; }

    public Guid? ParentId { get; set; }

    public string Name { get; set; } = "";

    /// <summary>Whose people may change it.</summary>
    public Guid OrgUnitId { get; set; }

    public int Position { get; set; }

    public ArticleCategory ToCategory() => new(Id, ParentId, Name, OrgUnitId, Position);

    internal sealed class Mapping : IEntityTypeConfiguration<ArticleCategoryRow>
    {
        public void Configure(EntityTypeBuilder<ArticleCategoryRow> row)
        {
            row.ToTable("article_categories");
            row.Property(c => c.Id).ValueGeneratedNever();
            row.Property(c => c.Name).HasMaxLength(ArticleLimits.CategoryName);
            row.HasIndex(c => new { c.ParentId, c.Name });
        }
    }
}
