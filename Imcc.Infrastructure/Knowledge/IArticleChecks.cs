using Imcc.Core.Knowledge;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>What wants an editor's eye: validity that ends, links that lead nowhere. A job looks at the links of what is in force day by day.</summary>
public interface IArticleChecks
{
    /// <summary>In force, expired or expiring within these days; the earliest end first.</summary>
    Task<ArticlePage> ExpiringAsync(Guid personId, int days, int skip, int take, CancellationToken cancellationToken = default);

    /// <summary>Those whose last check found them broken, the longest broken first.</summary>
    Task<(IReadOnlyList<BrokenLink> Links, int Total)> BrokenLinksAsync(Guid personId, int skip, int take, CancellationToken cancellationToken = default);

    /// <summary>Looks at one address now.</summary>
    /// <returns>Null: no article of this person's units names it.</returns>
    Task<LinkResult?> CheckAsync(Guid personId, string address, CancellationToken cancellationToken = default);
}

/// <param name="Status">The HTTP status, where there was an answer.</param>
public sealed record BrokenLink(Guid ArticleId, string Title, string Address, LinkResult Result, int? Status, DateTimeOffset CheckedAt, DateTimeOffset BrokenSince);

/// <summary>What a look at a link found. Stored; values are never renumbered.</summary>
public enum LinkResult
{
    Unchecked = 0,
    Good = 1,
    /// <summary>An answer that means there is nothing (404, 410 …) or that it is broken (5xx).</summary>
    Refused = 2,
    /// <summary>Nobody answers: no such name, no connection, no end within the time.</summary>
    Unreachable = 3,
    /// <summary>An address inside our own house: never called.</summary>
    Internal = 4,
}
