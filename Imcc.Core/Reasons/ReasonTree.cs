using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Imcc.Core.Reasons;

/// <summary>
/// A published version of the tree of reasons for contact (来话原因). Immutable; nodes whose parent is not there are left out, and a circle
/// is nobody's child, so that walking it always ends.
/// </summary>
public sealed class ReasonTree
{
    public static readonly ReasonTree Empty = new(0, []);

    private readonly FrozenDictionary<Guid, ReasonNode> _nodes;
    private readonly ILookup<Guid, ReasonNode> _children;
    private readonly FrozenSet<Guid> _usable;

    /// <param name="version">0: nothing was ever published.</param>
    public ReasonTree(int version, IEnumerable<ReasonNode> nodes)
    {
        Version = version;
        _nodes = nodes.DistinctBy(n => n.Id).ToFrozenDictionary(n => n.Id);
        _children = _nodes.Values.Where(n => n.ParentId is not null).OrderBy(n => n.Order).ThenBy(n => n.Id).ToLookup(n => n.ParentId!.Value);
        Roots = [.. _nodes.Values.Where(n => n.ParentId is null).OrderBy(n => n.Order).ThenBy(n => n.Id)];
        All = [.. Roots.SelectMany(Under)];
        _usable = Usable(Roots).ToFrozenSet();
    }

    public int Version { get; }

    public ImmutableArray<ReasonNode> Roots { get; }

    /// <summary>From top to bottom, as the tree is read.</summary>
    public ImmutableArray<ReasonNode> All { get; }

    public ReasonNode? Find(Guid id) => _nodes.GetValueOrDefault(id);

    public IEnumerable<ReasonNode> ChildrenOf(Guid id) => _children[id];

    /// <summary>From the root down to the node itself; empty where there is no such node.</summary>
    public ImmutableArray<ReasonNode> PathOf(Guid id)
    {
        var path = new Stack<ReasonNode>();
        for (var node = Find(id); node is not null && path.Count <= ReasonLimits.MaxDepth; node = node.ParentId is { } parent ? Find(parent) : null)
            path.Push(node);
        return [.. path];
    }

    /// <summary>Whether a conversation can have it: a last step that is on, with everything above it.</summary>
    public bool IsChoosable(Guid id) => _usable.Contains(id) && !_children[id].Any(c => _usable.Contains(c.Id));

    /// <summary>What can be shown and chosen under some roots, with the headings, as the tree is read.</summary>
    /// <param name="roots">Empty: all of them.</param>
    public IEnumerable<ReasonNode> OfferedUnder(ImmutableArray<Guid> roots) =>
        All.Where(n => _usable.Contains(n.Id) && (roots.IsDefaultOrEmpty || roots.Contains(PathOf(n.Id)[0].Id)));

    /// <inheritdoc cref="OfferedUnder"/>
    public bool HasChoiceUnder(ImmutableArray<Guid> roots) =>
        Roots.Any(r => _usable.Contains(r.Id) && (roots.IsDefaultOrEmpty || roots.Contains(r.Id)));

    /// <summary>The reason as a conversation keeps it; null: it cannot be chosen under these roots.</summary>
    public ContactReason? Choose(Guid id, bool isMain, ImmutableArray<Guid> roots)
    {
        if (!IsChoosable(id) || PathOf(id) is not [var root, ..] path || !(roots.IsDefaultOrEmpty || roots.Contains(root.Id)))
            return null;
        return new(id, Version, path[^1].Code, [.. path.Select(n => n.Name)], [.. path.Select(n => n.Code)], isMain);
    }

    private IEnumerable<ReasonNode> Under(ReasonNode node) => ChildrenOf(node.Id).SelectMany(Under).Prepend(node);

    private IEnumerable<Guid> Usable(IEnumerable<ReasonNode> nodes) =>
        nodes.Where(n => n.Enabled).SelectMany(n => Usable(ChildrenOf(n.Id)).Prepend(n.Id));
}
