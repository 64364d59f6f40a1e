using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>The half of <see cref="IArticles"/> that changes nothing.</summary>
internal abstract class ArticleReader(IDbContextFactory<DirectoryContext> contexts)
{
    public async Task<ArticleChoices> ChoicesAsync(Guid personId, CancellationToken cancellationToken = default)
    {
        await using var context = contexts.CreateDbContext();
        var rights = await KnowledgeRights.OfWriterAsync(context, personId, cancellationToken);
        Guid[] units = [.. rights.UnitIds];
        Guid[] readable = [.. rights.ReadableUnitIds];
        var accounts = await context.Accounts.AsNoTracking().Where(a => readable.Contains(a.OrgUnitId)).OrderBy(a => a.CreatedAt).Select(a => new { a.Id, a.Name, a.Kind }).ToListAsync(cancellationToken);
        return new(
            [.. rights.Units.Select(u => new ArticleUnit(u.Unit, u.Depth, rights.In(u.Unit.Id)))],
            [.. accounts.Select(a => (a.Id, a.Name, a.Kind))],
            await ArticleLists.TreeAsync(context, cancellationToken),
            await ArticleLists.TagsAsync(context.Articles.Where(a => units.Contains(a.OrgUnitId)).Select(a => a.Tags), cancellationToken));
    }

    public async Task<ArticlePage> ListAsync(Guid personId, ArticleFilter filter, int skip, int take, CancellationToken cancellationToken = default)
    {
        await using var context = contexts.CreateDbContext();
        var rights = await KnowledgeRights.OfWriterAsync(context, personId, cancellationToken);
        return await ArticleLists.PageAsync(context, rights, filter, skip, take, cancellationToken);
    }

    public async Task<ArticleSheet?> OpenAsync(Guid personId, Guid articleId, CancellationToken cancellationToken = default)
    {
        await using var context = contexts.CreateDbContext();
        var (rights, row) = await SeenAsync(context, personId, articleId, cancellationToken);
        if (row is null)
            return null;
        var published = row.IsInForce ? await context.PublishedArticles.AsNoTracking().SingleOrDefaultAsync(p => p.Id == articleId, cancellationToken) : null;
        var last = await context.ArticleVersions.Where(v => v.ArticleId == articleId && v.Number == row.Number).Select(v => new { v.PublishedAt, v.PublishedBy }).SingleOrDefaultAsync(cancellationToken);
        var own = rights.In(row.OrgUnitId);
        var standing = row.ToStanding();
        return new(
            row.Id,
            row.Rev,
            row.Read(),
            published is null ? null : ArticleJson.Read(published.Content),
            standing,
            own,
            [.. Enum.GetValues<ArticleStep>().Where(s => standing.Hinders(s, personId, own) is null)],
            row.CreatedAt,
            row.CreatedBy,
            row.ChangedAt,
            row.ChangedBy,
            last?.PublishedAt,
            last?.PublishedBy ?? "",
            row.ReviewSince);
    }

    public async Task<IReadOnlyList<ArticleVersion>> VersionsAsync(Guid personId, Guid articleId, CancellationToken cancellationToken = default)
    {
        await using var context = contexts.CreateDbContext();
        if ((await SeenAsync(context, personId, articleId, cancellationToken)).Row is null)
            return [];
        return await context.ArticleVersions.Where(v => v.ArticleId == articleId).OrderByDescending(v => v.Number)
            .Select(v => new ArticleVersion(v.Number, v.Title, v.PublishedAt, v.PublishedBy, v.Remark)).ToListAsync(cancellationToken);
    }

    public async Task<ArticleContent?> VersionAsync(Guid personId, Guid articleId, int number, CancellationToken cancellationToken = default)
    {
        await using var context = contexts.CreateDbContext();
        if ((await SeenAsync(context, personId, articleId, cancellationToken)).Row is null)
            return null;
        return await context.ArticleVersions.Where(v => v.ArticleId == articleId && v.Number == number).Select(v => v.Content).SingleOrDefaultAsync(cancellationToken) is { } json
            ? ArticleJson.Read(json)
            : null;
    }

    public async Task<IReadOnlyList<ArticleComment>> CommentsAsync(Guid personId, Guid articleId, CancellationToken cancellationToken = default)
    {
        await using var context = contexts.CreateDbContext();
        if ((await SeenAsync(context, personId, articleId, cancellationToken)).Row is null)
            return [];
        return await context.ArticleComments.Where(c => c.ArticleId == articleId).OrderBy(c => c.At).ThenBy(c => c.Id)
            .Select(c => new ArticleComment(c.Id, c.At, c.By, c.Text, c.Kind, c.Rev)).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyDictionary<Guid, string>> TitlesAsync(Guid personId, IReadOnlyCollection<Guid> articleIds, CancellationToken cancellationToken = default)
    {
        await using var context = contexts.CreateDbContext();
        var rights = await KnowledgeRights.OfWriterAsync(context, personId, cancellationToken);
        Guid[] units = [.. rights.ReadableUnitIds];
        Guid[] ids = [.. articleIds.Take(500)];
        return await context.Articles.Where(a => ids.Contains(a.Id) && units.Contains(a.OrgUnitId)).ToDictionaryAsync(a => a.Id, a => a.Title, cancellationToken);
    }

    private static async Task<(KnowledgeRights Rights, ArticleRow? Row)> SeenAsync(DirectoryContext context, Guid personId, Guid articleId, CancellationToken cancellationToken)
    {
        var rights = await KnowledgeRights.OfWriterAsync(context, personId, cancellationToken);
        var row = await context.Articles.AsNoTracking().SingleOrDefaultAsync(a => a.Id == articleId, cancellationToken);
        return (rights, row is not null && rights.UnitIds.Contains(row.OrgUnitId) ? row : null);
    }
}
