namespace Imcc.Core.Conversations;

/// <summary>Who speaks in a message.</summary>
public enum MessageSender
{
    Customer = 0,
    Agent = 1,
    /// <summary>The system, in the account's words.</summary>
    Automatic = 2,
    /// <summary>A supervisor (班长) who does not serve the conversation: to the customer beside its agent, or to the agent alone (<see cref="Whispers"/>).</summary>
    Lead = 3,
}
