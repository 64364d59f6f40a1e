using System.Collections.Immutable;
using Imcc.Core.Reasons;

namespace Imcc.Tests.Reasons;

/// <summary>Trees written as paths.</summary>
internal static class Trees
{
    public static Guid Id(int number) => new(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Paths like <c>信用卡/挂失补卡</c>, with keywords after a colon; a heading is made where it is first named.</summary>
    public static ImmutableArray<ReasonNode> Of(params string[] lines)
    {
        var nodes = new List<ReasonNode>();
        var known = new Dictionary<string, ReasonNode>();
        foreach (var line in lines)
        {
            var (path, keywords) = line.Split(':') is [var p, var k] ? (p.Split('/'), k.Split(' ')) : (line.Split('/'), []);
            for (var depth = 1; depth <= path.Length; depth++)
            {
                var key = string.Join('/', path[..depth]);
                if (known.ContainsKey(key))
                    continue;
                var parent = depth == 1 ? (Guid?)null : known[string.Join('/', path[..(depth - 1)])].Id;
                known[key] = new(Id(nodes.Count + 1), parent, "R" + (nodes.Count + 1), path[depth - 1], depth == path.Length ? [.. keywords] : [], nodes.Count(n => n.ParentId == parent));
                nodes.Add(known[key]);
            }
        }

        return [.. nodes];
    }

    public static Guid Find(this ImmutableArray<ReasonNode> nodes, string name) => nodes.Single(n => n.Name == name).Id;

    /// <summary>The names with their levels, from top to bottom.</summary>
    public static string Shown(this ImmutableArray<ReasonNode> nodes)
    {
        var tree = new ReasonTree(0, nodes);
        return string.Join(' ', tree.All.Select(n => new string('-', tree.PathOf(n.Id).Length - 1) + n.Name));
    }
}
