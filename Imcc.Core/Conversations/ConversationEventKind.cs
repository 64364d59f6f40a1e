namespace Imcc.Core.Conversations;

/// <summary>What can happen to a conversation, for the record. The numbers stand in rows: never renumbered.</summary>
public enum ConversationEventKind
{
    Opened = 1,
    Enqueued = 2,
    Offered = 3,
    Accepted = 4,
    Declined = 5,
    Missed = 6,
    Withdrawn = 7,
    FirstReply = 8,
    Requeued = 9,
    Ended = 10,
    Reopened = 11,
    WrapUpFinished = 12,
    Closed = 13,
    Abandoned = 14,
}
