namespace Imcc.Core.Conversations;

/// <summary>An agent is asked to take a conversation over from the one who serves it (转接): until accepted, nothing changes for the customer.</summary>
/// <param name="OfferId">What accepting and declining refer to.</param>
/// <param name="Units">What it takes of the asked agent's capacity.</param>
/// <param name="DueAt">Without an answer by then it is missed.</param>
[GenerateSerializer, Immutable]
public sealed record Invitation(
    [property: Id(0)] Guid AgentId,
    [property: Id(1)] Guid OfferId,
    [property: Id(2)] Guid FromAgentId,
    [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] DateTimeOffset DueAt,
    [property: Id(5)] int Units,
    [property: Id(6)] string Reason,
    [property: Id(7)] string Note);

/// <summary>A colleague or lead is asked for help (求助): sees the thread and writes internal remarks only.</summary>
[GenerateSerializer, Immutable]
public sealed record HelpRequest(
    [property: Id(0)] Guid HelperId,
    [property: Id(1)] Guid AskedBy,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] string Note);

/// <summary>What was written for the next agent when a conversation changed hands.</summary>
/// <param name="FromAgentId">Null: the system.</param>
[GenerateSerializer, Immutable]
public sealed record Handover(
    [property: Id(0)] Guid? FromAgentId,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string Reason,
    [property: Id(3)] string Note);

/// <summary>Times that were not kept, each told once. The numbers stand in rows.</summary>
[Flags]
public enum ConversationAlerts
{
    None = 0,
    FirstReplyWarned = 1,
    FirstReplyBroken = 2,
    ReplyWarned = 4,
    ReplyBroken = 8,
    CustomerIdleWarned = 16,
    ReminderDue = 32,
    /// <summary>The waiting customer was asked whether to go on waiting or to leave a message.</summary>
    ChoiceAsked = 64,
}
