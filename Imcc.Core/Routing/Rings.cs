using Imcc.Core.Organisation;

namespace Imcc.Core.Routing;

/// <summary>The steps of a group's relaxation as rings that only grow: who is in one is in all later ones.</summary>
internal sealed class Rings
{
    /// <summary>The ring of somebody who is asked in none.</summary>
    public const int Never = int.MaxValue;

    private readonly List<(TimeSpan After, int MinLevel)> _rings = [];
    private readonly Dictionary<Guid, int> _helpers = [];

    public Rings(Guid groupId, IReadOnlyList<RelaxationStep> steps)
    {
        var least = int.MaxValue;
        foreach (var step in steps.OrderBy(s => s.After))
        {
            if (_rings.Count == 0 && step.After > TimeSpan.Zero)
                Open(TimeSpan.Zero, least = int.MinValue);
            least = Math.Min(least, step.MinLevel <= 1 ? int.MinValue : step.MinLevel);
            if (_rings.Count > 0 && _rings[^1].After >= step.After)
                _rings[^1] = (_rings[^1].After, least);
            else
                Open(step.After, least);
            foreach (var helper in step.OverflowGroups.Where(g => g != groupId))
                _helpers.TryAdd(helper, _rings.Count - 1);
        }

        if (_rings.Count == 0)
            Open(TimeSpan.Zero, int.MinValue);

        void Open(TimeSpan after, int minLevel) => _rings.Add((after < TimeSpan.Zero ? TimeSpan.Zero : after, minLevel));
    }

    public int Count => _rings.Count;

    /// <summary>The groups that help out, each with the ring from which on.</summary>
    public IReadOnlyDictionary<Guid, int> Helpers => _helpers;

    public TimeSpan OpensAfter(int ring) => _rings[ring].After;

    public int After(TimeSpan waited)
    {
        var ring = 0;
        while (ring + 1 < _rings.Count && _rings[ring + 1].After <= waited)
            ring++;
        return ring;
    }

    /// <summary>From which ring on a member of this level is asked.</summary>
    public int OfLevel(int level)
    {
        var ring = _rings.FindIndex(r => r.MinLevel <= level);
        return ring < 0 ? Never : ring;
    }
}
