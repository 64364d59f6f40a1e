using Imcc.Core.Conversations;

namespace Imcc.Core.Channels.WebChat;

/// <summary>What a visitor may know of the conversation: its state and the name of who serves.</summary>
[GenerateSerializer, Immutable]
public sealed record VisitorStanding([property: Id(0)] ConversationState? State, [property: Id(1)] string AgentName = "")
{
    public static readonly VisitorStanding None = new((ConversationState?)null);
}
