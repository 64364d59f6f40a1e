namespace Imcc.Core.Conversations;

/// <summary>Who or what ended a conversation.</summary>
public enum EndReason
{
    Agent = 1,
    Customer = 2,
    /// <summary>The automatic service fell silent with the customer.</summary>
    Idle = 3,
    /// <summary>Waited longer than the group lets anybody wait.</summary>
    WaitedTooLong = 4,
    /// <summary>Stopped following the account, or closed the web chat for good.</summary>
    CustomerLeft = 5,
}
