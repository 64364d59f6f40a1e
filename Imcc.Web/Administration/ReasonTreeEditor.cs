using System.Collections.Immutable;
using Imcc.Core.Reasons;

namespace Imcc.Web.Administration;

/// <summary>A reason tree while it is worked on: what is unfolded and chosen, each change with its way back. Knows nothing of screens or storage.</summary>
public sealed class ReasonTreeEditor(ImmutableArray<ReasonNode> nodes, ImmutableArray<ReasonNode> published, Func<Guid> newId)
{
    private const int StepsBack = 100;

    private readonly HashSet<Guid> _open = [];
    private readonly LinkedList<ImmutableArray<ReasonNode>> _before = [];
    private string _filter = "";

    public ImmutableArray<ReasonNode> Nodes { get; private set; } = nodes;

    public ReasonTree Tree { get; private set; } = new(0, nodes);

    public Guid? SelectedId { get; private set; }

    public ReasonNode? Selected => SelectedId is { } id ? Tree.Find(id) : null;

    /// <summary>The one whose name is being written.</summary>
    public Guid? RenamingId { get; private set; }

    public bool CanUndo => _before.Count > 0;

    /// <summary>What is different from the tree in force.</summary>
    public IReadOnlyList<ReasonChange> Changes { get; private set; } = ReasonChange.Between(published, nodes);

    public IReadOnlyList<ReasonProblem> Problems { get; private set; } = ReasonCheck.Of(nodes);

    public string Filter
    {
        get => _filter;
        set => _filter = value.Trim();
    }

    /// <summary>What is seen, from top to bottom: everything that is unfolded, or what a search finds with the headings above it.</summary>
    public IReadOnlyList<ReasonLine> Lines => Filter.Length == 0 ? [.. Tree.Roots.SelectMany(r => Unfolded(r, 1))] : Found();

    public bool IsOpen(Guid id) => _open.Contains(id);

    public void Unfold(Guid id, bool isOpen)
    {
        if (isOpen)
            _open.Add(id);
        else
            _open.Remove(id);
    }

    public void UnfoldAll(bool isOpen)
    {
        _open.Clear();
        if (isOpen)
            _open.UnionWith(Nodes.Where(n => Tree.ChildrenOf(n.Id).Any()).Select(n => n.Id));
    }

    public void Select(Guid? id)
    {
        (SelectedId, RenamingId) = (id, RenamingId == id ? id : null);
        foreach (var above in id is { } chosen ? Tree.PathOf(chosen) : [])
        {
            if (above.Id != id)
                _open.Add(above.Id);
        }
    }

    /// <summary>To the next or previous line.</summary>
    public void Step(int by)
    {
        var lines = Lines;
        var at = lines.ToList().FindIndex(l => l.Node.Id == SelectedId);
        if (lines.Count > 0)
            SelectedId = lines[Math.Clamp(at < 0 ? 0 : at + by, 0, lines.Count - 1)].Node.Id;
    }

    public void Rename(Guid? id) => RenamingId = id;

    public ReasonFault? AddChild(Guid? parent, string name)
    {
        if (parent is { } above)
            _open.Add(above);
        return Add(parent, int.MaxValue, name);
    }

    public ReasonFault? AddAfter(Guid sibling, string name) => Tree.Find(sibling) is { } node ? Add(node.ParentId, node.Order + 1, name) : null;

    /// <param name="place"><c>before</c>, <c>after</c> or <c>inside</c> the target.</param>
    public ReasonFault? Drop(Guid id, Guid target, string place)
    {
        if (Tree.Find(target) is not { } onto || id == target)
            return null;
        return place == "inside"
            ? Move(id, target, int.MaxValue)
            : Move(id, onto.ParentId, ReasonEdits.Siblings(Nodes, onto.ParentId).FindIndex(n => n.Id == target) + (place == "after" ? 1 : 0));
    }

    /// <summary>Among its siblings.</summary>
    public ReasonFault? MoveBy(Guid id, int by)
    {
        var siblings = Tree.Find(id) is { } node ? ReasonEdits.Siblings(Nodes, node.ParentId) : [];
        var at = siblings.FindIndex(n => n.Id == id);
        // Past the next one down is two places on: its own is counted until it has left it.
        return at < 0 || at + by < 0 || at + by >= siblings.Count ? null : Move(id, siblings[at].ParentId, by > 0 ? at + by + 1 : at + by);
    }

