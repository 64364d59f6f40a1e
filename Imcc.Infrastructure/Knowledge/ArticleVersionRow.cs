using Imcc.Core.Knowledge;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>A version as it was published; never changed.</summary>
internal sealed class ArticleVersionRow
{
    public required Guid ArticleId { get; init; }

    /// <summary>From 1 on, without a gap.</summary>
    public required int Number { get; init; }

    public string Title { get; init; } = "";

    public string Content { get; init; } = "";

    public DateTimeOffset PublishedAt { get; init; }

    public string PublishedBy { get; init; } = "";

    public string Remark { get; init; } = "";

    internal sealed class Mapping : IEntityTypeConfiguration<ArticleVersionRow>
    {
        public void Configure(EntityTypeBuilder<ArticleVersionRow> row)
        {
            row.ToTable("article_versions");
            row.HasKey(v => new { v.ArticleId, v.Number });
            row.Property(v => v.Content).HasMaxLength(ArticleLimits.Stored);
            row.Property(v => v.Title).HasMaxLength(ArticleLimits.Title);
            row.Property(v => v.PublishedBy).HasMaxLength(64);
            row.Property(v => v.Remark).HasMaxLength(ArticleLimits.Remark);
        }
    }
}
