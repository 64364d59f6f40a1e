using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Knowledge;

/// <inheritdoc cref="IArticleReading"/>
internal sealed class ArticleReading(IDbContextFactory<DirectoryContext> contexts, IArticleShelf shelf, TimeProvider time) : IArticleReading
{
    private const int StartLength = 120;

    public async Task<ReadingShelf> ShelfAsync(Guid personId, CancellationToken cancellationToken = default)
    {
        await using var context = contexts.CreateDbContext();
        var rights = await KnowledgeRights.OfAsync(context, personId, cancellationToken);
        var rows = InForce(context, rights);
        var tree = await ArticleLists.TreeAsync(context, cancellationToken);
        var own = await rows.GroupBy(p => p.CategoryId).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        var counts = own.Where(g => g.Key is not null).ToDictionary(g => g.Key!.Value, g => g.Count);
        return new(
            tree,
            tree.All.ToDictionary(c => c.Category.Id, c => tree.Under(c.Category.Id).Sum(id => counts.GetValueOrDefault(id))),
            own.Sum(g => g.Count),
            await ArticleLists.TagsAsync(rows.Select(p => p.Tags), cancellationToken),
            rights.ReadableUnitIds);
    }

    public async Task<(IReadOnlyList<ReadingLine> Lines, int Total)> ListAsync(Guid personId, Guid? categoryId, string? tag, int skip, int take, CancellationToken cancellationToken = default)
    {
        await using var context = contexts.CreateDbContext();
        var rows = InForce(context, await KnowledgeRights.OfAsync(context, personId, cancellationToken));
        var tree = await ArticleLists.TreeAsync(context, cancellationToken);
        if (categoryId is { } category)
        {
            Guid[] below = [.. tree.Under(category)];
            rows = rows.Where(p => p.CategoryId != null && below.Contains(p.CategoryId.Value));
        }

        if (tag is { Length: > 0 })
        {
            var pattern = TagText.Pattern(tag);
            rows = rows.Where(p => p.Tags.Contains(pattern));
        }

        var total = await rows.CountAsync(cancellationToken);
        var page = await rows.OrderByDescending(p => p.PublishedAt).ThenBy(p => p.Id).Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, 500))
            .Select(p => new { p.Id, p.Title, p.CategoryId, p.Tags, p.Audience, p.ValidUntil, p.PublishedAt, Start = p.Body.Substring(0, StartLength) }).ToListAsync(cancellationToken);
        return ([.. page.Select(p => new ReadingLine(p.Id, p.Title, tree.PathOf(p.CategoryId), TagText.Read(p.Tags), p.Audience, p.ValidUntil, p.PublishedAt, Whole(p.Start)))], total);
    }

    public async Task<ReadArticle?> OpenAsync(Guid personId, Guid articleId, CancellationToken cancellationToken = default)
    {
        await using var context = contexts.CreateDbContext();
        var rights = await KnowledgeRights.OfAsync(context, personId, cancellationToken);
        var row = await InForce(context, rights).SingleOrDefaultAsync(p => p.Id == articleId, cancellationToken);
        if (row is null)
            return null;
        var article = ArticleShelf.Shelve(row, await ArticleLists.TreeAsync(context, cancellationToken));
        var related = await shelf.FindAsync(article.Article.Related, cancellationToken);
        return new(article, ArticleJson.Read(row.Content).Attachments, [.. related.Where(r => rights.ReadableUnitIds.Contains(r.Article.OrgUnitId))], row.Number, row.PublishedBy);
    }

    private IQueryable<PublishedArticleRow> InForce(DirectoryContext context, KnowledgeRights rights)
    {
        Guid[] units = [.. rights.ReadableUnitIds];
        var now = time.GetUtcNow();
        return context.PublishedArticles.AsNoTracking().Where(p => p.IsInForce && units.Contains(p.OrgUnitId) && (p.ValidFrom == null || p.ValidFrom <= now) && (p.ValidUntil == null || p.ValidUntil > now));
    }

    // The database may have cut a pair of surrogates in two.
    private static string Whole(string start) => start.Length > 0 && char.IsHighSurrogate(start[^1]) ? start[..^1] : start;
}
