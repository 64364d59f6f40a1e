using Imcc.Core.Knowledge;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>The published articles as the database has them: what an index is built from and kept up with.</summary>
internal interface IArticleSource
{
    /// <summary>The number of the last publication or withdrawal; 0 where nothing ever was.</summary>
    Task<long> VersionAsync(CancellationToken cancellationToken = default);

    /// <summary>All that are in force or will be, read in pieces.</summary>
    IAsyncEnumerable<PublishedArticle> AllAsync(CancellationToken cancellationToken = default);

    /// <summary>What was published or withdrawn after <paramref name="version"/>, in the order of the versions, each article once with its last state.</summary>
    IAsyncEnumerable<ArticleChange> SinceAsync(long version, CancellationToken cancellationToken = default);
}

/// <param name="Article">Null: withdrawn or deleted.</param>
internal sealed record ArticleChange(Guid ArticleId, long Version, PublishedArticle? Article);
