namespace Imcc.Core.Conversations;

/// <summary>One thing that happened to a conversation, as it stands in the record.</summary>
/// <param name="Revision">The conversation's after it.</param>
/// <param name="AgentId">Whom it concerns: who was asked, took it, served it.</param>
/// <param name="By">Who did it, where it was not that agent.</param>
[GenerateSerializer, Immutable]
public sealed record ConversationEvent(
    [property: Id(0)] Guid ConversationId,
    [property: Id(1)] long Revision,
    [property: Id(2)] ConversationEventKind Kind,
    [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] Guid? AgentId,
    [property: Id(5)] Guid? GroupId,
    [property: Id(6)] Guid? SegmentId = null,
    [property: Id(7)] Guid? By = null,
    [property: Id(8)] string Detail = "");
