using Imcc.Core.Knowledge;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>An article's working copy, and how the article stands. What is in force stands in <see cref="PublishedArticleRow"/>.</summary>
internal sealed class ArticleRow
{
    public Guid Id { get; set; }

    /// <summary>By what another system knows it; null: by nothing.</summary>
    public string? Code { get; set; }

    public string Title { get; set; } = "";

    /// <summary>The similar questions, one a line: for lists that are searched.</summary>
    public string Similar { get; set; } = "";

    public int SimilarCount { get; set; }

    /// <summary>The whole <see cref="ArticleContent"/> as JSON; the other columns repeat what is listed and filtered.</summary>
    public string Content { get; set; } = "";

    public ArticleStage Stage { get; set; } = ArticleStage.Draft;

    public bool IsInForce { get; set; }

    /// <summary>Of the last version; 0: never published.</summary>
    public int Number { get; set; }

    public Guid? CategoryId { get; set; }

    /// <summary>See <see cref="TagText"/>.</summary>
    public string Tags { get; set; } = "";

    public Audience Audience { get; set; }

    public Guid OrgUnitId { get; set; }

    public DateTimeOffset? ValidFrom { get; set; }

    public DateTimeOffset? ValidUntil { get; set; }

    /// <summary>Who changed the working copy since it was last published: ids, comma between them.</summary>
    public string Writers { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    public string CreatedBy { get; set; } = "";

    public DateTimeOffset ChangedAt { get; set; }

    public string ChangedBy { get; set; } = "";

    public Guid? ChangedById { get; set; }

    public DateTimeOffset? ReviewSince { get; set; }

    public long Rev { get; set; }

    public ArticleStanding ToStanding() => new(Stage, IsInForce, Number, [.. Writers.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse)]);

    public ArticleContent Read() => ArticleJson.Read(Content);

    public void Write(ArticleContent content)
    {
        Content = ArticleJson.Write(content);
        Code = content.Code.Length > 0 ? content.Code : null;
        (Title, Similar, SimilarCount) = (content.Title, string.Join('\n', content.Similar), content.Similar.Length);
        (CategoryId, Tags, Audience, OrgUnitId) = (content.CategoryId, TagText.Of(content.Tags), content.Audience, content.OrgUnitId);
        (ValidFrom, ValidUntil) = (content.ValidFrom, content.ValidUntil);
    }

    public void Stand(ArticleStanding standing, DateTimeOffset now)
    {
        ReviewSince = standing.Stage is not ArticleStage.InReview ? null : Stage is ArticleStage.InReview ? ReviewSince : now;
        (Stage, IsInForce, Number) = (standing.Stage, standing.IsInForce, standing.Number);
        Writers = string.Join(',', standing.Writers.TakeLast(50));
    }

    internal sealed class Mapping : IEntityTypeConfiguration<ArticleRow>
    {
        public void Configure(EntityTypeBuilder<ArticleRow> row)
        {
            row.ToTable("articles");
            row.Property(a => a.Id).ValueGeneratedNever();
            row.Property(a => a.Code).HasMaxLength(ArticleLimits.Code);
            row.Property(a => a.Similar).HasMaxLength(ArticleLimits.Stored);
            row.Property(a => a.Content).HasMaxLength(ArticleLimits.Stored);
            row.Property(a => a.Title).HasMaxLength(ArticleLimits.Title);
            row.Property(a => a.Tags).HasMaxLength(TagText.MaxLength);
            row.Property(a => a.Writers).HasMaxLength(2000);
            row.Property(a => a.CreatedBy).HasMaxLength(64);
            row.Property(a => a.ChangedBy).HasMaxLength(64);
            row.Property(a => a.Rev).IsConcurrencyToken();
            row.HasIndex(a => a.Code).IsUnique();
            row.HasIndex(a => a.ChangedAt);
            row.HasIndex(a => a.CategoryId);
            row.HasIndex(a => a.ValidUntil);
        }
    }
}
