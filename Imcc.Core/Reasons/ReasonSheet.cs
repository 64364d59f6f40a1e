using System.Collections.Immutable;

namespace Imcc.Core.Reasons;

/// <summary>
/// Trees as sheets and back. A row is a known reason by its code, then by its path, and keeps its id, so that what was counted stays
/// counted; a heading that has no row of its own is made. What the sheet does not name is gone from the tree.
/// </summary>
public static class ReasonSheet
{
    private static readonly char[] Dividers = [',', '，', ';', '；', '、', ' ', '\u3000', '\n', '\r', '\t'];
    private static readonly HashSet<string> Yes = new(["是", "启用", "yes", "y", "true", "1", ""], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> No = new(["否", "停用", "no", "n", "false", "0"], StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<ReasonSheetRow> Write(IReadOnlyCollection<ReasonNode> nodes)
    {
        var tree = new ReasonTree(0, nodes);
        return [.. tree.All.Select((n, i) =>
        {
            var path = tree.PathOf(n.Id).Select(p => p.Name).ToList();
            return new ReasonSheetRow(i + 2, n.Code, [.. path, .. Enumerable.Repeat("", ReasonLimits.MaxDepth - path.Count)], string.Join("，", n.Keywords), n.Enabled ? "是" : "否");
        })];
    }

    /// <param name="known">The tree that is there: what it has keeps its id.</param>
    /// <param name="newId">Makes an id for what is new.</param>
    public static ReasonSheetReading Read(IReadOnlyList<ReasonSheetRow> rows, IReadOnlyCollection<ReasonNode> known, Func<Guid> newId)
    {
        var problems = new List<ReasonSheetProblem>();
        if (rows.Count == 0)
            return new([], [new(0, ReasonFault.NoRows)]);
        var read = rows.Select(r => (Row: r, Path: PathOf(r, problems))).Where(r => r.Path.Length > 0).ToList();
        foreach (var twice in read.GroupBy(r => KeyOf(r.Path)).Where(g => g.Count() > 1).SelectMany(g => g.Skip(1)))
            problems.Add(new(twice.Row.Number, ReasonFault.PathTwice, twice.Path[^1]));

        var (byCode, byPath) = Known(known);
        var nodes = new Dictionary<string, ReasonNode>(StringComparer.Ordinal);
        var numbers = new Dictionary<Guid, int>();
        var used = new HashSet<Guid>();
        // Those that name a code first: a path may have been given to another one meanwhile.
        var written = read.DistinctBy(r => KeyOf(r.Path)).ToDictionary(r => KeyOf(r.Path), r => r.Row, StringComparer.Ordinal);
        foreach (var (row, path) in read.OrderBy(r => r.Path.Length))
        {
            for (var depth = 1; depth <= path.Length; depth++)
            {
                var key = KeyOf(path[..depth]);
                if (nodes.ContainsKey(key))
                    continue;
                var own = written.GetValueOrDefault(key);
                var code = own?.Code.Trim() ?? "";
                var before = code.Length > 0 && byCode.TryGetValue(code, out var coded) && used.Add(coded.Id) ? coded
                    : (code.Length == 0 || !byCode.ContainsKey(code)) && byPath.TryGetValue(key, out var placed) && used.Add(placed.Id) ? placed
                    : null;
                var parent = depth == 1 ? (Guid?)null : nodes[KeyOf(path[..(depth - 1)])].Id;
                var node = new ReasonNode(
                    before?.Id ?? newId(), parent, code.Length > 0 ? code : before?.Code ?? "", path[depth - 1],
                    own is null ? before?.Keywords ?? [] : KeywordsOf(own), nodes.Count, own is null ? before?.Enabled ?? true : IsEnabled(own, problems));
                nodes[key] = node;
                numbers[node.Id] = own?.Number ?? row.Number;
            }
        }

        var all = InOrderOf(rows, nodes);
        problems.AddRange(ReasonCheck.Of(all).Select(p => new ReasonSheetProblem(p.NodeId is { } id ? numbers.GetValueOrDefault(id) : 0, p.Fault, p.Place, p.Argument)));
        return new(all, [.. problems.Distinct().OrderBy(p => p.Row)]);
    }

    private static ImmutableArray<string> PathOf(ReasonSheetRow row, List<ReasonSheetProblem> problems)
    {
        var levels = row.Levels.Select(l => l.Trim()).ToList();
        var depth = levels.FindLastIndex(l => l.Length > 0) + 1;
        if (depth == 0)
            problems.Add(new(row.Number, ReasonFault.NameMissing, row.Code));
        else if (levels.Take(depth).Any(l => l.Length == 0))
            problems.Add(new(row.Number, ReasonFault.LevelSkipped, levels[depth - 1]));
        else
            return [.. levels.Take(depth)];
        return [];
    }

    private static bool IsEnabled(ReasonSheetRow row, List<ReasonSheetProblem> problems)
    {
        var word = row.Enabled.Trim();
        if (!Yes.Contains(word) && !No.Contains(word))
            problems.Add(new(row.Number, ReasonFault.EnabledUnknown, row.Levels.LastOrDefault(l => l.Trim().Length > 0) ?? "", word));
        return !No.Contains(word);
    }

    private static ImmutableArray<string> KeywordsOf(ReasonSheetRow row) =>
        [.. row.Keywords.Split(Dividers, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];

    private static (Dictionary<string, ReasonNode> ByCode, Dictionary<string, ReasonNode> ByPath) Known(IReadOnlyCollection<ReasonNode> known)
    {
        var tree = new ReasonTree(0, known);
        return (
            tree.All.DistinctBy(n => n.Code.ToUpperInvariant()).ToDictionary(n => n.Code, StringComparer.OrdinalIgnoreCase),
            tree.All.DistinctBy(n => KeyOf([.. tree.PathOf(n.Id).Select(p => p.Name)])).ToDictionary(n => KeyOf([.. tree.PathOf(n.Id).Select(p => p.Name)]), StringComparer.Ordinal));
    }

    // As the sheet has them, siblings from top to bottom; and a code for whoever has none.
    private static ImmutableArray<ReasonNode> InOrderOf(IReadOnlyList<ReasonSheetRow> rows, Dictionary<string, ReasonNode> nodes)
    {
        var seen = new Dictionary<Guid, int>();
        foreach (var row in rows)
        {
            var path = new List<string>();
            foreach (var level in row.Levels.Select(l => l.Trim()).TakeWhile(l => l.Length > 0))
            {
                path.Add(level);
                if (nodes.TryGetValue(KeyOf([.. path]), out var node))
                    seen.TryAdd(node.Id, seen.Count);
            }
        }

        ImmutableArray<ReasonNode> all = [.. nodes.Values.GroupBy(n => n.ParentId)
            .SelectMany(g => g.OrderBy(n => seen.GetValueOrDefault(n.Id)).Select((n, i) => n with { Order = i }))];
        foreach (var bare in new ReasonTree(0, all).All.Where(n => n.Code.Length == 0))
            all = ReasonEdits.Change(all, bare with { Code = ReasonEdits.NextCode(all, bare.ParentId) }).Nodes;
        return all;
    }

    private static string KeyOf(ImmutableArray<string> path) => string.Join('\u001f', path);
}
