namespace Imcc.Core.Organisation;

/// <summary>A word that agents put on customers (标签). Whoever carries it counts at least as <paramref name="VipTier"/>.</summary>
/// <param name="VipTier">0 to 9; 0: the tag says nothing about the order of service.</param>
/// <param name="Colour">One of <c>grey blue green amber red violet</c>.</param>
[GenerateSerializer, Immutable]
public sealed record CustomerTag([property: Id(0)] Guid Id, [property: Id(1)] string Name, [property: Id(2)] int VipTier, [property: Id(3)] string Colour);
