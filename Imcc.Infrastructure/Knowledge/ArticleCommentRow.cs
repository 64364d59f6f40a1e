using Imcc.Core.Knowledge;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>What somebody said about an article; never changed.</summary>
internal sealed class ArticleCommentRow
{
    public required Guid Id { get; init; }

    public required Guid ArticleId { get; init; }

    public DateTimeOffset At { get; init; }

    public string By { get; init; } = "";

    public string Text { get; init; } = "";

    public ArticleCommentKind Kind { get; init; }

    /// <summary>Of the working copy that it is about.</summary>
    public long Rev { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ArticleCommentRow>
    {
        public void Configure(EntityTypeBuilder<ArticleCommentRow> row)
        {
            row.ToTable("article_comments");
            row.Property(c => c.Id).ValueGeneratedNever();
            row.Property(c => c.By).HasMaxLength(64);
            row.Property(c => c.Text).HasMaxLength(ArticleLimits.Comment);
            row.HasIndex(c => c.ArticleId);
        }
    }
}
