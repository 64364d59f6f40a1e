using Imcc.Core.Reasons;

namespace Imcc.Core.Desk;

/// <summary>What the reason picker of one conversation begins with; the tree itself is <see cref="ReasonOffer"/>.</summary>
/// <param name="Version">Of the published tree; 0: there is none.</param>
/// <param name="GroupId">Whose reasons they are.</param>
/// <param name="Suggested">What the customer's words speak for, the likeliest first; at most three.</param>
/// <param name="Favourites">In the order of the tree.</param>
/// <param name="Frequent">The agent's own most frequent first, then the group's; at most ten.</param>
[GenerateSerializer, Immutable]
public sealed record ReasonMenu(
    [property: Id(0)] int Version,
    [property: Id(1)] Guid? GroupId,
    [property: Id(2)] IReadOnlyList<ContactReason> Suggested,
    [property: Id(3)] IReadOnlyList<ContactReason> Favourites,
    [property: Id(4)] IReadOnlyList<ContactReason> Frequent);

/// <summary>The reasons that can be chosen, with their headings, as the tree is read.</summary>
[GenerateSerializer, Immutable]
public sealed record ReasonOffer([property: Id(0)] int Version, [property: Id(1)] IReadOnlyList<OfferedReason> Reasons);

/// <param name="Path">Names from the root down to it.</param>
/// <param name="IsChoosable">False: a heading.</param>
[GenerateSerializer, Immutable]
public sealed record OfferedReason(
    [property: Id(0)] Guid Id,
    [property: Id(1)] Guid? ParentId,
    [property: Id(2)] string Code,
    [property: Id(3)] string Name,
    [property: Id(4)] IReadOnlyList<string> Keywords,
    [property: Id(5)] IReadOnlyList<string> Path,
    [property: Id(6)] bool IsChoosable);
