namespace Imcc.Core.Routing;

/// <summary>Too many wait: this one cannot be let in.</summary>
/// <param name="ExpectedRevision">The conversation's revision that this was decided from.</param>
[GenerateSerializer, Immutable]
public sealed record TurnedAway(
    [property: Id(0)] Guid ConversationId,
    [property: Id(1)] Guid ThreadId,
    [property: Id(2)] Guid GroupId,
    [property: Id(3)] long ExpectedRevision);
