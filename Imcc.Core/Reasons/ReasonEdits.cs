using System.Collections.Immutable;
using System.Globalization;

namespace Imcc.Core.Reasons;

/// <summary>
/// Changes of a tree that is being edited. Each gives the next list of nodes, siblings numbered anew, or the fault that stands in its way;
/// none leaves a circle, a node without its parent, or a level too many.
/// </summary>
public static class ReasonEdits
{
    /// <param name="at">Place among the new siblings; beyond the last: the last.</param>
    public static ReasonEdit Add(ImmutableArray<ReasonNode> nodes, Guid id, Guid? parent, int at, string name)
    {
        if (nodes.Length >= ReasonLimits.MaxNodes)
            return new(nodes, ReasonFault.TooManyNodes);
        if (parent is { } above && ReasonCheck.DepthOf(above, nodes.ToDictionary(n => n.Id)) is var depth && (depth is null || depth >= ReasonLimits.MaxDepth))
            return new(nodes, depth is null ? ReasonFault.ParentMissing : ReasonFault.TooDeep);
        return new(Placed(nodes, new(id, parent, NextCode(nodes, parent), name, [], 0), at));
    }

    /// <summary>With everything that is under it.</summary>
    public static ReasonEdit Move(ImmutableArray<ReasonNode> nodes, Guid id, Guid? parent, int at)
    {
        if (nodes.FirstOrDefault(n => n.Id == id) is not { } node || parent is { } to && !nodes.Any(n => n.Id == to))
            return new(nodes, ReasonFault.ParentMissing);
        var below = Under(nodes, id);
        if (parent is { } target && below.Contains(target))
            return new(nodes, ReasonFault.Circle);
        var known = nodes.ToDictionary(n => n.Id);
        var above = parent is { } p ? ReasonCheck.DepthOf(p, known) ?? 0 : 0;
        var top = ReasonCheck.DepthOf(id, known) ?? 1;
        if (above + below.Max(b => ReasonCheck.DepthOf(b, known) ?? 1) - top + 1 > ReasonLimits.MaxDepth)
            return new(nodes, ReasonFault.TooDeep);
        var place = Siblings(nodes, parent).FindIndex(n => n.Id == id) is var now && now >= 0 && now < at ? at - 1 : at;
        return new(Placed(nodes.Remove(node), node with { ParentId = parent }, place));
    }

    /// <summary>With everything that is under it.</summary>
    public static ReasonEdit Remove(ImmutableArray<ReasonNode> nodes, Guid id)
    {
        var gone = Under(nodes, id);
        return new([.. nodes.Where(n => !gone.Contains(n.Id))]);
    }

    /// <summary>Its name, code, keywords, whether it is on; not its place.</summary>
    public static ReasonEdit Change(ImmutableArray<ReasonNode> nodes, ReasonNode next) =>
        new([.. nodes.Select(n => n.Id == next.Id ? next with { ParentId = n.ParentId, Order = n.Order } : n)]);

    public static List<ReasonNode> Siblings(ImmutableArray<ReasonNode> nodes, Guid? parent) => [.. nodes.Where(n => n.ParentId == parent).OrderBy(n => n.Order).ThenBy(n => n.Id)];

    /// <summary>The parent's code and two digits; a letter for a root.</summary>
    public static string NextCode(ImmutableArray<ReasonNode> nodes, Guid? parent)
    {
        var taken = nodes.Select(n => n.Code).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var start = parent is { } id && nodes.FirstOrDefault(n => n.Id == id) is { } above ? above.Code : "R";
        // A long code has no room for two more digits: it goes on without its beginning.
        start = start.Length > ReasonLimits.MaxCodeLength - 4 ? "R" : start;
        for (var number = nodes.Count(n => n.ParentId == parent) + 1; ; number++)
        {
            var code = start + number.ToString("00", CultureInfo.InvariantCulture);
            if (!taken.Contains(code))
                return code;
        }
    }

    private static HashSet<Guid> Under(ImmutableArray<ReasonNode> nodes, Guid id)
    {
        var children = nodes.Where(n => n.ParentId is not null).ToLookup(n => n.ParentId!.Value, n => n.Id);
        var found = new HashSet<Guid>();
        var open = new Stack<Guid>([id]);
        while (open.TryPop(out var next))
        {
            if (found.Add(next))
            {
                foreach (var child in children[next])
                    open.Push(child);
            }
        }

        return found;
    }

    private static ImmutableArray<ReasonNode> Placed(ImmutableArray<ReasonNode> others, ReasonNode node, int at)
    {
        var siblings = Siblings(others, node.ParentId);
        siblings.Insert(Math.Clamp(at, 0, siblings.Count), node);
        return [.. others.Where(n => n.ParentId != node.ParentId), .. siblings.Select((n, i) => n with { Order = i })];
    }
}

/// <param name="Fault">Null: done; otherwise the nodes are what they were.</param>
public readonly record struct ReasonEdit(ImmutableArray<ReasonNode> Nodes, ReasonFault? Fault = null);
