namespace Imcc.Core.Routing;

/// <summary>One conversation that waits for an agent, as far as its place in the line and the choice of an agent depend on it.</summary>
/// <param name="EnqueuedAt">The one moment of joining the queue: never a later one, however often it came back.</param>
/// <param name="DeclinedBy">Who declined or missed it, the latest last.</param>
/// <param name="Revision">The conversation's: of two entries the one with the higher revision is true.</param>
/// <param name="Since">When it came into the line this time (after a refusal: the refusal); null: at <paramref name="EnqueuedAt"/>.</param>
/// <param name="Attempts">Offers made so far.</param>
/// <param name="Units">What it takes of an agent's capacity; 1 or more.</param>
/// <param name="JoinedLineAt">When this stay in the line began; null: at <paramref name="EnqueuedAt"/>.</param>
/// <param name="PreferredAgentId">Who is asked first, if that agent can take it.</param>
/// <param name="PreferredUntil">While the preferred agent is there but full, nobody else is asked before this.</param>
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
    [property: Id(8)] int Attempts = 0,
    [property: Id(9)] int Units = 1,
    [property: Id(10)] DateTimeOffset? JoinedLineAt = null,
    [property: Id(11)] Guid? PreferredAgentId = null,
    [property: Id(12)] DateTimeOffset? PreferredUntil = null);
