namespace Imcc.Core.Conversations;

/// <summary>Who speaks in a message.</summary>
public enum MessageSender
{
    Customer = 0,
    Agent = 1,
    /// <summary>The system, in the account's words.</summary>
    Automatic = 2,
}
