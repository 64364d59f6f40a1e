using Imcc.Core.Conversations;
using Imcc.Core.Desk;

namespace Imcc.Web.Components.Desk;

/// <summary>The pins over the conversation that is looked at.</summary>
public sealed class DeskPins(DeskSession session, IMessageHandling messages)
{
    private static readonly TimeSpan UndoPatience = TimeSpan.FromSeconds(8);

    private int _news;
    private int _removals;

    /// <summary>The thread's own, the latest first, then those of the customer's other threads.</summary>
    public IReadOnlyList<PinnedMessage> All { get; private set; } = [];

    /// <summary>What was unpinned here a moment ago and can be put back; null: nothing.</summary>
    public PinnedMessage? Removed { get; private set; }

    /// <summary>Whether this agent may change them: whoever serves, keeps or helps, and a lead.</summary>
    public bool CanChange => session.Selected is { } c
        && (session.IsHelping
            || (c.State is ConversationState.Active or ConversationState.Parked or ConversationState.WrapUp && (session.State.IsMine(c.Id) || session.State.Agent?.IsLead == true)));

    /// <summary>Pinned in another thread of the customer's, and to be changed there.</summary>
    public bool IsElsewhere(PinnedMessage pinned) => session.Selected is { } c && pinned.Pin.ThreadId != c.ThreadId;

    /// <summary>Whether the message is pinned as a whole.</summary>
    public bool Has(Guid messageId) => All.Any(p => p.Pin.MessageId == messageId && p.Pin.Number.Length == 0);

    /// <summary>Whether the number is in sight, by itself or with its message.</summary>
    public bool Shows(Guid messageId, string number) => All.Any(p => p.Pin.Number == number) || Has(messageId);

    public void Forget()
    {
        _news++;
        (All, Removed) = ([], null);
    }

    public async Task ReadAsync(Guid conversationId)
    {
        while (true)
        {
            var news = _news;
            var pins = await session.Calls.AskAsync(() => messages.PinsAsync(session.State.AgentId, conversationId, session.Calls.Closing));
            if (pins is null || session.SelectedId != conversationId)
                return;
            // What was told while it was being read may be newer.
            if (news != _news)
                continue;
            All = pins;
            session.Raise(DeskParts.Pins);
            return;
        }
    }

    public DeskParts Hear(PinsChanged e)
    {
        if (e.ConversationId != session.SelectedId)
            return DeskParts.None;
        _news++;
        // What is pinned in the customer's other threads is not told here.
        All = [.. e.Pins, .. All.Where(p => p.Pin.ThreadId != e.ThreadId)];
        return DeskParts.Pins;
    }

    public Task<bool> PinAsync(Guid messageId, string number = "") => DoAsync(c => messages.PinAsync(session.State.AgentId, c, messageId, number));

    /// <summary>The same key pins and unpins.</summary>
    public Task ToggleAsync(Guid messageId) =>
        All.FirstOrDefault(p => p.Pin.MessageId == messageId && p.Pin.Number.Length == 0) is { } pinned ? UnpinAsync(pinned) : PinAsync(messageId);

    public async Task UnpinAsync(PinnedMessage pinned)
    {
        if (!await DoAsync(c => messages.UnpinAsync(session.State.AgentId, c, pinned.Pin.Id)))
            return;
        Removed = pinned;
        var removal = ++_removals;
        session.Raise(DeskParts.Pins);
        _ = session.Calls.LaterAsync(UndoPatience, () =>
        {
            if (removal == _removals && Removed is not null)
            {
                Removed = null;
                session.Raise(DeskParts.Pins);
            }

            return Task.CompletedTask;
        });
    }

    public async Task RestoreAsync()
    {
        if (Removed is not { Pin: var pin })
            return;
        Removed = null;
        await DoAsync(c => messages.RestorePinAsync(session.State.AgentId, c, pin.Id));
    }

    public Task<bool> AnnotateAsync(PinnedMessage pinned, string note) =>
        note.Trim() == pinned.Pin.Note ? Task.FromResult(true) : DoAsync(c => messages.AnnotatePinAsync(session.State.AgentId, c, pinned.Pin.Id, note.Trim()));

    public Task<bool> ExtendAsync(PinnedMessage pinned) => DoAsync(c => messages.ExtendPinAsync(
        session.State.AgentId, c, pinned.Pin.Id, pinned.Pin.Scope == PinScope.Customer ? PinScope.Conversation : PinScope.Customer));

    private async Task<bool> DoAsync(Func<Guid, Task<CommandOutcome>> command)
    {
        if (session.SelectedId is not { } conversation)
            return false;
        var outcome = await session.Calls.DoAsync(() => command(conversation), isSilent: true);
        if (!DeskCalls.IsDone(outcome))
        {
            session.Calls.Say(outcome == CommandOutcome.TooMany ? "Notice.PinsFull" : "Notice." + outcome);
            return false;
        }

        // The news of it comes to all screens; this one does not wait for it.
        await ReadAsync(conversation);
        return true;
    }
}
