using Imcc.Core.Knowledge;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>A web address that an article in force names, and what the last look at it found.</summary>
internal sealed class ArticleLinkRow
{
    public required Guid ArticleId { get; init; }

    /// <summary>Its place among the article's addresses.</summary>
    public required int Place { get; init; }

    public required string Address { get; init; }

    public LinkResult Result { get; set; }

    public int? Status { get; set; }

    /// <summary>Null: not looked at yet.</summary>
    public DateTimeOffset? CheckedAt { get; set; }

    public DateTimeOffset? BrokenSince { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ArticleLinkRow>
    {
        public void Configure(EntityTypeBuilder<ArticleLinkRow> row)
        {
            row.ToTable("article_links");
            row.HasKey(l => new { l.ArticleId, l.Place });
            row.Property(l => l.Address).HasMaxLength(ArticleLimits.Address);
            row.HasIndex(l => l.CheckedAt);
        }
    }
}
