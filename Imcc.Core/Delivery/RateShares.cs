using System.Collections.Immutable;

namespace Imcc.Core.Delivery;

/// <summary>
/// How nodes divide a rate among themselves. Each holds a part of it for a short time and asks anew before the end; what the parts come to is never more than 1.
/// </summary>
public sealed record RateShares(ImmutableArray<RateShare> Holders)
{
    public static readonly RateShares None = new([]);

    /// <summary>How long a part is held: a node that is gone frees its own after that.</summary>
    public static readonly TimeSpan Term = TimeSpan.FromSeconds(10);

    /// <param name="node">Who asks.</param>
    /// <param name="wants">The part that it could use, 0 to 1.</param>
    /// <returns>With what it got: its fair part, as far as the others have let go of it. What they hold too much they let go when they ask next.</returns>
    public RateShares Claim(string node, double wants, DateTimeOffset now)
    {
        wants = Math.Clamp(wants, 0, 1);
        var others = Holders.Where(h => h.Node != node && h.Until > now).ToImmutableArray();
        var fair = Fair([.. others.Select(o => o.Wants), wants], others.Length);
        var part = Math.Max(0, Math.Min(fair, 1 - others.Sum(o => o.Part)));
        return new([.. others, new RateShare(node, part, wants, now + Term)]);
    }

    public RateShares Leave(string node) => new([.. Holders.Where(h => h.Node != node)]);

    public double PartOf(string node) => Holders.FirstOrDefault(h => h.Node == node)?.Part ?? 0;

    /// <summary>Who wants little gets it; the others divide the rest evenly. What nobody wants is divided as well, so that a node has some in hand.</summary>
    private static double Fair(IReadOnlyList<double> wants, int mine)
    {
        var left = 1.0;
        var open = Enumerable.Range(0, wants.Count).OrderBy(i => wants[i]).ThenBy(i => i).ToList();
        var parts = new double[wants.Count];
        for (var n = open.Count; n > 0; n--)
        {
            var next = open[open.Count - n];
            parts[next] = Math.Min(wants[next], left / n);
            left -= parts[next];
        }

        return parts[mine] + left / wants.Count;
    }
}

/// <param name="Part">0 to 1.</param>
public sealed record RateShare(string Node, double Part, double Wants, DateTimeOffset Until);
