using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Reasons;

namespace Imcc.Web.Components.Desk;

/// <summary>
/// Why customers come, as the agent notes it. Choosing shows at once and is sent in order; finishing waits for what was chosen last, so that
/// two keys in quick succession mean what they say.
/// </summary>
public sealed class DeskReasons(DeskSession session, IClassification classification, IWorkplace workplace)
{
    private readonly Dictionary<Guid, Chosen> _chosen = [];
    private Task _sending = Task.CompletedTask;

    /// <summary>What the picker of the conversation that is looked at begins with; null: not known yet.</summary>
    public ReasonMenu? Menu { get; private set; }

    /// <summary>Where finishing was refused for want of a reason.</summary>
    public Guid? MissingIn { get; private set; }

    /// <summary>Keeps a note that is still being written; set by whoever shows one.</summary>
    public Func<Task<bool>>? KeepNote { get; set; }

    /// <summary>What it has, or will have in a moment.</summary>
    public IReadOnlyList<ContactReason> Of(DeskConversation c)
    {
        if (!_chosen.TryGetValue(c.Id, out var chosen))
            return c.Reasons;
        if (!chosen.IsStored || c.Revision <= chosen.Revision)
            return chosen.Reasons;
        _chosen.Remove(c.Id);
        return c.Reasons;
    }

    /// <summary>Whether this agent may say why the customer came: while it is theirs, and after the end too.</summary>
    public bool CanClassify(DeskConversation c) => session.State.ReasonVersion > 0
        && (c.AgentId == session.State.AgentId || c.State == ConversationState.Closed && session.State.Agent?.IsLead == true && c.AgentId is not null)
        && c.State is ConversationState.Active or ConversationState.Parked or ConversationState.WrapUp or ConversationState.Closed;

    public async Task ReadAsync(Guid conversationId)
    {
        if (Menu is not null && session.SelectedId != conversationId)
            Menu = null;
        var menu = await session.Calls.AskAsync(() => classification.MenuAsync(session.State.AgentId, conversationId, session.Calls.Closing));
        if (session.SelectedId != conversationId)
            return;
        Menu = menu;
        session.Raise(DeskParts.Reasons);
    }

    /// <summary>One more reason; the first is the main one. One that is there already is made the main one.</summary>
    public Task AddAsync(DeskConversation c, Guid reasonId)
    {
        var known = Of(c);
        return known.Any(r => r.ReasonId == reasonId)
            ? MakeMainAsync(c, reasonId)
            : SetAsync(c, [.. known, ShownAs(c, reasonId, isMain: known.Count == 0)]);
    }

    public Task MakeMainAsync(DeskConversation c, Guid reasonId) => SetAsync(c, [.. Of(c).Select(r => r with { IsMain = r.ReasonId == reasonId })]);

    public Task RemoveAsync(DeskConversation c, Guid reasonId)
    {
        var next = Of(c).Where(r => r.ReasonId != reasonId).ToList();
        if (next.Count > 0 && !next.Exists(r => r.IsMain))
            next[0] = next[0] with { IsMain = true };
        return SetAsync(c, next);
    }

    public async Task FavourAsync(Guid conversationId, Guid reasonId, bool isFavourite)
    {
        if (DeskCalls.IsDone(await session.Calls.DoAsync(() => classification.SetFavouriteAsync(session.State.AgentId, reasonId, isFavourite))))
            await ReadAsync(conversationId);
    }

    /// <summary>When this has come, what was chosen so far is stored, or the agent has been told why not.</summary>
    public Task SettledAsync() => _sending;

    /// <returns>Whether the wrap-up is done.</returns>
    public async Task<bool> FinishAsync(Guid conversationId, string note)
    {
        await SettledAsync();
        if (!await session.Commands.SaveNoteAsync(conversationId, note))
            return false;
        var outcome = await session.Calls.DoAsync(() => workplace.FinishWrapUpAsync(session.State.AgentId, conversationId));
        Missing(conversationId, outcome == CommandOutcome.ReasonMissing);
        if (DeskCalls.IsDone(outcome))
            session.Want(session.State.Next(conversationId)?.Id);
        return DeskCalls.IsDone(outcome);
    }

    /// <summary>Ends the conversation and its wrap-up in one: what is to be said about it has been said.</summary>
    public async Task EndAndFinishAsync(Guid conversationId)
    {
        await SettledAsync();
        if (KeepNote is { } keep && !await keep())
            return;
        if (!DeskCalls.IsDone(await session.Calls.DoAsync(() => session.Day.EndAsync(conversationId))))
            return;
        var outcome = await session.Calls.DoAsync(() => workplace.FinishWrapUpAsync(session.State.AgentId, conversationId));
        Missing(conversationId, outcome == CommandOutcome.ReasonMissing);
        await session.ReadAgainAsync();
        if (DeskCalls.IsDone(outcome))
            session.Want(session.State.Next(conversationId)?.Id);
    }

    private Task SetAsync(DeskConversation c, IReadOnlyList<ContactReason> reasons)
    {
        _chosen[c.Id] = new(reasons, c.Revision);
        Missing(c.Id, false);
        return _sending = SendAsync(_sending, c.Id, reasons);
    }

    private async Task SendAsync(Task before, Guid conversationId, IReadOnlyList<ContactReason> reasons)
    {
        await before;
        var outcome = await session.Calls.DoAsync(() => classification.ClassifyAsync(session.State.AgentId, conversationId, [.. reasons.Select(r => new ReasonPick(r.ReasonId, r.IsMain))]));
        if (_chosen.TryGetValue(conversationId, out var chosen) && ReferenceEquals(chosen.Reasons, reasons))
        {
            // The truth comes with the event; what was refused is not shown any longer.
            if (DeskCalls.IsDone(outcome))
                _chosen[conversationId] = chosen with { IsStored = true };
            else
                _chosen.Remove(conversationId);
        }

        session.Raise(DeskParts.Reasons);
    }

    private ContactReason ShownAs(DeskConversation c, Guid reasonId, bool isMain)
    {
        var offered = classification.Offer(session.State.AgentId, c.GroupId).Reasons.FirstOrDefault(r => r.Id == reasonId);
        return new(reasonId, 0, offered?.Code ?? "", offered is null ? ["…"] : [.. offered.Path], [], isMain);
    }

    private void Missing(Guid conversationId, bool isMissing)
    {
        if (isMissing)
            MissingIn = conversationId;
        else if (MissingIn == conversationId)
            MissingIn = null;
        session.Raise(DeskParts.Reasons);
    }

    private sealed record Chosen(IReadOnlyList<ContactReason> Reasons, long Revision, bool IsStored = false);
}
