using Imcc.Core.Conversations;
using Imcc.Core.Desk;

namespace Imcc.Web.Components.Desk;

/// <summary>What a conversation is to one agent, and the order in which an agent works.</summary>
public static class DeskOrder
{
    /// <summary>Closed, and the agent has not said yet why the customer came.</summary>
    public static bool OwesSummary(this DeskConversation c, Guid agentId) => c.State == ConversationState.Closed && c.SummaryOwedBy == agentId;

    public static bool IsInHand(this DeskConversation c, Guid agentId) => c.OwesSummary(agentId) || c.AgentId == agentId
        && c.State is ConversationState.Offered or ConversationState.Active or ConversationState.Parked or ConversationState.WrapUp;

    /// <summary>A colleague wants this agent to take it over.</summary>
    public static bool Invites(this DeskConversation c, Guid agentId) => c.State == ConversationState.Active && c.Invitation?.AgentId == agentId;

    /// <summary>A colleague wants this agent's help with it.</summary>
    public static bool AsksHelpOf(this DeskConversation c, Guid agentId) => c.State == ConversationState.Active && c.Help?.HelperId == agentId;

    /// <summary>What accepting and declining refer to, whether it rings from the line or a colleague invites; null: this agent is not asked.</summary>
    public static Guid? OfferTo(this DeskConversation c, Guid agentId) =>
        c.State == ConversationState.Offered && c.AgentId == agentId ? c.OfferId : c.Invites(agentId) ? c.Invitation!.OfferId : null;

    /// <summary>Units of the agent's capacity that it takes.</summary>
    public static int UnitsOf(this DeskConversation c, Guid agentId) =>
        c.AgentId == agentId && c.State is ConversationState.Offered or ConversationState.Active or ConversationState.WrapUp ? c.Units
        : c.Invites(agentId) ? c.Invitation!.Units
        : 0;

    /// <summary>Offers first (the next to expire on top), then who waits longest for an answer, then the rest by the last word, wrap-ups, and what is owed, the oldest first.</summary>
    public static IReadOnlyList<DeskConversation> Mine(IEnumerable<DeskConversation> all) =>
    [
        .. all.Where(c => c.State != ConversationState.Parked)
            .OrderBy(Rank)
            .ThenBy(c => Rank(c) switch
            {
                0 or 3 => c.DueAt?.UtcTicks ?? long.MaxValue,
                1 => c.WaitingSince!.Value.UtcTicks,
                4 => c.EndedAt?.UtcTicks ?? 0,
                _ => -(c.LastMessageAt ?? c.OpenedAt).UtcTicks,
            })
            .ThenBy(c => c.Id),
    ];

    /// <summary>Who has written again first, then what is to be remembered soonest, then the rest by the last word.</summary>
    public static IReadOnlyList<DeskConversation> Parked(IEnumerable<DeskConversation> all) =>
    [
        .. all.Where(c => c.State == ConversationState.Parked)
            .OrderBy(c => c.Unread == 0)
            .ThenBy(c => c.RemindAt ?? DateTimeOffset.MaxValue)
            .ThenByDescending(c => c.LastMessageAt ?? c.OpenedAt)
            .ThenBy(c => c.Id),
    ];

    /// <summary>What rings first, then where help is wanted, the longest first.</summary>
    public static IReadOnlyList<DeskConversation> Asked(IEnumerable<DeskConversation> all, Guid agentId) =>
    [
        .. all.OrderBy(c => !c.Invites(agentId)).ThenBy(c => c.Invites(agentId) ? c.Invitation!.DueAt : c.Help!.At).ThenBy(c => c.Id),
    ];

    /// <summary>0 rings, 1 waits for an answer, 2 was answered, 3 is being wrapped up, 4 is closed with a summary that is owed.</summary>
    public static int Rank(DeskConversation c) => c.State switch
    {
        ConversationState.Offered => 0,
        ConversationState.Active when c.WaitingSince is not null => 1,
        ConversationState.Active => 2,
        ConversationState.Closed => 4,
        _ => 3,
    };
}
