namespace Imcc.Core.Contacts;

/// <summary>One contact going over from one person to another: what is recorded of it, and what undoing needs.</summary>
/// <param name="Id">Of this record.</param>
/// <param name="MergeId">What went over together has it in common; an undo carries the merge's.</param>
/// <param name="From">The contact's person before; null: itself.</param>
/// <param name="To">The contact's person from now on; null: itself.</param>
/// <param name="By">The agent; null: the system, by a UnionID.</param>
[GenerateSerializer, Immutable, Alias("Imcc.PersonLink")]
public sealed record PersonLink(
    [property: Id(0)] Guid Id,
    [property: Id(1)] Guid MergeId,
    [property: Id(2)] PersonLinkKind Kind,
    [property: Id(3)] Guid? From,
    [property: Id(4)] Guid? To,
    [property: Id(5)] Guid? By,
    [property: Id(6)] DateTimeOffset At);

/// <summary>How two contacts became one person, or two again. The numbers stand in rows.</summary>
public enum PersonLinkKind
{
    ByHand = 1,
    ByUnionId = 2,
    Undo = 3,
}
