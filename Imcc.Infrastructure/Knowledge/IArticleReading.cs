using Imcc.Core.Channels;
using Imcc.Core.Knowledge;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>
/// The reading page of agents: published articles that are in force now, of the own unit, those above it and those below it. Searching is
/// <see cref="IArticleSearch"/>'s.
/// </summary>
public interface IArticleReading
{
    Task<ReadingShelf> ShelfAsync(Guid personId, CancellationToken cancellationToken = default);

    /// <summary>The latest publication first.</summary>
    /// <param name="categoryId">With those below it; null: all.</param>
    Task<(IReadOnlyList<ReadingLine> Lines, int Total)> ListAsync(Guid personId, Guid? categoryId, string? tag, int skip, int take, CancellationToken cancellationToken = default);

    /// <returns>Null: it is not in force, or not for this person.</returns>
    Task<ReadArticle?> OpenAsync(Guid personId, Guid articleId, CancellationToken cancellationToken = default);
}

/// <param name="Counts">Articles in force by category, each with those below it.</param>
/// <param name="Units">The units whose articles this person reads: what a search is asked for.</param>
public sealed record ReadingShelf(CategoryTree Categories, IReadOnlyDictionary<Guid, int> Counts, int Total, IReadOnlyList<string> Tags, IReadOnlySet<Guid> Units);

public sealed record ReadingLine(Guid Id, string Title, IReadOnlyList<string> CategoryPath, IReadOnlyList<string> Tags, Audience Audience, DateTimeOffset? ValidUntil, DateTimeOffset PublishedAt, string Start);

/// <param name="Related">In their order; what is not in force is left out.</param>
/// <param name="Number">Of the version.</param>
public sealed record ReadArticle(ShelvedArticle Article, IReadOnlyList<MediaRef> Attachments, IReadOnlyList<ShelvedArticle> Related, int Number, string PublishedBy);
