namespace Imcc.Core.Routing;

/// <summary>An agent in the order in which they would be asked; those who could not be come last, with the reason.</summary>
/// <param name="AskedAfter">After how long a wait this agent is asked at all; null: never.</param>
[GenerateSerializer, Immutable]
public sealed record PreviewedAgent(
    [property: Id(0)] Candidate Candidate,
    [property: Id(1)] Obstacle Obstacle,
    [property: Id(2)] TimeSpan? AskedAfter);
