namespace Imcc.Core.Routing;

/// <summary>One conversation that waits for an agent, as far as its place in the line and the choice of an agent depend on it.</summary>
/// <param name="EnqueuedAt">The one moment of joining the queue: never a later one, however often it came back.</param>
/// <param name="DeclinedBy">Who declined or missed it, the latest last.</param>
/// <param name="Revision">The conversation's: of two entries the one with the higher revision is true.</param>
/// <param name="Since">When it came into the line this time (after a refusal: the refusal); null: at <paramref name="EnqueuedAt"/>.</param>
/// <param name="Attempts">Offers made so far.</param>
[GenerateSerializer, Immutable]
public sealed record WaitingEntry(
    [property: Id(0)] Guid ConversationId,
    [property: Id(1)] Guid ThreadId,
    [property: Id(2)] Guid GroupId,
    [property: Id(3)] int VipTier,
    [property: Id(4)] DateTimeOffset EnqueuedAt,
    [property: Id(5)] IReadOnlyCollection<Guid> DeclinedBy,
    [property: Id(6)] long Revision,
    [property: Id(7)] DateTimeOffset? Since = null,
    [property: Id(8)] int Attempts = 0);
