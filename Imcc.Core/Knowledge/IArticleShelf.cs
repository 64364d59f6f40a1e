namespace Imcc.Core.Knowledge;

/// <summary>Reads published articles by their ids.</summary>
public interface IArticleShelf
{
    /// <summary>In the order of the ids; those that are not in force (any more) are left out.</summary>
    Task<IReadOnlyList<ShelvedArticle>> FindAsync(IReadOnlyList<Guid> articleIds, CancellationToken cancellationToken = default);
}

/// <param name="CategoryPath">Names from the root down; empty: in no category.</param>
public sealed record ShelvedArticle(PublishedArticle Article, ArticleAnswer Answer, IReadOnlyList<string> CategoryPath, DateTimeOffset PublishedAt);
