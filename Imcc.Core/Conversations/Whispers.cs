namespace Imcc.Core.Conversations;

/// <summary>
/// What a supervisor tells an agent and nobody else (悄悄话). It is stored as internal, so that no way to a customer carries it; and of our own
/// people only leads, the agent whom it was for, and whoever serves the conversation read it.
/// </summary>
public static class Whispers
{
    public static bool IsWhisper(this ThreadMessage message) => Is(message.Direction, message.Sender);

    public static bool Is(MessageDirection direction, MessageSender sender) => direction == MessageDirection.Internal && sender == MessageSender.Lead;

    /// <summary>The message as one of our own people may read it; a whisper that is not for them keeps its place and loses its words.</summary>
    /// <param name="servesConversation">The conversation that this person serves, if they do.</param>
    public static ThreadMessage For(this ThreadMessage message, Guid readerId, bool isLead, Guid? servesConversation) =>
        !message.IsWhisper() || isLead || message.ToAgentId == readerId || (servesConversation is { } served && message.ConversationId == served)
            ? message
            : message with { Content = new Channels.TextContent(""), AgentId = null, ToAgentId = null, IsWithheld = true };
}
