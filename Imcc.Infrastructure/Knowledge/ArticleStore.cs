using System.Runtime.CompilerServices;
using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Answering;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Knowledge;

/// <inheritdoc cref="IArticleSource"/>
internal sealed class ArticleStore(IDbContextFactory<DirectoryContext> contexts) : IArticleSource
{
    public async Task<long> VersionAsync(CancellationToken cancellationToken = default)
    {
        await using var context = contexts.CreateDbContext();
        return await context.AnswerVersions.Where(v => v.Stock == AnswerStock.Articles).Select(v => v.Version).SingleAsync(cancellationToken);
    }

    public async IAsyncEnumerable<PublishedArticle> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // By keys, piece by piece: an index that takes its time holds no reader open, and so no old pages of the database.
        const int piece = 2_000;
        var after = Guid.Empty;
        while (true)
        {
            await using var context = contexts.CreateDbContext();
            var rows = await Cut(context.PublishedArticles.AsNoTracking().Where(p => p.IsInForce && p.Id.CompareTo(after) > 0).OrderBy(p => p.Id).Take(piece)).ToListAsync(cancellationToken);
            foreach (var row in rows)
                yield return row.ToArticle();
            if (rows.Count < piece)
                yield break;
            after = rows[^1].Id;
        }
    }

    public async IAsyncEnumerable<ArticleChange> SinceAsync(long version, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        const int piece = 2_000;
        // What is published while this is read comes with the next look.
        var until = await VersionAsync(cancellationToken);
        var (from, after) = (version + 1, Guid.Empty);
        while (true)
        {
            await using var context = contexts.CreateDbContext();
            var rows = await Cut(context.PublishedArticles.AsNoTracking().Where(p => p.Version <= until && (p.Version > from || (p.Version == from && p.Id.CompareTo(after) > 0))).OrderBy(p => p.Version).ThenBy(p => p.Id).Take(piece))
                .ToListAsync(cancellationToken);
            foreach (var row in rows)
                yield return new(row.Id, row.Version, row.IsInForce ? row.ToArticle() : null);
            if (rows.Count < piece)
                yield break;
            (from, after) = (rows[^1].Version, rows[^1].Id);
        }
    }

    // Without the answer, which nobody searches.
    private static IQueryable<CutRow> Cut(IQueryable<PublishedArticleRow> rows) => rows.Select(p => new CutRow(
        p.Id, p.Version, p.IsInForce, p.Title, p.Similar, p.Body, p.CategoryId, p.Tags, p.Audience, p.OrgUnitId, p.Accounts, p.Related, p.ValidFrom, p.ValidUntil));

    private sealed record CutRow(
        Guid Id, long Version, bool IsInForce, string Title, string Similar, string Body, Guid? CategoryId, string Tags, Audience Audience, Guid OrgUnitId, string Accounts, string Related, DateTimeOffset? ValidFrom, DateTimeOffset? ValidUntil)
    {
        public PublishedArticle ToArticle() => new(
            Id,
            Version,
            Title,
            [.. Similar.Split('\n', StringSplitOptions.RemoveEmptyEntries)],
            Body,
            CategoryId,
            TagText.Read(Tags),
            Audience,
            OrgUnitId,
            PublishedArticleRow.Ids(Accounts),
            PublishedArticleRow.Ids(Related),
            ValidFrom,
            ValidUntil);
    }
}
