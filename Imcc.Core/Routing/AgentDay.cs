namespace Imcc.Core.Routing;

/// <summary>
/// An agent's day so far, as <see cref="Acd.DayOf"/> gives it and a seat takes it back after a restart. Counts made anew from rows serve
/// as well: only the credits that newcomers began with are not in them.
/// </summary>
/// <param name="Until">Conversations accepted up to this moment are in the tallies and are not counted again.</param>
[GenerateSerializer, Immutable]
public sealed record AgentDay([property: Id(0)] DateTimeOffset Until, [property: Id(1)] IReadOnlyList<LineTally> Lines);

/// <summary>An agent's tally in one line, offers still open not included.</summary>
[GenerateSerializer, Immutable]
public sealed record LineTally(
    [property: Id(0)] Guid GroupId,
    [property: Id(1)] Tally Tally,
    [property: Id(2)] DateTimeOffset LastAssignedAt);
