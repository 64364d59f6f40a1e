namespace Imcc.Core.Conversations;

/// <summary>Where one service episode stands (DESIGN §5). The names stand in rows and in the open API: never renamed.</summary>
public enum ConversationState
{
    /// <summary>Answered by the system itself; nobody was asked for.</summary>
    Automated = 0,
    Queued = 1,
    Offered = 2,
    Active = 3,
    Parked = 4,
    WrapUp = 5,
    Closed = 6,
    /// <summary>Left the queue before anybody answered.</summary>
    Abandoned = 7,
    Overflowed = 8,
}
