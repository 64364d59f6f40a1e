using System.Collections.Frozen;

namespace Imcc.Core.Organisation;

/// <summary>The organisation tree as far as rights need it: which unit stands below which.</summary>
/// <param name="parents">Each unit with the one above it; null: none is.</param>
public sealed class UnitTree(IReadOnlyDictionary<Guid, Guid?> parents)
{
    public static readonly UnitTree Empty = new(FrozenDictionary<Guid, Guid?>.Empty);

    /// <summary>Whether a unit is <paramref name="top"/> or stands below it.</summary>
    public bool IsWithin(Guid unit, Guid top)
    {
        // A cycle in the rows must not hang the process.
        for (var steps = 0; steps <= parents.Count; steps++)
        {
            if (unit == top)
                return true;
            if (parents.GetValueOrDefault(unit) is not { } above)
                return false;
            unit = above;
        }

        return false;
    }
}
