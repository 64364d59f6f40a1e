using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>Articles by a filter, within a person's units.</summary>
internal static class ArticleLists
{
    public static async Task<IQueryable<ArticleRow>> WhereAsync(DirectoryContext context, KnowledgeRights rights, ArticleFilter filter, CancellationToken cancellationToken)
    {
        Guid[] units = [.. rights.UnitIds];
        var rows = context.Articles.AsNoTracking().Where(a => units.Contains(a.OrgUnitId));
        if (filter.Text.Trim() is { Length: > 0 } text)
            rows = rows.Where(a => a.Title.Contains(text) || a.Similar.Contains(text) || a.Code == text);
        if (filter.IsUnfiled)
            rows = rows.Where(a => a.CategoryId == null);
        else if (filter.CategoryId is { } category)
        {
            Guid[] below = [.. (await TreeAsync(context, cancellationToken)).Under(category)];
            rows = rows.Where(a => a.CategoryId != null && below.Contains(a.CategoryId.Value));
        }

        if (filter.Stage is { } stage)
            rows = rows.Where(a => a.Stage == stage);
        if (filter.IsInForce is { } isInForce)
            rows = rows.Where(a => a.IsInForce == isInForce);
        if (filter.IsChangedSince)
            rows = rows.Where(a => a.IsInForce && a.Stage != ArticleStage.Published);
        if (filter.Tag is { Length: > 0 } tag)
        {
            var pattern = TagText.Pattern(tag);
            rows = rows.Where(a => a.Tags.Contains(pattern));
        }

        if (filter.Audience is { } audience)
            rows = rows.Where(a => a.Audience == audience);
        if (filter.OrgUnitId is { } unit)
            rows = rows.Where(a => a.OrgUnitId == unit);
        if (filter.ExpiresBefore is { } before)
            rows = rows.Where(a => a.IsInForce && context.PublishedArticles.Any(p => p.Id == a.Id && p.ValidUntil != null && p.ValidUntil < before));
        if (filter.IsMine)
        {
            var person = rights.Person?.Id;
            rows = rows.Where(a => a.ChangedById == person);
        }

        return rows;
    }

    public static IQueryable<ArticleRow> InOrder(IQueryable<ArticleRow> rows, ArticleOrder order) => order switch
    {
        ArticleOrder.Title => rows.OrderBy(a => a.Title).ThenBy(a => a.Id),
        ArticleOrder.Expiry => rows.OrderBy(a => a.ValidUntil == null).ThenBy(a => a.ValidUntil).ThenBy(a => a.Id),
        _ => rows.OrderByDescending(a => a.ChangedAt).ThenByDescending(a => a.Id),
    };

    public static async Task<ArticlePage> PageAsync(DirectoryContext context, KnowledgeRights rights, ArticleFilter filter, int skip, int take, CancellationToken cancellationToken)
    {
        var rows = await WhereAsync(context, rights, filter, cancellationToken);
        var total = await rows.CountAsync(cancellationToken);
        var page = await InOrder(rows, filter.Order).Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, 500)).Select(a => new
        {
            a.Id,
            a.Rev,
            a.Code,
            a.Title,
            a.SimilarCount,
            a.Stage,
            a.IsInForce,
            a.Number,
            a.CategoryId,
            a.Tags,
            a.Audience,
            a.OrgUnitId,
            a.ValidFrom,
            a.ValidUntil,
            a.ChangedAt,
            a.ChangedBy,
            Broken = context.ArticleLinks.Count(l => l.ArticleId == a.Id && l.BrokenSince != null),
        }).ToListAsync(cancellationToken);
        return new(
            [.. page.Select(a => new ArticleLine(
                a.Id, a.Rev, a.Code ?? "", a.Title, a.SimilarCount, a.Stage, a.IsInForce, a.Number, a.CategoryId, TagText.Read(a.Tags), a.Audience, a.OrgUnitId, a.ValidFrom, a.ValidUntil, a.ChangedAt, a.ChangedBy, a.Broken))],
            total);
    }

    public static async Task<CategoryTree> TreeAsync(DirectoryContext context, CancellationToken cancellationToken) =>
        new((await context.ArticleCategories.AsNoTracking().ToListAsync(cancellationToken)).Select(c => c.ToCategory()));

    /// <summary>Tags of articles in the units, the most used first.</summary>
    public static async Task<IReadOnlyList<string>> TagsAsync(IQueryable<string> columns, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        // Many articles have the same ones: the database counts first.
        foreach (var (column, count) in (await columns.Where(t => t != "").GroupBy(t => t).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken)).Select(g => (g.Key, g.Count)))
        {
            foreach (var tag in TagText.Read(column))
                counts[tag] = counts.GetValueOrDefault(tag) + count;
        }

        return [.. counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Take(200).Select(c => c.Key)];
    }
}
