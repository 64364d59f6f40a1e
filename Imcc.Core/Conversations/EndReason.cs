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
    /// <summary>Nobody serves at this hour.</summary>
    OutOfHours = 6,
    /// <summary>As many wait as may.</summary>
    LineFull = 7,
    /// <summary>The customer did not answer the agent any more.</summary>
    CustomerIdle = 8,
    /// <summary>Served for as long as the group lets anybody be served.</summary>
    TotalLimit = 9,
    /// <summary>Parked for as long as the group keeps anything parked.</summary>
    ParkedTooLong = 10,
    /// <summary>Asked to wait or to leave a message, the customer chose the message.</summary>
    ChoseMessage = 11,
}
