namespace Imcc.Core.Routing;

/// <summary>Why a conversation still waits (「排队原因」).</summary>
/// <param name="Place">The place in the line, from 1.</param>
/// <param name="BeingAskedId">The agent who is being asked right now; null: nobody is.</param>
/// <param name="Contact">Score, tier, time waited, and how far the group's relaxation has come.</param>
/// <param name="MoreAskedAt">When the next step of the relaxation comes; null: it was the last.</param>
/// <param name="NotAsked">How many agents cannot be asked, by reason.</param>
/// <param name="KeptForId">It is kept for this agent, who is there but full.</param>
/// <param name="KeptUntil">Until then nobody else is asked.</param>
/// <param name="LeftAloneUntil">An assignment has just failed, or it is being turned away.</param>
/// <param name="DeclinedUntil">All who are there have declined; then they are asked again.</param>
[GenerateSerializer, Immutable]
public sealed record WaitingReason(
    [property: Id(0)] int Place,
    [property: Id(1)] Guid? BeingAskedId,
    [property: Id(2)] ContactStanding Contact,
    [property: Id(3)] DateTimeOffset? MoreAskedAt,
    [property: Id(4)] NotAsked NotAsked,
    [property: Id(5)] Guid? KeptForId,
    [property: Id(6)] DateTimeOffset? KeptUntil,
    [property: Id(7)] DateTimeOffset? LeftAloneUntil,
    [property: Id(8)] DateTimeOffset? DeclinedUntil);
