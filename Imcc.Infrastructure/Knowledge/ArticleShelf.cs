using System.Collections.Concurrent;
using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Answering;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>Published articles by id. Those that were read lately are kept until something is published.</summary>
internal sealed class ArticleShelf(IDbContextFactory<DirectoryContext> contexts, TimeProvider time) : IArticleShelf, IAnswerFollower
{
    private const int Most = 2_000;

    private readonly ConcurrentDictionary<Guid, ShelvedArticle> _kept = new();
    private int _generation;

    public string Stock => AnswerStock.Articles;

    public bool IsNeededAtStart => false;

    public async Task<IReadOnlyList<ShelvedArticle>> FindAsync(IReadOnlyList<Guid> articleIds, CancellationToken cancellationToken = default)
    {
        var found = new Dictionary<Guid, ShelvedArticle>();
        foreach (var id in articleIds)
        {
            if (_kept.TryGetValue(id, out var kept))
                found[id] = kept;
        }

        Guid[] open = [.. articleIds.Where(id => !found.ContainsKey(id)).Distinct()];
        foreach (var read in open.Length == 0 ? [] : await ReadAsync(open, cancellationToken))
            found[read.Article.Id] = read;
        var now = time.GetUtcNow();
        return [.. articleIds.Where(found.ContainsKey).Select(id => found[id]).Where(a => a.Article.IsValid(now))];
    }

    public Task FollowAsync(long version, CancellationToken cancellationToken)
    {
        Forget();
        return Task.CompletedTask;
    }

    /// <summary>Something was published or withdrawn.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref _generation);
        _kept.Clear();
    }

    internal static ShelvedArticle Shelve(PublishedArticleRow row, CategoryTree tree)
    {
        var content = ArticleJson.Read(row.Content);
        return new(
            new(row.Id, row.Version, row.Title, content.Similar, row.Body, row.CategoryId, content.Tags, row.Audience, row.OrgUnitId, content.Accounts, content.Related, row.ValidFrom, row.ValidUntil),
            content.Answer,
            tree.PathOf(row.CategoryId),
            row.PublishedAt);
    }

    private async Task<IReadOnlyList<ShelvedArticle>> ReadAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        var generation = Volatile.Read(ref _generation);
        await using var context = contexts.CreateDbContext();
        var rows = await context.PublishedArticles.AsNoTracking().Where(p => ids.Contains(p.Id) && p.IsInForce).ToListAsync(cancellationToken);
        var tree = rows.Exists(r => r.CategoryId is not null) ? await ArticleLists.TreeAsync(context, cancellationToken) : CategoryTree.Empty;
        List<ShelvedArticle> read = [.. rows.Select(r => Shelve(r, tree))];
        if (_kept.Count > Most)
            _kept.Clear();
        foreach (var article in read)
            _kept[article.Article.Id] = article;
        // Published meanwhile: what was read before it must not be what is kept after it.
        if (generation != Volatile.Read(ref _generation))
            _kept.Clear();
        return read;
    }
}
