using Imcc.Core.Agents;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;

namespace Imcc.Web.Components.Desk;

/// <summary>What an agent does about being there and about the conversations in hand.</summary>
public sealed class DeskCommands(DeskSession session, IWorkplace workplace)
{
    private DeskState State => session.State;

    public Task SetPresenceAsync(Presence presence, Guid? reasonId = null) =>
        session.Calls.DoAsync(() => workplace.SetPresenceAsync(State.AgentId, presence, reasonId));

    /// <summary>Takes what rings, from the line or from a colleague.</summary>
    public async Task AcceptAsync(DeskConversation offer)
    {
        if (offer.OfferTo(State.AgentId) is not { } offerId)
            return;
        var outcome = await session.Calls.DoAsync(() => workplace.AcceptAsync(State.AgentId, offer.Id, offerId), "Notice.OfferGone");
        if (DeskCalls.IsDone(outcome))
            session.Want(offer.Id);
        else
            Withdraw(offer.Id, offerId, outcome);
    }

    public async Task DeclineAsync(DeskConversation offer, string reason = "")
    {
        if (offer.OfferTo(State.AgentId) is not { } offerId)
            return;
        var outcome = await session.Calls.DoAsync(() => workplace.DeclineAsync(State.AgentId, offer.Id, offerId, reason), "Notice.OfferGone");
        Withdraw(offer.Id, offerId, outcome);
    }

    public async Task EndAsync(Guid conversationId)
    {
        var outcome = await session.Calls.DoAsync(() => session.Day.EndAsync(conversationId));
        if (!DeskCalls.IsDone(outcome))
            return;
        // With a wrap-up to write the agent stays; without one the next customer comes.
        await session.ReadAgainAsync();
        if (State.Find(conversationId)?.State is not ConversationState.WrapUp)
            session.Want(State.Next(conversationId)?.Id);
    }

    public async Task<bool> SaveNoteAsync(Guid conversationId, string note)
    {
        if (State.Find(conversationId)?.Note == note)
            return true;
        if (!DeskCalls.IsDone(await session.Calls.DoAsync(() => workplace.SaveNoteAsync(State.AgentId, conversationId, note))))
            return false;
        State.KeepNote(conversationId, note);
        return true;
    }

    private void Withdraw(Guid conversationId, Guid offerId, CommandOutcome outcome)
    {
        // Without an answer nobody knows whether it still rings.
        if (outcome == CommandOutcome.Unavailable)
            return;
        State.Withdraw(conversationId, offerId);
        session.Raise(DeskParts.Lists | DeskParts.Status);
        session.Alert([]);
    }
}
