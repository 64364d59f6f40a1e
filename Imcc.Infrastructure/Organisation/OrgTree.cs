using System.Collections.Concurrent;

namespace Imcc.Infrastructure.Organisation;

/// <summary>The organisation tree: who belongs below whom. A person sees what belongs to the own unit and to those below it.</summary>
public sealed class OrgTree
{
    private readonly Dictionary<Guid, OrgUnit> _units;
    private readonly ILookup<Guid?, OrgUnit> _children;
    private readonly ConcurrentDictionary<Guid, IReadOnlySet<Guid>> _around = new();

    public OrgTree(IEnumerable<OrgUnit> units)
    {
        _units = units.ToDictionary(u => u.Id);
        _children = _units.Values.OrderBy(u => u.Name, StringComparer.Ordinal).ToLookup(u => u.ParentId);
    }

    /// <summary>The unit and all below it, parents before children, each with its depth below <paramref name="top"/>.</summary>
    public IReadOnlyList<(OrgUnit Unit, int Depth)> Under(Guid top)
    {
        var found = new List<(OrgUnit, int)>();
        var seen = new HashSet<Guid>();
        if (_units.TryGetValue(top, out var unit))
            Collect(unit, 0);
        return found;

        void Collect(OrgUnit next, int depth)
        {
            // A cycle in the rows must not hang the process.
            if (!seen.Add(next.Id))
                return;
            found.Add((next, depth));
            foreach (var child in _children[next.Id])
                Collect(child, depth + 1);
        }
    }

    /// <summary>The unit itself, those above it and those below it: whose knowledge is meant for it. Side branches are not.</summary>
    public IReadOnlySet<Guid> Around(Guid unitId) => _around.GetOrAdd(unitId, id =>
    {
        var around = Under(id).Select(u => u.Unit.Id).ToHashSet();
        for (Guid? at = id; at is { } here && _units.TryGetValue(here, out var unit); at = unit.ParentId)
        {
            if (!around.Add(here) && here != id)
                break;
        }

        return around;
    });

    public string NameOf(Guid id) => _units.TryGetValue(id, out var unit) ? unit.Name : "";
}

public sealed record OrgUnit(Guid Id, Guid? ParentId, string Name);
