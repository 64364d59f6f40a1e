using Imcc.Core.Conversations;
using Imcc.Core.Desk;

namespace Imcc.Web.Components.Desk;

/// <summary>The customer who is looked at.</summary>
public sealed class DeskCustomer(DeskSession session, IWorkplace workplace)
{
    public CustomerCard? Card { get; private set; }

    public void Forget() => Card = null;

    public async Task ReadAsync(Guid conversationId)
    {
        var card = await session.Calls.AskAsync(() => workplace.CustomerAsync(session.State.AgentId, conversationId, session.Calls.Closing));
        if (session.SelectedId != conversationId)
            return;
        Card = card;
        session.Raise(DeskParts.Customer);
    }

    /// <param name="tags">Ids of the customer's tags from now on; null: as they are.</param>
    public async Task<bool> SaveAsync(string displayName, int vipTier, string note, IReadOnlyList<Guid>? tags = null)
    {
        if (session.SelectedId is not { } id || Card is not { } card)
            return false;
        var outcome = await session.Calls.DoAsync(() => workplace.SaveCustomerAsync(session.State.AgentId, id, displayName, vipTier, note, tags));
        if (!DeskCalls.IsDone(outcome))
            return false;
        if (Card?.ContactId == card.ContactId)
            Card = Card with { DisplayName = displayName, VipTier = vipTier, Note = note, Tags = tags ?? card.Tags };
        session.State.Rename(card.ContactId, displayName, vipTier, tags ?? card.Tags);
        session.Rename(id, displayName, vipTier);
        // Which tier counts is decided there: by the account and the tags, too.
        if (vipTier != card.VipTier || tags is not null)
            await ReadAsync(id);
        return true;
    }
}
