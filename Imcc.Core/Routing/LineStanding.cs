namespace Imcc.Core.Routing;

/// <summary>What a ranking may judge an agent by in one line.</summary>
/// <param name="Level">1 to 10, 10 is best.</param>
/// <param name="Weight">0 to 100.</param>
/// <param name="Tally">What the agent was given in this line today.</param>
/// <param name="LastAssignedAt">When the agent was last given a conversation of this line that was not refused.</param>
[GenerateSerializer, Immutable]
public readonly record struct LineStanding(
    [property: Id(0)] int Level,
    [property: Id(1)] int Weight,
    [property: Id(2)] Tally Tally,
    [property: Id(3)] DateTimeOffset LastAssignedAt);

/// <summary>An agent's count in one line since the day began. Newcomers are credited with what puts them level with the others.</summary>
/// <param name="Assigned">Conversations taken, and those being offered; missed and declined offers do not count.</param>
/// <param name="Routable">How long conversations could be given.</param>
[GenerateSerializer, Immutable]
public readonly record struct Tally([property: Id(0)] long Assigned, [property: Id(1)] TimeSpan Routable);
