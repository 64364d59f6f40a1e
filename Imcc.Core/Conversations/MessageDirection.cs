namespace Imcc.Core.Conversations;

/// <summary>Which way a message of a thread went.</summary>
public enum MessageDirection
{
    Inbound = 0,
    Outbound = 1,
    /// <summary>Between our own people; no query for a customer's eyes ever returns it.</summary>
    Internal = 2,
}
