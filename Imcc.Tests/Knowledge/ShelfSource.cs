using Imcc.Core.Knowledge;
using Imcc.Core.Retrieval;
using Imcc.Infrastructure.Knowledge;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Imcc.Tests.Knowledge;

/// <summary>Published articles as a database would give them, and the keeper of an index of them in a folder of the test's own.</summary>
internal sealed class ShelfSource : IArticleSource, IWordLists, IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly SortedDictionary<long, ArticleChange> _changes = [];
    private readonly List<ArticleKeeper> _keepers = [];

    public string Folder { get; } = Directory.CreateTempSubdirectory("imcc-shelf-").FullName;

    public long Version { get; private set; }

    /// <summary>How often all articles were read: each time an index was made.</summary>
    public int Made { get; private set; }

    /// <summary>What reading all of them waits for.</summary>
    public Task Held { get; set; } = Task.CompletedTask;

    public WordLists Current { get; set; } = WordLists.BuiltIn;

    public Guid Publish(string title, IEnumerable<string>? similar = null, string body = "", Func<PublishedArticle, PublishedArticle>? with = null, Guid? id = null)
    {
        lock (_changes)
        {
            var article = new PublishedArticle(id ?? Guid.CreateVersion7(Now), ++Version, title, [.. similar ?? []], body, null, [], Audience.Customers, Guid.Empty, [], []);
            Put(new(article.Id, Version, with?.Invoke(article) ?? article));
            return article.Id;
        }
    }

    public void Withdraw(Guid id)
    {
        lock (_changes)
            Put(new(id, ++Version, null));
    }

    public Task<long> VersionAsync(CancellationToken cancellationToken = default) => Task.FromResult(Version);

    public async IAsyncEnumerable<PublishedArticle> AllAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Made++;
        await Held;
        foreach (var change in Changes(0))
        {
            if (change.Article is { } article)
                yield return article;
        }
    }

    public IAsyncEnumerable<ArticleChange> SinceAsync(long version, CancellationToken cancellationToken = default) => Changes(version).ToAsyncEnumerable();

    public async Task<ArticleKeeper> OpenAsync()
    {
        var keeper = new ArticleKeeper(this, this, Options.Create(new ArticleIndexOptions { Path = Folder }), NullLogger<ArticleKeeper>.Instance);
        _keepers.Add(keeper);
        await keeper.FollowAsync(Version, CancellationToken.None);
        return keeper;
    }

    public static SearchAnswer Ask(ArticleKeeper keeper, string text, bool typed = true, Guid? account = null, Audience audience = Audience.Agents, string[]? before = null, DateTimeOffset? at = null) =>
        new ArticleSearch(keeper).Search(new(text, 5, at ?? Now, account, audience, [.. before ?? []], typed));

    /// <summary>The id of the best one; none: empty.</summary>
    public static Guid Best(ArticleKeeper keeper, string text) => Ask(keeper, text).Hits.FirstOrDefault()?.ArticleId ?? Guid.Empty;

    public void Dispose()
    {
        _keepers.ForEach(k => k.Dispose());
        Directory.Delete(Folder, recursive: true);
    }

    private List<ArticleChange> Changes(long after)
    {
        lock (_changes)
            return [.. _changes.Values.Where(c => c.Version > after)];
    }

    private void Put(ArticleChange change)
    {
        if (_changes.Values.FirstOrDefault(c => c.ArticleId == change.ArticleId) is { } old)
            _changes.Remove(old.Version);
        _changes[change.Version] = change;
    }
}
