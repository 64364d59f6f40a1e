using System.Collections.Concurrent;
using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Knowledge;

namespace Imcc.Bench.Misses;

/// <summary>Articles in memory, where a bench wants the index alone and no database beside it.</summary>
internal sealed class MadeSource(IEnumerable<PublishedArticle> articles) : IArticleSource
{
    private readonly ConcurrentDictionary<Guid, PublishedArticle> _articles = new(articles.Select(a => KeyValuePair.Create(a.Id, a)));
    private long _version = -1;

    public Task<long> VersionAsync(CancellationToken cancellationToken = default) => Task.FromResult(Version);

    public long Version => Volatile.Read(ref _version) is >= 0 and var version ? version : _version = _articles.IsEmpty ? 0 : _articles.Values.Max(a => a.Version);

    public void Publish(PublishedArticle article)
    {
        _ = Version;
        _articles[article.Id] = article with { Version = ++_version };
    }

    public IAsyncEnumerable<PublishedArticle> AllAsync(CancellationToken cancellationToken = default) => _articles.Values.OrderBy(a => a.Version).ToAsyncEnumerable();

    public IAsyncEnumerable<ArticleChange> SinceAsync(long version, CancellationToken cancellationToken = default) =>
        _articles.Values.Where(a => a.Version > version).OrderBy(a => a.Version).Select(a => new ArticleChange(a.Id, a.Version, a)).ToAsyncEnumerable();
}
