using System.Collections.Immutable;
using Imcc.Core.Knowledge;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>
/// What is in force of an article, cut as the index and the screens read it. A withdrawn or deleted one stays as a mark with the version that took it away,
/// so that who follows by versions sees that it is gone.
/// </summary>
internal sealed class PublishedArticleRow
{
    public Guid Id { get; set; }

    /// <summary>Counted over all articles; articles that were published in one transaction share one.</summary>
    public long Version { get; set; }

    public bool IsInForce { get; set; }

    public int Number { get; set; }

    public string Title { get; set; } = "";

    /// <summary>One a line.</summary>
    public string Similar { get; set; } = "";

    public string Body { get; set; } = "";

    public Guid? CategoryId { get; set; }

    /// <summary>See <see cref="TagText"/>.</summary>
    public string Tags { get; set; } = "";

    public Audience Audience { get; set; }

    public Guid OrgUnitId { get; set; }

    /// <summary>Ids, comma between them; so are <see cref="Related"/>.</summary>
    public string Accounts { get; set; } = "";

    public string Related { get; set; } = "";

    public DateTimeOffset? ValidFrom { get; set; }

    public DateTimeOffset? ValidUntil { get; set; }

    /// <summary>The whole <see cref="ArticleContent"/> as JSON, for reading.</summary>
    public string Content { get; set; } = "";

    public DateTimeOffset PublishedAt { get; set; }

    public string PublishedBy { get; set; } = "";

    public void Write(ArticleContent content)
    {
        (IsInForce, Title, Similar, Body) = (true, content.Title, string.Join('\n', content.Similar), ArticleTidy.BodyOf(content.Answer));
        (CategoryId, Tags, Audience, OrgUnitId) = (content.CategoryId, TagText.Of(content.Tags), content.Audience, content.OrgUnitId);
        (Accounts, Related) = (string.Join(',', content.Accounts), string.Join(',', content.Related));
        (ValidFrom, ValidUntil, Content) = (content.ValidFrom, content.ValidUntil, ArticleJson.Write(content));
    }

    /// <summary>Nothing is left but that it was there.</summary>
    public void Clear() =>
        (IsInForce, Title, Similar, Body, CategoryId, Tags, Accounts, Related, Content, ValidFrom, ValidUntil) = (false, "", "", "", null, "", "", "", "", null, null);

    public static ImmutableArray<Guid> Ids(string column) => [.. column.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse)];

    internal sealed class Mapping : IEntityTypeConfiguration<PublishedArticleRow>
    {
        public void Configure(EntityTypeBuilder<PublishedArticleRow> row)
        {
            row.ToTable("published_articles");
            row.Property(a => a.Id).ValueGeneratedNever();
            row.Property(a => a.Similar).HasMaxLength(ArticleLimits.Stored);
            row.Property(a => a.Body).HasMaxLength(ArticleLimits.Stored);
            row.Property(a => a.Accounts).HasMaxLength(ArticleLimits.Stored);
            row.Property(a => a.Related).HasMaxLength(ArticleLimits.Stored);
            row.Property(a => a.Content).HasMaxLength(ArticleLimits.Stored);
            row.Property(a => a.Title).HasMaxLength(ArticleLimits.Title);
            row.Property(a => a.Tags).HasMaxLength(TagText.MaxLength);
            row.Property(a => a.PublishedBy).HasMaxLength(64);
            row.HasIndex(a => a.Version);
            row.HasIndex(a => a.CategoryId);
        }
    }
}
