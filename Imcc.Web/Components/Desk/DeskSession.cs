using System.Collections.Immutable;
using Imcc.Core.Agents;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Core.Desk;

namespace Imcc.Web.Components.Desk;

/// <summary>
/// One open desk: carries the agent's commands to the workplace and what the workplace tells into <see cref="DeskState"/>. Everything
/// runs in the circuit's own order (<paramref name="dispatch"/>); components hear <see cref="Changed"/> with the parts that changed.
/// </summary>
public sealed partial class DeskSession(
    IWorkplace workplace,
    Guid agentId,
    TimeProvider time,
    Func<Func<Task>, Task> dispatch,
    ILogger logger) : IAsyncDisposable
{
    private const int PageSize = 50;
    private static readonly TimeSpan QueuePause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan EchoPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TypingPatience = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan NoticePatience = TimeSpan.FromSeconds(8);

    private readonly CancellationTokenSource _closing = new();
    private readonly Dictionary<Guid, List<Attachment>> _attachments = [];
    private readonly Dictionary<Guid, DeskConversation> _remembered = [];
    private EventPump? _pump;
    private IAsyncDisposable? _connection;
    private DateTimeOffset _queueReadAt;
    private bool _isReadingQueue;
    private int _notices;
    private bool _isVisible = true;

    public DeskState State { get; } = new(agentId);

    public DeskPhase Phase { get; private set; } = DeskPhase.Opening;

    /// <summary>What is looked at.</summary>
    public Guid? SelectedId { get; private set; }

    public DeskConversation? Selected { get; private set; }

    public DeskThread? Thread { get; private set; }

    /// <summary>Whether the conversation that is looked at could not be read.</summary>
    public bool IsThreadMissing { get; private set; }

    public CustomerCard? Customer { get; private set; }

    /// <summary>The key of the sentence that tells the agent what just went wrong, or null.</summary>
    public string? Notice { get; private set; }

    public bool IsQueueShown { get; set; }

    public event Action<DeskParts>? Changed;

    /// <summary>Raised once per batch with what should be heard.</summary>
    public event Action<ImmutableArray<DeskAlert>>? Alerted;

    /// <summary>The agent should look at another conversation now (null: at none).</summary>
    public event Action<Guid?>? Wanted;

    public IReadOnlyList<Attachment> Attachments(Guid conversationId) =>
        _attachments.TryGetValue(conversationId, out var list) ? list : [];

    public bool CanReply => Selected is { State: ConversationState.Active } && State.IsMine(Selected.Id);

    public async Task StartAsync()
    {
        _pump ??= new EventPump(time, batch => dispatch(() => ApplyAsync(batch)));
        _pump.Hold();
        try
        {
            // Connected first: what happens while the snapshot is read is told, and applied after it.
            _connection ??= await workplace.ConnectAsync(agentId, TellAsync, _closing.Token);
            await ReadSnapshotAsync();
            Phase = DeskPhase.Open;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The edge of the desk: whatever is broken behind it, the agent reads so and can try again.
            LogFailed(logger, e, nameof(StartAsync));
            Phase = DeskPhase.Failed;
        }

        _pump.Release();
        Raise(DeskParts.All);
    }

    /// <summary>The browser is gone: nobody may be offered to this screen. What is known stays for when it comes back.</summary>
    public async Task DisconnectAsync()
    {
        var connection = _connection;
        _connection = null;
        if (connection is not null)
            await connection.DisposeAsync();
    }

    /// <summary>The browser is back, or something may have been missed: everything is read again.</summary>
    public async Task ReopenAsync()
    {
        await StartAsync();
        if (Phase != DeskPhase.Open)
            return;
        State.ForgetThreads(Thread?.ThreadId);
        if (SelectedId is { } id)
            await SelectAsync(id);
    }

    public async Task SelectAsync(Guid? conversationId)
    {
        var isSame = SelectedId == conversationId;
        SelectedId = conversationId;
        IsThreadMissing = false;
        if (conversationId is not { } id)
        {
            (Selected, Thread, Customer) = (null, null, null);
            Raise(DeskParts.Selection | DeskParts.Thread | DeskParts.Customer | DeskParts.Lists);
            return;
        }

        if (!isSame)
        {
            Thread?.Trim(200);
            (Thread, Customer) = (null, null);
        }

        Selected = State.Find(id) ?? (isSame ? Selected : null) ?? await FindClosedAsync(id);
        if (SelectedId != id)
            return;
        if (Selected is null)
        {
            IsThreadMissing = true;
            Raise(DeskParts.Selection | DeskParts.Thread | DeskParts.Customer | DeskParts.Lists);
            return;
        }

        Thread = State.Open(Selected.ThreadId);
        Raise(DeskParts.Selection | DeskParts.Thread | DeskParts.Customer | DeskParts.Lists);
        await LookAsync();
        await ReadLatestAsync(id, Thread);
        await ReadCustomerAsync(id);
    }

    /// <summary>Opens one of the customer's earlier conversations, which the lists do not hold.</summary>
    public void Remember(DeskConversation earlier) => _remembered[earlier.Id] = earlier;

    public Task SetPresenceAsync(Presence presence) => DoAsync(() => workplace.SetPresenceAsync(agentId, presence));

    public async Task AcceptAsync(DeskConversation offer)
    {
        if (offer.OfferId is not { } offerId)
            return;
        var outcome = await DoAsync(() => workplace.AcceptAsync(agentId, offer.Id, offerId), "Notice.OfferGone");
        if (outcome is CommandOutcome.Done or CommandOutcome.AlreadyDone)
            Wanted?.Invoke(offer.Id);
        else
            Withdraw(offer.Id, offerId, outcome);
    }

    public async Task DeclineAsync(DeskConversation offer)
    {
        if (offer.OfferId is not { } offerId)
            return;
        var outcome = await DoAsync(() => workplace.DeclineAsync(agentId, offer.Id, offerId), "Notice.OfferGone");
        Withdraw(offer.Id, offerId, outcome);
    }

    /// <summary>Sends what the agent wrote, and the files before it. The bubble is there at once; what becomes of it is seen on it.</summary>
    /// <returns>When the workplace has taken or refused all.</returns>
    public async Task SubmitAsync(Guid conversationId, Guid messageId, string text, bool isRemark)
    {
        if ((State.Find(conversationId) ?? (SelectedId == conversationId ? Selected : null)) is not { } conversation)
        {
            Say("Notice.NotFound");
            return;
        }

        var thread = State.Open(conversation.ThreadId);
        List<LocalMessage> messages = [];
        if (!isRemark && _attachments.Remove(conversationId, out var files))
            messages.AddRange(files.Select(f => new LocalMessage(f.MessageId, f.Content, false, time.GetUtcNow())));
        if (!string.IsNullOrWhiteSpace(text))
            messages.Add(new LocalMessage(messageId, new TextContent(text.Trim()), isRemark, time.GetUtcNow()));
        foreach (var message in messages)
            thread.Send(message);
        Raise(DeskParts.Thread | DeskParts.Selection);
        // One after the other: the thread's order is the order of writing.
        foreach (var message in messages)
            await SendAsync(conversationId, thread, message);
    }

    /// <summary>A bubble that was refused here is sent again under its id; one that the channel refused is delivered again.</summary>
    public async Task ResendAsync(Guid conversationId, Guid messageId)
    {
        if (Thread is not { } thread)
            return;
        if (thread.Local(messageId) is { Failure: not null } local)
        {
            thread.Send(local with { Failure = null });
            Raise(DeskParts.Thread);
            await SendAsync(conversationId, thread, local with { Failure = null });
            return;
        }

        var outcome = await DoAsync(() => workplace.ResendAsync(agentId, conversationId, messageId));
        if (outcome is CommandOutcome.Done or CommandOutcome.AlreadyDone)
        {
            thread.Retry(messageId);
            Raise(DeskParts.Thread);
        }
    }

    /// <summary>
    /// The browser sent these before its connection broke and never heard what became of them. What is in the thread has arrived;
    /// the rest is shown as unconfirmed, to be sent again as the same messages.
    /// </summary>
    public void Unsettled(IEnumerable<UnsettledMessage> messages)
    {
        foreach (var m in messages)
        {
            if (State.Find(m.ConversationId) is not { } conversation)
                continue;
            var thread = State.Open(conversation.ThreadId);
            if (thread.Local(m.Id) is null && !string.IsNullOrWhiteSpace(m.Text))
                thread.Send(new LocalMessage(m.Id, new TextContent(m.Text), m.IsRemark, time.GetUtcNow(), CommandOutcome.Unavailable));
        }

        Raise(DeskParts.Thread);
    }

    public void Discard(Guid messageId)
    {
        Thread?.Drop(messageId);
        Raise(DeskParts.Thread);
    }

    public async Task EndAsync(Guid conversationId)
    {
        var outcome = await DoAsync(() => workplace.EndAsync(agentId, conversationId));
        if (outcome is not (CommandOutcome.Done or CommandOutcome.AlreadyDone))
            return;
        // With a wrap-up to write the agent stays; without one the next customer comes.
        if (await AskAsync<DeskSnapshot>(async () => await workplace.OpenAsync(agentId, _closing.Token)) is { } snapshot)
            Restore(snapshot);
        Raise(DeskParts.All);
        if (State.Find(conversationId)?.State is not ConversationState.WrapUp)
            Wanted?.Invoke(State.Next(conversationId)?.Id);
    }

    public async Task<bool> FinishWrapUpAsync(Guid conversationId, string note)
    {
        if (!await SaveNoteAsync(conversationId, note))
            return false;
        var outcome = await DoAsync(() => workplace.FinishWrapUpAsync(agentId, conversationId));
        if (outcome is not (CommandOutcome.Done or CommandOutcome.AlreadyDone))
            return false;
        Wanted?.Invoke(State.Next(conversationId)?.Id);
        return true;
    }

    public async Task<bool> SaveNoteAsync(Guid conversationId, string note)
    {
        if (State.Find(conversationId)?.Note == note)
            return true;
        var outcome = await DoAsync(() => workplace.SaveNoteAsync(agentId, conversationId, note));
        if (outcome is not (CommandOutcome.Done or CommandOutcome.AlreadyDone))
            return false;
        State.KeepNote(conversationId, note);
        return true;
    }

    public async Task<bool> SaveCustomerAsync(string displayName, int vipTier, string note)
    {
        if (SelectedId is not { } id || Customer is not { } card)
            return false;
        var outcome = await DoAsync(() => workplace.SaveCustomerAsync(agentId, id, displayName, vipTier, note));
        if (outcome is not (CommandOutcome.Done or CommandOutcome.AlreadyDone))
            return false;
        if (Customer?.ContactId == card.ContactId)
            Customer = Customer with { DisplayName = displayName, VipTier = vipTier, Note = note };
        State.Rename(card.ContactId, displayName, vipTier);
        Selected = State.Find(id) ?? Selected! with { CustomerName = displayName, VipTier = vipTier };
        Raise(DeskParts.Lists | DeskParts.Customer | DeskParts.Selection);
        return true;
    }

    public async Task LoadEarlierAsync()
    {
        if (SelectedId is not { } id || Thread is not { HasEarlier: true, Messages.Count: > 0 } thread)
            return;
        var page = await AskAsync(() => workplace.MessagesAsync(agentId, id, thread.Messages[0].Seq, PageSize, _closing.Token));
        if (page is null)
            return;
        thread.TakeEarlier(page);
        Raise(DeskParts.Thread);
    }

    public async Task ShowClosedAsync()
    {
        if (await AskAsync<IReadOnlyList<DeskConversation>>(async () => await workplace.ClosedAsync(agentId, 100, _closing.Token)) is { } closed)
            State.LoadClosed(closed);
        Raise(DeskParts.Lists);
    }

    public async Task ShowQueueAsync()
    {
        IsQueueShown = true;
        await ReadQueueAsync();
    }

    public async Task TypingAsync(Guid conversationId, bool isTyping)
    {
        if (State.IsMine(conversationId))
            await AskAsync<object>(async () =>
            {
                await workplace.TypingAsync(agentId, conversationId, isTyping, _closing.Token);
                return null;
            });
    }

    public async Task SeeAsync(bool isVisible)
    {
        _isVisible = isVisible;
        await LookAsync();
    }

    public void Attach(Guid conversationId, string fileId, string name, string contentType, long size)
    {
        if (!_attachments.TryGetValue(conversationId, out var list))
            _attachments[conversationId] = list = [];
        list.Add(new Attachment(Guid.CreateVersion7(time.GetUtcNow()), fileId, name, contentType, size));
        Raise(DeskParts.Selection);
    }

    public void Detach(Guid conversationId, Attachment attachment)
    {
        if (_attachments.TryGetValue(conversationId, out var list) && list.Remove(attachment) && list.Count == 0)
            _attachments.Remove(conversationId);
        Raise(DeskParts.Selection);
    }

    public void Say(string? noticeKey)
    {
        Notice = noticeKey;
        _notices++;
        if (noticeKey is not null)
            _ = HideAsync(_notices);
        Raise(DeskParts.Notice);
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _pump?.Dispose();
        await DisconnectAsync();
    }

    private Task TellAsync(DeskEvent e)
    {
        _pump?.Post(e);
        return Task.CompletedTask;
    }

    private async Task ApplyAsync(ImmutableArray<DeskEvent> batch)
    {
        var parts = DeskParts.None;
        var alerts = ImmutableArray.CreateBuilder<DeskAlert>();
        foreach (var e in batch)
        {
            var change = State.Apply(e);
            parts |= change.Parts;
            alerts.AddRange(change.Alerts);
            if (e is TypingChanged { IsTyping: true } typing)
                _ = ExpireAsync(typing);
            if (e is ConversationMoved { Conversation: var moved } && moved.Id == SelectedId && moved.Revision >= Selected?.Revision)
                Selected = moved;
        }

        if (SelectedId is { } id && parts.HasFlag(DeskParts.Lists))
            Follow(id);
        if (parts != DeskParts.None)
            Raise(parts);
        if (alerts.Count > 0 || parts.HasFlag(DeskParts.Lists))
            Alerted?.Invoke(alerts.DrainToImmutable());
        if (SelectedId is { } selected && Thread is { IsLoaded: true, HasGap: true } thread)
            await ReadLatestAsync(selected, thread);
        await LookAsync();
        if (IsQueueShown && batch.Any(e => e is QueueChanged))
            await ReadQueueAsync();
    }

    // What is looked at keeps its header when it leaves the lists; whoever has it now, it is not waiting for this agent any more.
    private void Follow(Guid id)
    {
        if (State.Find(id) is { } found)
            Selected = found;
        else if (Selected is { State: ConversationState.WrapUp } finished)
            Selected = finished with { State = ConversationState.Closed };
        else if (Selected is { State: ConversationState.Offered } withdrawn)
            Selected = withdrawn with { State = ConversationState.Queued };
    }

    // "Stopped typing" may get lost on its way.
    private async Task ExpireAsync(TypingChanged typing)
    {
        await WaitAsync(TypingPatience);
        await dispatch(() =>
        {
            if (ReferenceEquals(State.Typing(typing.ThreadId), typing))
                Raise(State.Apply(typing with { IsTyping = false }).Parts);
            return Task.CompletedTask;
        });
    }

    private async Task HideAsync(int notice)
    {
        await WaitAsync(NoticePatience);
        await dispatch(() =>
        {
            if (notice == _notices)
                Say(null);
            return Task.CompletedTask;
        });
    }

    // Ends early, without a word, when the desk closes: whatever comes after finds it closed.
    private async Task WaitAsync(TimeSpan patience)
    {
        try
        {
            await Task.Delay(patience, time, _closing.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    private async Task ReadSnapshotAsync()
    {
        Restore(await workplace.OpenAsync(agentId, _closing.Token));
        _queueReadAt = time.GetUtcNow();
    }

    private void Restore(DeskSnapshot snapshot)
    {
        State.Restore(snapshot);
        if (SelectedId is { } id)
            Follow(id);
    }

    private async Task ReadQueueAsync()
    {
        if (_isReadingQueue)
            return;
        _isReadingQueue = true;
        try
        {
            var wait = _queueReadAt + QueuePause - time.GetUtcNow();
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait < QueuePause ? wait : QueuePause, time, _closing.Token);
            await ReadSnapshotAsync();
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception e)
        {
            LogFailed(logger, e, nameof(ReadQueueAsync));
            Say("Notice.Unavailable");
        }
        finally
        {
            _isReadingQueue = false;
        }

        Raise(DeskParts.Lists | DeskParts.Status);
    }

    private async Task ReadLatestAsync(Guid conversationId, DeskThread thread)
    {
        var page = await AskAsync(() => workplace.MessagesAsync(agentId, conversationId, null, PageSize, _closing.Token));
        if (page is null)
        {
            if (SelectedId == conversationId && !thread.IsLoaded)
                IsThreadMissing = true;
        }
        else
        {
            thread.Take(page);
        }

        if (SelectedId == conversationId)
            Raise(DeskParts.Thread);
    }

    private async Task ReadCustomerAsync(Guid conversationId)
    {
        var card = await AskAsync(() => workplace.CustomerAsync(agentId, conversationId, _closing.Token));
        if (SelectedId != conversationId)
            return;
        Customer = card;
        Raise(DeskParts.Customer);
    }

    private async Task<DeskConversation?> FindClosedAsync(Guid id)
    {
        if (_remembered.TryGetValue(id, out var earlier))
            return earlier;
        var closed = await AskAsync<IReadOnlyList<DeskConversation>>(async () => await workplace.ClosedAsync(agentId, 200, _closing.Token));
        return closed?.FirstOrDefault(c => c.Id == id);
    }

    private async Task LookAsync()
    {
        if (!_isVisible || SelectedId is not { } id || State.Find(id) is not { Unread: > 0 } || !State.IsMine(id))
            return;
        State.Look(id);
        Follow(id);
        Raise(DeskParts.Lists);
        Alerted?.Invoke([]);
        await DoAsync(() => workplace.MarkReadAsync(agentId, id), isSilent: true);
    }

    private async Task SendAsync(Guid conversationId, DeskThread thread, LocalMessage message)
    {
        var outcome = await DoAsync(
            () => message.IsRemark
                ? workplace.RemarkAsync(agentId, conversationId, message.Id, ((TextContent)message.Content).Text)
                : workplace.ReplyAsync(agentId, conversationId, message.Id, message.Content),
            isSilent: true);
        if (outcome is not (CommandOutcome.Done or CommandOutcome.AlreadyDone))
        {
            if (!thread.Contains(message.Id))
                thread.Send(message with { Failure = outcome });
            Raise(DeskParts.Thread);
            return;
        }

        if (!thread.Contains(message.Id))
            _ = AwaitEchoAsync(conversationId, thread, message.Id);
    }

    // Normally the message comes back as an event within milliseconds; when the event is lost it is read.
    private async Task AwaitEchoAsync(Guid conversationId, DeskThread thread, Guid messageId)
    {
        await WaitAsync(EchoPatience);
        await dispatch(async () =>
        {
            if (!thread.Contains(messageId))
                await ReadLatestAsync(conversationId, thread);
        });
    }

    private void Withdraw(Guid conversationId, Guid offerId, CommandOutcome outcome)
    {
        // Without an answer nobody knows whether it still rings.
        if (outcome == CommandOutcome.Unavailable)
            return;
        State.Withdraw(conversationId, offerId);
        Raise(DeskParts.Lists | DeskParts.Status);
        Alerted?.Invoke([]);
    }

    // A command is not taken back because its screen closes: what the agent did last is done.
    private async Task<CommandOutcome> DoAsync(Func<Task<CommandOutcome>> command, string? tooLateKey = null, bool isSilent = false)
    {
        CommandOutcome outcome;
        try
        {
            outcome = await command();
        }
        catch (Exception e)
        {
            // The edge of the desk: the agent goes on working whatever is broken behind it.
            LogFailed(logger, e, nameof(DoAsync));
            outcome = CommandOutcome.Unavailable;
        }

        if (!isSilent && outcome is not (CommandOutcome.Done or CommandOutcome.AlreadyDone))
        {
            Say(outcome is CommandOutcome.TooLate or CommandOutcome.NotYours or CommandOutcome.NotFound && tooLateKey is not null
                ? tooLateKey
                : "Notice." + outcome);
        }

        return outcome;
    }

    private async Task<T?> AskAsync<T>(Func<Task<T?>> question)
        where T : class
    {
        try
        {
            return await question();
        }
        catch (Exception e) when (e is not OperationCanceledException || !_closing.IsCancellationRequested)
        {
            LogFailed(logger, e, nameof(AskAsync));
            Say("Notice.Unavailable");
            return null;
        }
    }

    private void Raise(DeskParts parts) => Changed?.Invoke(parts);

    [LoggerMessage(LogLevel.Error, "The desk could not do {What}.")]
    private static partial void LogFailed(ILogger logger, Exception e, string what);
}
