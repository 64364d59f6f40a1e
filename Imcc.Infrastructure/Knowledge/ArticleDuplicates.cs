using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Knowledge;

/// <inheritdoc cref="IArticleDuplicates"/>
/// <param name="search">Null: nothing searches here; then only the same wordings are found.</param>
internal sealed class ArticleDuplicates(IDbContextFactory<DirectoryContext> contexts, Func<IArticleSearch?> search, TimeProvider time) : IArticleDuplicates
{
    private const int Most = 10;
    private const int MostAsked = 20;

    public async Task<IReadOnlyList<ArticleDuplicate>> FindAsync(Guid personId, Guid? articleId, string title, IReadOnlyList<string> similar, CancellationToken cancellationToken = default)
    {
        List<string> mine = [.. similar.Prepend(title).Select(w => w.Trim()).Where(w => Wording.Fold(w).Length > 0).Distinct(StringComparer.Ordinal).Take(MostAsked)];
        if (mine.Count == 0)
            return [];
        await using var context = contexts.CreateDbContext();
        var rights = await KnowledgeRights.OfWriterAsync(context, personId, cancellationToken);
        var same = await SameAsync(context, rights, articleId, mine, cancellationToken);
        return [.. same.Concat(Like(rights, articleId, mine)).DistinctBy(d => d.ArticleId).Take(Most)];
    }

    private static async Task<IReadOnlyList<ArticleDuplicate>> SameAsync(DirectoryContext context, KnowledgeRights rights, Guid? articleId, List<string> mine, CancellationToken cancellationToken)
    {
        var hashes = mine.Select(ArticleWordingRow.HashOf).ToArray();
        Guid[] units = [.. rights.ReadableUnitIds];
        var found = await context.Articles.AsNoTracking()
            .Where(a => a.Id != articleId && units.Contains(a.OrgUnitId) && context.ArticleWordings.Any(w => w.ArticleId == a.Id && hashes.Contains(w.Hash)))
            .OrderBy(a => a.Id).Take(Most).Select(a => new { a.Id, a.Title, a.Similar }).ToListAsync(cancellationToken);
        return
        [
            .. from article in found
               let theirs = article.Similar.Split('\n', StringSplitOptions.RemoveEmptyEntries).Prepend(article.Title).Select(w => (Wording: w, Fold: Wording.Fold(w))).ToList()
               from wording in mine
               let match = theirs.Find(t => t.Fold == Wording.Fold(wording))
               where match.Wording is not null
               select new ArticleDuplicate(article.Id, article.Title, wording, match.Wording, true),
        ];
    }

    private IEnumerable<ArticleDuplicate> Like(KnowledgeRights rights, Guid? articleId, List<string> mine)
    {
        if (search() is not { } index)
            return [];
        var now = time.GetUtcNow();
        return mine.Select((wording, at) => (Wording: wording, At: at, Answer: index.Search(new(wording, 4, now, OrgUnits: rights.ReadableUnitIds))))
            .SelectMany(a => a.Answer.Hits.Select((hit, rank) => (a.Wording, a.At, Rank: rank, Hit: hit)))
            .Where(f => f.Hit.ArticleId != articleId && f.Hit.Sureness > Sureness.None)
            .OrderByDescending(f => f.Hit.Sureness).ThenBy(f => f.Rank).ThenBy(f => f.At)
            .Select(f => new ArticleDuplicate(f.Hit.ArticleId, f.Hit.Title, f.Wording, f.Hit.Matched, Wording.Fold(f.Wording) == Wording.Fold(f.Hit.Matched)));
    }
}
