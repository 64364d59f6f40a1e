using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Knowledge;

/// <inheritdoc cref="IArticleChecks"/>
internal sealed class ArticleChecks(IDbContextFactory<DirectoryContext> contexts, LinkChecks links, TimeProvider time) : IArticleChecks
{
    public async Task<ArticlePage> ExpiringAsync(Guid personId, int days, int skip, int take, CancellationToken cancellationToken = default)
    {
        await using var context = contexts.CreateDbContext();
        var rights = await KnowledgeRights.OfWriterAsync(context, personId, cancellationToken);
        var before = time.GetUtcNow().AddDays(Math.Clamp(days, 0, 3_650));
        return await ArticleLists.PageAsync(context, rights, new(ExpiresBefore: before, Order: ArticleOrder.Expiry), skip, take, cancellationToken);
    }

    public async Task<(IReadOnlyList<BrokenLink> Links, int Total)> BrokenLinksAsync(Guid personId, int skip, int take, CancellationToken cancellationToken = default)
    {
        await using var context = contexts.CreateDbContext();
        Guid[] units = [.. (await KnowledgeRights.OfWriterAsync(context, personId, cancellationToken)).UnitIds];
        var broken = from link in context.ArticleLinks
                     join article in context.PublishedArticles on link.ArticleId equals article.Id
                     where link.BrokenSince != null && units.Contains(article.OrgUnitId)
                     select new { link, article.Title };
        var total = await broken.CountAsync(cancellationToken);
        var page = await broken.OrderBy(b => b.link.BrokenSince).ThenBy(b => b.link.ArticleId).ThenBy(b => b.link.Place).Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, 500)).AsNoTracking().ToListAsync(cancellationToken);
        return ([.. page.Select(b => new BrokenLink(b.link.ArticleId, b.Title, b.link.Address, b.link.Result, b.link.Status, b.link.CheckedAt!.Value, b.link.BrokenSince!.Value))], total);
    }

    public async Task<LinkResult?> CheckAsync(Guid personId, string address, CancellationToken cancellationToken = default)
    {
        await using (var context = contexts.CreateDbContext())
        {
            Guid[] units = [.. (await KnowledgeRights.OfWriterAsync(context, personId, cancellationToken)).UnitIds];
            if (!await context.ArticleLinks.AnyAsync(l => l.Address == address && context.PublishedArticles.Any(p => p.Id == l.ArticleId && units.Contains(p.OrgUnitId)), cancellationToken))
                return null;
        }

        return await links.CheckAsync(address, cancellationToken);
    }
}
