namespace Imcc.Core.Conversations;

/// <summary>Times that hold for every conversation, whatever its group.</summary>
/// <param name="AutomatedIdle">How long the automatic service waits for the customer's next word.</param>
/// <param name="VisitorPatience">How long a waiting web visitor may be gone before they count as having left.</param>
public readonly record struct ConversationLimits(TimeSpan AutomatedIdle, TimeSpan VisitorPatience);