    /// <summary>Under the sibling above it.</summary>
    public ReasonFault? MoveIn(Guid id)
    {
        var siblings = Tree.Find(id) is { } node ? ReasonEdits.Siblings(Nodes, node.ParentId) : [];
        var at = siblings.FindIndex(n => n.Id == id);
        return at < 1 ? null : Move(id, siblings[at - 1].Id, int.MaxValue);
    }

    /// <summary>Out of its parent, to the place behind it.</summary>
    public ReasonFault? MoveOut(Guid id) =>
        Tree.Find(id)?.ParentId is { } parent && Tree.Find(parent) is { } above ? Move(id, above.ParentId, above.Order + 1) : null;

    public void Remove(Guid id)
    {
        var next = Tree.Find(id)?.ParentId;
        Keep(ReasonEdits.Remove(Nodes, id));
        Select(next);
    }

    public void Change(ReasonNode next)
    {
        if (Tree.Find(next.Id) is { } was && (was with { Keywords = next.Keywords } != next || !was.Keywords.SequenceEqual(next.Keywords)))
            Keep(ReasonEdits.Change(Nodes, next));
    }

    /// <summary>Another tree in one step: what was imported.</summary>
    public void Replace(IEnumerable<ReasonNode> all) => Keep(new([.. all]));

    public void Undo()
    {
        if (_before.Last is not { } last)
            return;
        _before.RemoveLast();
        Show(last.Value);
        if (SelectedId is { } id && Tree.Find(id) is null)
            Select(null);
    }

    private ReasonFault? Add(Guid? parent, int at, string name)
    {
        var id = newId();
        if (Keep(ReasonEdits.Add(Nodes, id, parent, at, Free(parent, name))) is { } fault)
            return fault;
        Filter = "";
        Select(id);
        RenamingId = id;
        return null;
    }

    private ReasonFault? Move(Guid id, Guid? parent, int at)
    {
        if (Keep(ReasonEdits.Move(Nodes, id, parent, at)) is { } fault)
            return fault;
        Select(id);
        return null;
    }

    private ReasonFault? Keep(ReasonEdit edit)
    {
        if (edit.Fault is { } fault)
            return fault;
        _before.AddLast(Nodes);
        if (_before.Count > StepsBack)
            _before.RemoveFirst();
        Show(edit.Nodes);
        return null;
    }

    private void Show(ImmutableArray<ReasonNode> next)
    {
        (Nodes, Tree) = (next, new(0, next));
        (Changes, Problems) = (ReasonChange.Between(published, next), ReasonCheck.Of(next));
    }

    private string Free(Guid? parent, string name)
    {
        var taken = ReasonEdits.Siblings(Nodes, parent).Select(n => n.Name).ToHashSet();
        return Enumerable.Range(1, int.MaxValue).Select(i => i == 1 ? name : $"{name} {i}").First(n => !taken.Contains(n));
    }

    private IEnumerable<ReasonLine> Unfolded(ReasonNode node, int level)
    {
        var children = Tree.ChildrenOf(node.Id).ToList();
        var line = new ReasonLine(node, level, children.Count > 0, _open.Contains(node.Id));
        return line.IsOpen ? children.SelectMany(c => Unfolded(c, level + 1)).Prepend(line) : [line];
    }

    private List<ReasonLine> Found()
    {
        bool Says(string text) => text.Contains(Filter, StringComparison.OrdinalIgnoreCase);
        var shown = Nodes.Where(n => Says(n.Name) || Says(n.Code) || n.Keywords.Any(Says)).SelectMany(n => Tree.PathOf(n.Id)).Select(n => n.Id).ToHashSet();
        return [.. Tree.All.Where(n => shown.Contains(n.Id)).Select(n => new ReasonLine(n, Tree.PathOf(n.Id).Length, Tree.ChildrenOf(n.Id).Any(), Tree.ChildrenOf(n.Id).Any(c => shown.Contains(c.Id))))];
    }
}

/// <summary>One line of the tree on screen.</summary>
/// <param name="Level">1 for a root.</param>
public sealed record ReasonLine(ReasonNode Node, int Level, bool HasChildren, bool IsOpen);
