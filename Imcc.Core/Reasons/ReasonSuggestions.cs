using System.Collections.Immutable;

namespace Imcc.Core.Reasons;

/// <summary>Guesses from what was said why the customer came: by the names and keywords of the reasons, each counted once however often it is said.</summary>
public static class ReasonSuggestions
{
    private const int Most = 3;

    /// <summary>How much of what speaks for a heading speaks for what is under it.</summary>
    private const double Inherited = 0.8;

    /// <param name="said">What the customer wrote, a line each.</param>
    /// <param name="offered">The reasons to guess among, with their headings (<see cref="ReasonTree.OfferedUnder"/>).</param>
    /// <returns>The likeliest first; at most three, and none without a word that speaks for it.</returns>
    public static ImmutableArray<Guid> For(IReadOnlyList<string> said, IEnumerable<ReasonNode> offered, ReasonTree tree)
    {
        var text = string.Join('\n', said).ToLowerInvariant();
        if (text.Length == 0)
            return [];
        var heard = new Dictionary<Guid, double>();
        // Headings come before what is under them: what speaks for a heading speaks a little for all of that.
        var found = new List<(ReasonNode Node, double Worth)>();
        foreach (var node in offered)
        {
            var own = WorthOf(node, text);
            var above = node.ParentId is { } parent ? heard.GetValueOrDefault(parent) : 0;
            heard[node.Id] = own + above * Inherited;
            if (own > 0 && tree.IsChoosable(node.Id))
                found.Add((node, own + above * Inherited));
        }

        return [.. found.OrderByDescending(f => f.Worth).ThenBy(f => f.Node.Order).ThenBy(f => f.Node.Id).Take(Most).Select(f => f.Node.Id)];
    }

    // A long word says more than a short one; a word inside another that was found says nothing new.
    private static double WorthOf(ReasonNode node, string text)
    {
        var words = node.Keywords.Append(node.Name).Select(k => k.Trim().ToLowerInvariant()).Where(k => k.Length > 1 && text.Contains(k, StringComparison.Ordinal)).Distinct().ToList();
        return words.Where(w => !words.Exists(o => o.Length > w.Length && o.Contains(w, StringComparison.Ordinal))).Sum(w => w.Length);
    }
}
