using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Files;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>Looks whether what an article names is there: its category, accounts, related articles, files, and whether its unit is the person's.</summary>
internal sealed class ArticleReferences
{
    private readonly HashSet<Guid> _categories;
    private readonly Dictionary<Guid, Guid> _accounts;

    private ArticleReferences(HashSet<Guid> categories, Dictionary<Guid, Guid> accounts) => (_categories, _accounts) = (categories, accounts);

    public static async Task<ArticleReferences> LoadAsync(EditorUnit unit, CancellationToken cancellationToken) => new(
        (await unit.Context.ArticleCategories.Select(c => c.Id).ToListAsync(cancellationToken)).ToHashSet(),
        await unit.Context.Accounts.ToDictionaryAsync(a => a.Id, a => a.OrgUnitId, cancellationToken));

    /// <summary>What is named and not there; categories and accounts alone, which are looked up in memory.</summary>
    public IEnumerable<ArticleProblem> Check(ArticleContent content)
    {
        if (content.CategoryId is { } category && !_categories.Contains(category))
            yield return new(nameof(content.CategoryId), ArticleFault.Unknown);
        if (content.Accounts.Any(a => !_accounts.ContainsKey(a)))
            yield return new(nameof(content.Accounts), ArticleFault.Unknown);
    }

    /// <summary>As <see cref="Check"/>, with what takes a look into the database and the file store.</summary>
    public async Task<IReadOnlyList<ArticleProblem>> CheckAllAsync(EditorUnit unit, FileStore? files, Guid? articleId, ArticleContent content, CancellationToken cancellationToken)
    {
        var problems = Check(content).ToList();
        if (!unit.Rights.UnitIds.Contains(content.OrgUnitId))
            problems.Add(new(nameof(content.OrgUnitId), ArticleFault.OrgUnitForeign));
        // Accounts of side branches are theirs; what somebody who may has named stays.
        List<Guid> foreign = [.. content.Accounts.Where(a => _accounts.TryGetValue(a, out var owner) && !unit.Rights.ReadableUnitIds.Contains(owner))];
        if (foreign.Count > 0)
        {
            var named = articleId is null ? null : await unit.Context.Articles.AsNoTracking().SingleOrDefaultAsync(a => a.Id == articleId, cancellationToken);
            if (foreign.Except(named?.Read().Accounts ?? []).Any())
                problems.Add(new(nameof(content.Accounts), ArticleFault.NotAllowed));
        }

        if (!content.Related.IsEmpty)
        {
            Guid[] related = [.. content.Related];
            if (await unit.Context.Articles.CountAsync(a => related.Contains(a.Id), cancellationToken) != related.Length)
                problems.Add(new(nameof(content.Related), ArticleFault.Unknown));
        }

        if (content.Code.Length > 0 && await unit.Context.Articles.AnyAsync(a => a.Code == content.Code && a.Id != articleId, cancellationToken))
            problems.Add(new(nameof(content.Code), ArticleFault.CodeTaken, content.Code));
        foreach (var (field, file) in content.Answer.Pictures.Select(p => (nameof(ArticleAnswer.Pictures), p)).Concat(content.Attachments.Select(a => (nameof(content.Attachments), a))))
        {
            if (files is not null && await files.FindAsync(file.FileId, cancellationToken) is null)
                problems.Add(new(field, ArticleFault.Unknown, file.Name));
        }

        return problems;
    }
}
