using Imcc.Core.Conversations;
using Imcc.Core.Desk;

namespace Imcc.Web.Components.Desk;

/// <summary>The customer who is looked at: the identity that writes, and the person behind it.</summary>
public sealed class DeskCustomer(DeskSession session, IWorkplace workplace, ICustomers customers, ICustomerNotices? notices = null)
{
    public CustomerCard? Card { get; private set; }

    public CustomerProfile? Profile { get; private set; }

    public NoteDrafts Drafts { get; } = new();

    private Guid Me => session.State.AgentId;

    public void Forget() => (Card, Profile) = (null, null);

    public async Task ReadAsync(Guid conversationId)
    {
        var card = await session.Calls.AskAsync(() => workplace.CustomerAsync(Me, conversationId, session.Calls.Closing));
        if (session.SelectedId != conversationId)
            return;
        Card = card;
        session.Raise(DeskParts.Customer);
        await ReadProfileAsync(conversationId);
    }

    /// <param name="tags">Ids of the customer's tags from now on; null: as they are.</param>
    public async Task<bool> SaveAsync(string displayName, int vipTier, string note, IReadOnlyList<Guid>? tags = null)
    {
        if (session.SelectedId is not { } id || Card is not { } card)
            return false;
        var outcome = await session.Calls.DoAsync(() => workplace.SaveCustomerAsync(Me, id, displayName, vipTier, note, tags));
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

    /// <returns>Why it was not saved; null: it was.</returns>
    public async Task<CommandOutcome?> SaveAttributeAsync(Guid attributeId, string value)
    {
        if (session.SelectedId is not { } id)
            return null;
        var outcome = await session.Calls.DoAsync(() => customers.SaveAttributeAsync(Me, id, attributeId, value), isSilent: true);
        if (!DeskCalls.IsDone(outcome))
            return outcome;
        await ReadProfileAsync(id);
        return null;
    }

    public Task<bool> AddNoteAsync(Guid noteId, string text) => DoAsync(id => customers.AddNoteAsync(Me, id, noteId, text));

    public Task<bool> EditNoteAsync(Guid noteId, string text) => DoAsync(id => customers.EditNoteAsync(Me, id, noteId, text));

    public Task<bool> DeleteNoteAsync(CustomerNote note) => DoAsync(id => customers.DeleteNoteAsync(Me, id, note.Id));

    public Task<bool> RestoreNoteAsync(CustomerNote note) => DoAsync(id => customers.DeleteNoteAsync(Me, id, note.Id, isDeleted: false));

    public async Task<IReadOnlyList<CustomerFound>> FindAsync(string text) =>
        session.SelectedId is { } id ? await session.Calls.AskAsync<IReadOnlyList<CustomerFound>>(async () => await customers.FindAsync(Me, id, text, session.Calls.Closing)) ?? [] : [];

    public Task<bool> MergeAsync(Guid otherConversationId) => DoAsync(id => customers.MergeAsync(Me, id, otherConversationId), readCard: true);

    public Task<bool> UndoMergeAsync(Guid mergeId) => DoAsync(id => customers.UndoMergeAsync(Me, id, mergeId), readCard: true);

    /// <param name="reason">Empty: not blocked any more.</param>
    public Task<bool> BlockAsync(string reason) => DoAsync(id => customers.BlockAsync(Me, id, reason));

    /// <returns>Null: nobody knows, and the agent has been told.</returns>
    public async Task<HistoryPage?> TimelineAsync(string text, int skip, int take)
    {
        if (session.SelectedId is not { } id)
            return null;
        var page = await session.Calls.AskAsync<HistoryPage>(async () => await customers.TimelineAsync(Me, id, text, skip, take, session.Calls.Closing));
        foreach (var hit in page?.Hits ?? [])
            session.Remember(hit.Conversation);
        return page;
    }

    /// <summary>What other systems sent to the customer, the latest first. Null: nobody knows, and the agent has been told.</summary>
    public async Task<IReadOnlyList<CustomerNotice>?> NoticesAsync(int take) =>
        session.SelectedId is { } id && notices is not null ? await session.Calls.AskAsync<IReadOnlyList<CustomerNotice>>(async () => await notices.ReadAsync(Me, id, take, session.Calls.Closing)) : [];

    private async Task<bool> DoAsync(Func<Guid, Task<CommandOutcome>> command, bool readCard = false)
    {
        if (session.SelectedId is not { } id || !DeskCalls.IsDone(await session.Calls.DoAsync(() => command(id))))
            return false;
        if (readCard)
            await ReadAsync(id);
        else
            await ReadProfileAsync(id);
        return true;
    }

    private async Task ReadProfileAsync(Guid conversationId)
    {
        var profile = await session.Calls.AskAsync(() => customers.ReadAsync(Me, conversationId, session.Calls.Closing));
        if (session.SelectedId != conversationId)
            return;
        Profile = profile;
        session.Raise(DeskParts.Customer);
    }
}
