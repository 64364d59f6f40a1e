using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Knowledge;

/// <inheritdoc cref="ICategories"/>
internal sealed class Categories(IDbContextFactory<DirectoryContext> contexts, KnowledgeChange change) : ICategories
{
    public async Task<CategoryTree> TreeAsync(Guid personId, CancellationToken cancellationToken = default)
    {
        await using var context = contexts.CreateDbContext();
        await AdminGate.PersonAsync(context, personId, cancellationToken);
        return await ArticleLists.TreeAsync(context, cancellationToken);
    }

    public async Task<IReadOnlyDictionary<Guid, int>> CountsAsync(Guid personId, CancellationToken cancellationToken = default)
    {
        await using var context = contexts.CreateDbContext();
        Guid[] units = [.. (await KnowledgeRights.OfWriterAsync(context, personId, cancellationToken)).UnitIds];
        return await context.Articles.Where(a => a.CategoryId != null && units.Contains(a.OrgUnitId)).GroupBy(a => a.CategoryId!.Value)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
    }

    public Task<ChangeOutcome> AddAsync(Guid personId, Guid? parentId, string name, CancellationToken cancellationToken = default) => MakeAsync(
        personId,
        null,
        (unit, rows, tree, _) =>
        {
            Check(unit, tree, null, parentId, name.Trim());
            var row = Add(unit, parentId, name.Trim(), Siblings(rows, parentId).Count);
            unit.Unit.Audit("category.created", row.Id, row.Name);
            return Task.FromResult(row.Id);
        },
        cancellationToken);

    public Task<ChangeOutcome> RenameAsync(Guid personId, Guid id, string name, CancellationToken cancellationToken = default) => MakeAsync(
        personId,
        id,
        (unit, _, tree, row) =>
        {
            Check(unit, tree, id, row!.ParentId, name.Trim());
            unit.Unit.Audit("category.renamed", id, name.Trim(), row.Name);
            row.Name = name.Trim();
            return Task.FromResult(id);
        },
        cancellationToken);

    public Task<ChangeOutcome> MoveAsync(Guid personId, Guid id, Guid? parentId, int at, CancellationToken cancellationToken = default) => MakeAsync(
        personId,
        id,
        (unit, rows, tree, row) =>
        {
            Check(unit, tree, id, parentId, row!.Name);
            var siblings = Siblings(rows, parentId);
            siblings.Remove(row);
            siblings.Insert(Math.Clamp(at, 0, siblings.Count), row);
            row.ParentId = parentId;
            for (var i = 0; i < siblings.Count; i++)
                siblings[i].Position = i;
            unit.Unit.Audit("category.moved", id, row.Name, string.Join('/', tree.PathOf(parentId)));
            return Task.FromResult(id);
        },
        cancellationToken);

    public Task<ChangeOutcome> DeleteAsync(Guid personId, Guid id, CancellationToken cancellationToken = default) => MakeAsync(
        personId,
        id,
        async (unit, _, tree, row) =>
        {
            var held = tree.ChildrenOf(id).Count() + await unit.Context.Articles.CountAsync(
                a => a.CategoryId == id || unit.Context.PublishedArticles.Any(p => p.Id == a.Id && p.CategoryId == id), cancellationToken);
            if (held > 0)
                unit.Refuse(ArticleFault.NotEmpty, "", held);
            unit.Context.ArticleCategories.Remove(row!);
            unit.Unit.Audit("category.deleted", id, row!.Name);
            return id;
        },
        cancellationToken);

    internal static ArticleCategoryRow Add(EditorUnit unit, Guid? parentId, string name, int position)
    {
        var row = new ArticleCategoryRow
        {
            Id = Guid.CreateVersion7(unit.Now),
            ParentId = parentId,
            Name = name,
            OrgUnitId = unit.Rights.Person?.OrgUnitId ?? OrgUnitRow.RootId,
            Position = position,
        };
        unit.Context.ArticleCategories.Add(row);
        return row;
    }

    // A change of the tree takes a version like a publication: two at the same time stand in a line and cannot hang a branch under itself, and whoever shows paths reads them anew.
    private Task<ChangeOutcome> MakeAsync(
        Guid personId, Guid? id, Func<EditorUnit, List<ArticleCategoryRow>, CategoryTree, ArticleCategoryRow?, Task<Guid>> make, CancellationToken cancellationToken) => change.MakeAsync(
        personId,
        async unit =>
        {
            await unit.VersionAsync(cancellationToken);
            var rows = await unit.Context.ArticleCategories.ToListAsync(cancellationToken);
            var row = id is null ? null : rows.Find(r => r.Id == id);
            if (id is not null && (row is null || !unit.Rights.UnitIds.Contains(row.OrgUnitId)))
            {
                unit.Refuse(row is null ? ArticleFault.Gone : ArticleFault.OrgUnitForeign);
                return id.Value;
            }

            return await make(unit, rows, new CategoryTree(rows.Select(r => r.ToCategory())), row);
        },
        cancellationToken);

    private static void Check(EditorUnit unit, CategoryTree tree, Guid? id, Guid? parentId, string name)
    {
        foreach (var problem in tree.Check(id, parentId, name))
            unit.Refuse(problem.Fault, problem.Field, problem.Argument);
    }

    private static List<ArticleCategoryRow> Siblings(List<ArticleCategoryRow> rows, Guid? parentId) =>
        [.. rows.Where(r => r.ParentId == parentId).OrderBy(r => r.Position).ThenBy(r => r.Id)];
}
