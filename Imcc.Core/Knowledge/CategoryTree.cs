using System.Collections.Immutable;

namespace Imcc.Core.Knowledge;

/// <summary>The category tree: parents before children, siblings in their order. A category whose parent is missing stands at the top, so that nothing is lost from sight.</summary>
public sealed class CategoryTree
{
    public static readonly CategoryTree Empty = new([]);

    public const string Separator = " › ";

    private readonly Dictionary<Guid, ArticleCategory> _known;
    private readonly ILookup<Guid, ArticleCategory> _children;

    public CategoryTree(IEnumerable<ArticleCategory> categories)
    {
        _known = categories.ToDictionary(c => c.Id);
        _children = _known.Values.OrderBy(c => c.Position).ThenBy(c => c.Id)
            .ToLookup(c => c.ParentId is { } parent && _known.ContainsKey(parent) ? parent : Guid.Empty);
        All = [.. Walk(Guid.Empty, 0)];
    }

    /// <summary>Each with its depth, 0 at the top.</summary>
    public ImmutableArray<(ArticleCategory Category, int Depth)> All { get; }

    public ArticleCategory? Find(Guid id) => _known.GetValueOrDefault(id);

    public IEnumerable<ArticleCategory> ChildrenOf(Guid? parent) => _children[parent ?? Guid.Empty];

    /// <summary>Names from the root down; empty for what is not there.</summary>
    public ImmutableArray<string> PathOf(Guid? id)
    {
        var names = new List<string>();
        for (var at = id; at is { } here && _known.TryGetValue(here, out var category) && names.Count < ArticleLimits.CategoryDepth; at = category.ParentId)
            names.Add(category.Name);
        names.Reverse();
        return [.. names];
    }

    /// <summary>It and all below it.</summary>
    public IReadOnlySet<Guid> Under(Guid id)
    {
        var found = new HashSet<Guid> { id };
        var open = new Queue<Guid>([id]);
        while (open.TryDequeue(out var next))
        {
            foreach (var child in _children[next].Where(c => found.Add(c.Id)))
                open.Enqueue(child.Id);
        }

        return found;
    }

    /// <summary>The category of these names, from the root down; null: there is none.</summary>
    public ArticleCategory? FindPath(IEnumerable<string> names)
    {
        ArticleCategory? found = null;
        foreach (var name in names)
        {
            found = ChildrenOf(found?.Id).FirstOrDefault(c => c.Name == name);
            if (found is null)
                return null;
        }

        return found;
    }

    /// <summary>1 at the top.</summary>
    public int LevelOf(Guid id) => PathOf(id).Length;

    /// <summary>How many levels hang below it, itself included.</summary>
    public int HeightOf(Guid id) => 1 + ChildrenOf(id).Select(c => HeightOf(c.Id)).DefaultIfEmpty(0).Max();

    /// <summary>Why a category may not stand there under this name; empty: it may.</summary>
    /// <param name="id">Null: a new one.</param>
    public IEnumerable<ArticleProblem> Check(Guid? id, Guid? parent, string name)
    {
        if (name.Length == 0)
            yield return new("Name", ArticleFault.Missing);
        if (name.Length > ArticleLimits.CategoryName)
            yield return new("Name", ArticleFault.TooLong, ArticleLimits.CategoryName);
        if (name.Any(char.IsControl))
            yield return new("Name", ArticleFault.ControlCharacters);
        // They part the names of a path in sheets.
        if (name.Any(c => c is '/' or '›'))
            yield return new("Name", ArticleFault.BadCharacters, name);
        if (ChildrenOf(parent).Any(c => c.Name == name && c.Id != id))
            yield return new("Name", ArticleFault.NameTaken, name);
        if (id is null && _known.Count >= ArticleLimits.Categories)
            yield return new("", ArticleFault.TooMany, ArticleLimits.Categories);
        if (parent is { } above && !_known.ContainsKey(above))
            yield return new("ParentId", ArticleFault.Unknown);
        else if (parent is { } top && id is { } self && Under(self).Contains(top))
            yield return new("ParentId", ArticleFault.Circle);
        else if ((parent is { } over ? LevelOf(over) : 0) + (id is { } own && _known.ContainsKey(own) ? HeightOf(own) : 1) > ArticleLimits.CategoryDepth)
            yield return new("ParentId", ArticleFault.TooDeep, ArticleLimits.CategoryDepth);
    }

    private IEnumerable<(ArticleCategory, int)> Walk(Guid parent, int depth)
    {
        // A circle in the rows hangs on nothing, so it is never walked into; the depth is a second bolt.
        if (depth > ArticleLimits.CategoryDepth)
            yield break;
        foreach (var category in _children[parent])
        {
            yield return (category, depth);
            foreach (var below in Walk(category.Id, depth + 1))
                yield return below;
        }
    }
}
