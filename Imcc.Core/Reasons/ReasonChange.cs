namespace Imcc.Core.Reasons;

/// <summary>What is different about one reason between two trees.</summary>
/// <param name="Path">Names down to it, in the newer tree; in the older where it is gone.</param>
/// <param name="Before">What it was, where that says something; empty otherwise.</param>
/// <param name="After">What it is now.</param>
public sealed record ReasonChange(Guid Id, ReasonChangeKind Kind, string Path, string Before = "", string After = "")
{
    /// <summary>All of them, in the order of the newer tree, what is gone at the end.</summary>
    public static IReadOnlyList<ReasonChange> Between(IReadOnlyCollection<ReasonNode> before, IReadOnlyCollection<ReasonNode> after)
    {
        var (old, now) = (new ReasonTree(0, before), new ReasonTree(0, after));
        var reordered = now.All.Select(n => n.ParentId).Distinct().SelectMany(p => Reordered(old, now, p)).ToHashSet();
        return
        [
            .. now.All.SelectMany(n => old.Find(n.Id) is { } was ? Of(was, n, old, now, reordered.Contains(n.Id)) : [new ReasonChange(n.Id, ReasonChangeKind.Added, PathOf(now, n.Id))]),
            .. old.All.Where(n => now.Find(n.Id) is null).Select(n => new ReasonChange(n.Id, ReasonChangeKind.Removed, PathOf(old, n.Id))),
        ];
    }

    private static IEnumerable<ReasonChange> Of(ReasonNode was, ReasonNode node, ReasonTree old, ReasonTree now, bool isReordered)
    {
        var path = PathOf(now, node.Id);
        if (was.Name != node.Name)
            yield return new(node.Id, ReasonChangeKind.Renamed, path, was.Name, node.Name);
        if (was.ParentId != node.ParentId)
            yield return new(node.Id, ReasonChangeKind.Moved, path, PathOf(old, was.Id), path);
        if (isReordered)
            yield return new(node.Id, ReasonChangeKind.Reordered, path);
        if (was.Code != node.Code)
            yield return new(node.Id, ReasonChangeKind.Recoded, path, was.Code, node.Code);
        if (!was.Keywords.SequenceEqual(node.Keywords))
            yield return new(node.Id, ReasonChangeKind.Keywords, path, string.Join(' ', was.Keywords), string.Join(' ', node.Keywords));
        if (was.Enabled != node.Enabled)
            yield return new(node.Id, node.Enabled ? ReasonChangeKind.Enabled : ReasonChangeKind.Disabled, path);
    }

    /// <summary>The fewest of those who stayed under a parent that must have been moved for the others to stand as they do.</summary>
    private static IEnumerable<Guid> Reordered(ReasonTree old, ReasonTree now, Guid? parent)
    {
        var places = Siblings(old, parent).Select((n, i) => (n.Id, i)).ToDictionary(p => p.Id, p => p.i);
        var stayed = Siblings(now, parent).Where(n => places.ContainsKey(n.Id)).ToList();
        // The longest row of them that is still in the old order: each knows how long the row up to it is, and who came before.
        var (length, before) = (new int[stayed.Count], new int[stayed.Count]);
        for (var i = 0; i < stayed.Count; i++)
        {
            before[i] = -1;
            for (var j = 0; j < i; j++)
            {
                if (places[stayed[j].Id] < places[stayed[i].Id] && length[j] + 1 > length[i])
                    (length[i], before[i]) = (length[j] + 1, j);
            }
        }

        var kept = new HashSet<Guid>();
        for (var at = stayed.Count == 0 ? -1 : Array.IndexOf(length, length.Max()); at >= 0; at = before[at])
            kept.Add(stayed[at].Id);
        return stayed.Select(n => n.Id).Where(id => !kept.Contains(id));
    }

    private static IEnumerable<ReasonNode> Siblings(ReasonTree tree, Guid? parent) => parent is { } id ? tree.ChildrenOf(id) : tree.Roots;

    private static string PathOf(ReasonTree tree, Guid id) => string.Join(ContactReason.Separator, tree.PathOf(id).Select(n => n.Name));
}

/// <summary>What can be different (<c>ReasonChange_{name}</c> on screen).</summary>
public enum ReasonChangeKind
{
    Added,
    Removed,
    Renamed,
    Moved,
    Reordered,
    Recoded,
    Keywords,
    Enabled,
    Disabled,
}
