using Imcc.Core.Contacts;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;

namespace Imcc.Infrastructure.Conversations;

/// <summary>Conversations as an agent's screens show them: the row, with the names that its ids stand for.</summary>
internal static class DeskViews
{
    public static DeskConversation Of(Conversation c, Contact contact, Core.Organisation.Directory directory) =>
        Of(c, contact.DisplayName, directory) with { Tags = contact.Tags };

    public static DeskConversation Of(Conversation c, string customerName, Core.Organisation.Directory directory)
    {
        var group = c.GroupId is { } id ? directory.Groups.GetValueOrDefault(id) : null;
        directory.Accounts.TryGetValue(c.AccountId, out var account);
        return new DeskConversation
        {
            Id = c.Id,
            ThreadId = c.ThreadId,
            Revision = c.Revision,
            State = c.State,
            Channel = account?.Kind ?? default,
            AccountName = account?.Name ?? "",
            ContactId = c.ContactId,
            CustomerName = customerName,
            VipTier = c.VipTier,
            GroupId = c.GroupId,
            GroupName = group?.Name ?? "",
            AgentId = c.AgentId,
            AgentName = NameOf(c.AgentId, directory),
            OfferId = c.OfferId,
            DueAt = c.State is ConversationState.Active or ConversationState.Parked ? null : c.DueAt,
            OpenedAt = c.OpenedAt,
            EnqueuedAt = c.EnqueuedAt,
            WaitingSince = c.WaitingSince,
            LastMessageAt = c.LastCustomerMessageAt > c.LastAgentMessageAt || c.LastAgentMessageAt is null ? c.LastCustomerMessageAt : c.LastAgentMessageAt,
            Unread = c.Unread,
            Preview = c.Preview,
            EndedAt = c.EndedAt,
            Note = c.Note,
            Invitation = c.Invitation,
            InvitedName = NameOf(c.Invitation?.AgentId, directory),
            Help = c.Help,
            HelperName = NameOf(c.Help?.HelperId, directory),
            Alerts = c.Alerts,
            RemindAt = c.RemindAt,
            MessageLeftAt = c.MessageLeftAt,
            Handover = c.Handover,
            HandoverFrom = NameOf(c.Handover?.FromAgentId, directory),
            JoinedLineAt = c.JoinedLineAt,
            ReplyDueAt = c.State == ConversationState.Active && group is not null ? Deadlines.ReplyDue(c, group.Times) : null,
            CanPick = group?.PickByHand ?? false,
            Units = c.Units,
            IsForced = c.IsForced,
            Survey = group?.Survey.Mode ?? default,
            Reasons = c.Reasons,
            WantsReason = group is not null && directory.WantsReason(group),
            SummaryOwedBy = c.SummaryOwedBy,
            Chat = c.Chat,
        };
    }

    /// <param name="rating">Of this conversation or of another; null: none.</param>
    public static DeskConversation With(this DeskConversation c, Core.Surveys.Rating? rating) =>
        rating?.ConversationId == c.Id ? c with { Satisfaction = Core.Surveys.Satisfaction.Of(rating) } : c;

    private static string NameOf(Guid? agentId, Core.Organisation.Directory directory) =>
        agentId is { } id && directory.Agents.TryGetValue(id, out var agent) ? agent.DisplayName : "";
}
