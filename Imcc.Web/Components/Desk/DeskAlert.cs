using Imcc.Core.Conversations;
using Imcc.Core.Desk;

namespace Imcc.Web.Components.Desk;

/// <summary>Something that the agent should notice without looking.</summary>
public sealed record DeskAlert(AlertKind Kind, DeskConversation Conversation, string Text = "")
{
    private const ConversationAlerts Broken = ConversationAlerts.FirstReplyBroken | ConversationAlerts.ReplyBroken;

    /// <summary>What is worth noticing between two views of a conversation; null: nothing.</summary>
    public static DeskAlert? Between(DeskConversation? before, DeskConversation next, Guid agentId)
    {
        var fresh = next.Alerts & ~(before?.Alerts ?? ConversationAlerts.None);
        AlertKind? kind = next switch
        {
            { State: ConversationState.Offered } when before?.OfferId != next.OfferId => AlertKind.Offer,
            _ when next.Invites(agentId) && before?.Invitation?.OfferId != next.Invitation!.OfferId => AlertKind.Invited,
            _ when next.AsksHelpOf(agentId) && before?.AsksHelpOf(agentId) != true => AlertKind.Help,
            { State: ConversationState.Active } when before?.IsInHand(agentId) != true && next.AgentId == agentId => AlertKind.Assigned,
            _ when next.AgentId != agentId || before is null => null,
            { State: ConversationState.Active } when (fresh & Broken) != 0 => AlertKind.Late,
            { State: ConversationState.Parked } when fresh.HasFlag(ConversationAlerts.ReminderDue) => AlertKind.Reminder,
            _ => null,
        };
        return kind is { } some ? new(some, next, TextOf(some, next)) : null;
    }

    private static string TextOf(AlertKind kind, DeskConversation c) => kind switch
    {
        AlertKind.Invited => $"{c.AgentName} {c.Invitation!.Reason}".Trim(),
        AlertKind.Help => $"{c.AgentName} {c.Help!.Note}".Trim(),
        _ => c.Preview,
    };
}

/// <summary>The most pressing first.</summary>
public enum AlertKind
{
    /// <summary>A conversation rings.</summary>
    Offer = 1,
    /// <summary>A colleague asks to take one over.</summary>
    Invited = 2,
    /// <summary>A conversation was given without asking.</summary>
    Assigned = 3,
    /// <summary>A colleague asks for help.</summary>
    Help = 4,
    /// <summary>A customer has waited for an answer for longer than allowed.</summary>
    Late = 5,
    /// <summary>The agent wanted to be reminded of a parked conversation.</summary>
    Reminder = 6,
    /// <summary>A customer said something.</summary>
    Message = 7,
    /// <summary>A supervisor told the agent something.</summary>
    Whisper = 8,
}
