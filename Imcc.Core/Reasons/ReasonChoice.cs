using System.Collections.Immutable;

namespace Imcc.Core.Reasons;

/// <summary>What a conversation's reasons are after somebody has chosen.</summary>
public static class ReasonChoice
{
    /// <param name="known">Those that it has: they stay as they are, even if the tree has moved on without them.</param>
    /// <param name="picks">Those that it is to have, in order; none: it has none any more. Where none is the main one, the first is.</param>
    /// <param name="roots">The roots that new ones may come from; empty: all.</param>
    /// <returns>Null: too many, one of them twice, two main ones, or one that cannot be chosen.</returns>
    public static ImmutableArray<ContactReason>? Of(ImmutableArray<ContactReason> known, IReadOnlyList<ReasonPick> picks, ReasonTree tree, ImmutableArray<Guid> roots)
    {
        if (picks.Count > ReasonLimits.MaxPerConversation || picks.DistinctBy(p => p.ReasonId).Count() != picks.Count || picks.Count(p => p.IsMain) > 1)
            return null;
        var main = picks.Count == 0 ? Guid.Empty : picks.FirstOrDefault(p => p.IsMain, picks[0]).ReasonId;
        var chosen = picks
            .Select(p => known.FirstOrDefault(k => k.ReasonId == p.ReasonId) is { } kept ? kept with { IsMain = p.ReasonId == main } : tree.Choose(p.ReasonId, p.ReasonId == main, roots))
            .ToList();
        return chosen.Contains(null) ? null : [.. chosen!];
    }
}
