using Imcc.Core.Conversations;
using Imcc.Core.Desk;

namespace Imcc.Infrastructure.Conversations;

/// <summary>Conversations as an agent's screens show them: the row, with the names that its ids stand for.</summary>
internal static class DeskViews
{
    public static DeskConversation Of(Conversation c, string customerName, Core.Organisation.Directory directory)
    {
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
            GroupName = c.GroupId is { } g && directory.Groups.TryGetValue(g, out var group) ? group.Name : "",
            AgentId = c.AgentId,
            AgentName = c.AgentId is { } a && directory.Agents.TryGetValue(a, out var agent) ? agent.DisplayName : "",
            OfferId = c.OfferId,
            DueAt = c.DueAt,
            OpenedAt = c.OpenedAt,
            EnqueuedAt = c.EnqueuedAt,
            WaitingSince = c.WaitingSince,
            LastMessageAt = c.LastCustomerMessageAt > c.LastAgentMessageAt || c.LastAgentMessageAt is null ? c.LastCustomerMessageAt : c.LastAgentMessageAt,
            Unread = c.Unread,
            Preview = c.Preview,
            EndedAt = c.EndedAt,
            Note = c.Note,
        };
    }
}
