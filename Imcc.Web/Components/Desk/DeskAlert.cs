using Imcc.Core.Desk;

namespace Imcc.Web.Components.Desk;

/// <summary>Something that the agent should notice without looking.</summary>
/// <param name="Conversation">Null when only the thread is known.</param>
public sealed record DeskAlert(AlertKind Kind, DeskConversation? Conversation, string Text = "");

public enum AlertKind
{
    /// <summary>A conversation rings.</summary>
    Offer = 1,
    /// <summary>A conversation was given without asking.</summary>
    Assigned = 2,
    /// <summary>A customer said something.</summary>
    Message = 3,
}
