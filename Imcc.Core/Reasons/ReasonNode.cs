using System.Collections.Immutable;

namespace Imcc.Core.Reasons;

/// <summary>One reason for contact, or a heading over several.</summary>
/// <param name="Id">Stays the same however often it is renamed or moved: what was counted under it goes by this.</param>
/// <param name="ParentId">Null: a root.</param>
/// <param name="Code">Unique in the tree, whatever its case.</param>
/// <param name="Keywords">Further words by which it is found and suggested.</param>
/// <param name="Order">Its place among its siblings.</param>
/// <param name="Enabled">Switched off it is not offered, nor is anything under it.</param>
[GenerateSerializer, Immutable]
public sealed record ReasonNode(
    [property: Id(0)] Guid Id,
    [property: Id(1)] Guid? ParentId,
    [property: Id(2)] string Code,
    [property: Id(3)] string Name,
    [property: Id(4)] ImmutableArray<string> Keywords,
    [property: Id(5)] int Order,
    [property: Id(6)] bool Enabled = true);
