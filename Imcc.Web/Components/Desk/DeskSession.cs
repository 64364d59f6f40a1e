using System.Collections.Immutable;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Web.Components.Steer;

namespace Imcc.Web.Components.Desk;

/// <summary>
/// One open desk: what is looked at, and what the workplace tells, carried into <see cref="DeskState"/>. What the agent does stands in
/// <see cref="Commands"/>, <see cref="Post"/> and <see cref="Handovers"/>. Everything runs in the circuit's own order; components
/// hear <see cref="Changed"/> with the parts that changed.
/// </summary>
public sealed class DeskSession : IAsyncDisposable
{
    private const int PageSize = 50;
    private static readonly TimeSpan TypingPatience = TimeSpan.FromSeconds(8);

    private readonly CancellationTokenSource _closing = new();
    private readonly Dictionary<Guid, DeskConversation> _remembered = [];
    private readonly IWorkplace _workplace;
    private readonly EventPump _pump;
    private IAsyncDisposable? _connection;
    private bool _isVisible = true;

    public DeskSession(DeskServices services, Guid agentId, TimeProvider time, Func<Func<Task>, Task> dispatch, ILogger logger)
    {
        var workplace = _workplace = services.Workplace;
        _pump = new EventPump(time, batch => dispatch(() => ApplyAsync(batch)));
        State = new DeskState(agentId);
        Calls = new DeskCalls(this, time, dispatch, logger, _closing.Token);
        Reader = new DeskReader(this, workplace, time);
        Commands = new DeskCommands(this, workplace);
        Post = new DeskPost(this, workplace, time) { Guard = services.Guard };
        Replies = new DeskReplies(this, services.Replies);
        Knowledge = new DeskKnowledge(this, services.Knowledge, time);
        Preferences = new DeskPreferences(this, services.Preferences, time);
        Customer = new DeskCustomer(this, workplace, services.Customers, services.Notices);
        History = new DeskHistory(this, services.History);
        Bulk = new BulkClose(this, services);
        Handovers = new DeskHandovers(this, services.Handovers);
        Why = new DeskWhy(this, services.Supervision);
        Pins = new DeskPins(this, services.Messages);
        Messages = new DeskMessages(this, workplace, services.Messages, services.Windows, time);
        Day = new DeskDay(this, services);
        Translation = new DeskTranslation(this, services.Translations);
        Reasons = new DeskReasons(this, services.Classification, workplace);
        Steer = new DeskSteer(this, services);
    }

    public DeskState State { get; }

    public DeskCalls Calls { get; }

    public DeskReader Reader { get; }

    public DeskCommands Commands { get; }

    public DeskPost Post { get; }

    public DeskCustomer Customer { get; }

    public DeskHistory History { get; }

    /// <summary>Many conversations ended at once.</summary>
    public BulkClose Bulk { get; }

    public DeskHandovers Handovers { get; }

    public DeskWhy Why { get; }

    public DeskReplies Replies { get; }

    public DeskKnowledge Knowledge { get; }

    public DeskPreferences Preferences { get; }

    public DeskPins Pins { get; }

    public DeskMessages Messages { get; }
    public DeskDay Day { get; }

    public DeskTranslation Translation { get; }

    public DeskReasons Reasons { get; }

    /// <summary>Supervisors in the conversation that is looked at.</summary>
    public DeskSteer Steer { get; }

    public DeskPhase Phase { get; private set; } = DeskPhase.Opening;

    /// <summary>What is looked at.</summary>
    public Guid? SelectedId { get; private set; }

    public DeskConversation? Selected { get; private set; }

    public DeskThread? Thread { get; private set; }

    /// <summary>Whether the conversation that is looked at could not be read.</summary>
    public bool IsThreadMissing { get; private set; }

    public bool CanReply => Selected is { State: ConversationState.Active } && State.IsMine(Selected.Id);

    /// <summary>A colleague was asked for help, and may write remarks.</summary>
    public bool IsHelping => Selected?.AsksHelpOf(State.AgentId) == true;

    public event Action<DeskParts>? Changed;

    /// <summary>Raised once per batch with what should be heard.</summary>
    public event Action<ImmutableArray<DeskAlert>>? Alerted;

    /// <summary>The agent should look at another conversation now (null: at none).</summary>
    public event Action<Guid?>? Wanted;

    public async Task StartAsync()
    {
        _pump.Hold();
        try
        {
            // Connected first: what happens while the snapshot is read is told, and applied after it.
            _connection ??= await _workplace.ConnectAsync(State.AgentId, TellAsync, _closing.Token);
            Restore(await Reader.SnapshotAsync());
            await Preferences.ReadAsync();
            await Replies.ReadAsync();
            Phase = DeskPhase.Open;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The edge of the desk: whatever is broken behind it, the agent reads so and can try again.
            Calls.Failed(e, nameof(StartAsync));
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
        await Steer.LeaveAsync();
    }

    /// <summary>The browser is back, or something may have been missed: everything is read again.</summary>
    public async Task ReopenAsync()
    {
        await StartAsync();
        if (Phase != DeskPhase.Open)
            return;
        State.Threads.Forget(Thread?.ThreadId);
        if (SelectedId is { } id)
            await SelectAsync(id);
    }

    public async Task SelectAsync(Guid? conversationId)
    {
        var isSame = SelectedId == conversationId;
        SelectedId = conversationId;
        IsThreadMissing = false;
        if (!isSame || conversationId is null)
        {
            History.Leave();
            Thread?.Trim(200);
            Thread = null;
            Customer.Forget();
            Pins.Forget();
        }

        if (conversationId is { } id)
            Selected = State.Find(id) ?? (isSame ? Selected : null) ?? await FindClosedAsync(id);
        else
            Selected = null;
        if (SelectedId != conversationId)
            return;
        // Whoever may not look sees nothing of it.
        if (!await Steer.FollowAsync(Selected?.Id) && SelectedId == conversationId)
            Selected = null;
        if (SelectedId != conversationId)
            return;
        IsThreadMissing = Selected is null && conversationId is not null;
        Thread = Selected is { } selected ? State.Threads.Open(selected.ThreadId) : null;
        Raise(DeskParts.Selection | DeskParts.Thread | DeskParts.Customer | DeskParts.Lists);
        if (Thread is not { } thread || conversationId is not { } looked)
            return;
        await LookAsync();
        await ReadLatestAsync(looked, thread);
        await Pins.ReadAsync(looked);
        await Steer.ReadAsync(looked);
        await Customer.ReadAsync(looked);
    }

    /// <summary>Opens one of the customer's earlier conversations, which the lists do not hold.</summary>
    public void Remember(DeskConversation earlier) => _remembered[earlier.Id] = earlier;

    public Task LoadEarlierAsync() => LoadEarlierAsync(PageSize);

    /// <param name="take">1 to 200.</param>
    public async Task LoadEarlierAsync(int take)
    {
        if (SelectedId is not { } id || Thread is not { HasEarlier: true, Messages.Count: > 0 } thread)
            return;
        var page = await Calls.AskAsync(() => _workplace.MessagesAsync(State.AgentId, id, thread.Messages[0].Seq, take, _closing.Token));
        if (page is null)
            return;
        thread.TakeEarlier(page);
        Raise(DeskParts.Thread);
    }

    public async Task TypingAsync(Guid conversationId, bool isTyping)
    {
        if (State.IsMine(conversationId))
            await Calls.AskAsync<object>(async () =>
            {
                await _workplace.TypingAsync(State.AgentId, conversationId, isTyping, _closing.Token);
                return null;
            });
    }

    public async Task SeeAsync(bool isVisible)
    {
        _isVisible = isVisible;
        await LookAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _pump.Dispose();
        await DisconnectAsync();
    }

    internal void Raise(DeskParts parts) => Changed?.Invoke(parts);

    internal void Alert(ImmutableArray<DeskAlert> alerts) => Alerted?.Invoke(alerts);

    internal void Want(Guid? conversationId) => Wanted?.Invoke(conversationId);

    internal void Rename(Guid conversationId, string customerName, int vipTier)
    {
        if (SelectedId == conversationId)
            Selected = State.Find(conversationId) is { } found && State.IsMine(conversationId) ? found : Selected! with { CustomerName = customerName, VipTier = vipTier };
        Raise(DeskParts.Lists | DeskParts.Customer | DeskParts.Selection);
    }

    internal void Restore(DeskSnapshot snapshot)
    {
        State.Restore(snapshot);
        if (SelectedId is { } id)
            Follow(id);
    }

    internal async Task ReadAgainAsync()
    {
        if (await Calls.AskAsync<DeskSnapshot>(async () => await Reader.SnapshotAsync()) is { } snapshot)
            Restore(snapshot);
        Raise(DeskParts.All);
    }

    internal async Task ReadLatestAsync(Guid conversationId, DeskThread thread)
    {
        var page = await Calls.AskAsync(() => _workplace.MessagesAsync(State.AgentId, conversationId, null, PageSize, _closing.Token));
        if (page is not null)
            thread.Take(page);
        else if (SelectedId == conversationId && !thread.IsLoaded)
            IsThreadMissing = true;
        if (SelectedId == conversationId)
            Raise(DeskParts.Thread | (IsThreadMissing ? DeskParts.Selection : DeskParts.None));
    }

    internal Task TellAsync(DeskEvent e)
    {
        _pump.Post(e);
        return Task.CompletedTask;
    }

    private async Task ApplyAsync(ImmutableArray<DeskEvent> batch)
    {
        var parts = DeskParts.None;
        var isOtherAgents = false;
        var alerts = ImmutableArray.CreateBuilder<DeskAlert>();
        foreach (var e in batch)
        {
            var change = State.Apply(e);
            parts |= change.Parts;
            alerts.AddRange(change.Alerts);
            if (e is PreferencesChanged chosen)
                Preferences.Take(chosen.Preferences);
            if (e is RepliesChanged)
                await Replies.ReadAsync();
            if (e is PinsChanged pinned)
                parts |= Pins.Hear(pinned);
            if (e is WatchersChanged watched)
                parts |= Steer.Hear(watched);
            if (e is WatchOver over)
                parts |= Steer.Hear(over);
            if (e is StatusChanged { By: { } lead } steered && lead != State.AgentId)
                Calls.Say(DeskSteer.NoticeOf(steered.Status));
            if (e is TypingChanged { IsTyping: true } typing)
                _ = ExpireAsync(typing);
            if (e is ConversationMoved { Conversation: var moved } && moved.Id == SelectedId && moved.Revision >= Selected?.Revision)
            {
                isOtherAgents |= moved.AgentId != Selected.AgentId;
                Selected = moved;
            }
        }

        if (batch.OfType<RatingGiven>().LastOrDefault(r => r.ConversationId == SelectedId) is { } rated)
            Selected = Selected is { } looked ? looked with { Satisfaction = rated.Satisfaction } : null;
        if (SelectedId is { } id && parts.HasFlag(DeskParts.Lists))
            Follow(id);
        if (parts != DeskParts.None)
            Raise(parts);
        if (alerts.Count > 0 || parts.HasFlag(DeskParts.Lists))
            Alert(alerts.DrainToImmutable());
        if (SelectedId is { } selected && Thread is { IsLoaded: true, HasGap: true } thread)
            await ReadLatestAsync(selected, thread);
        // Whoever is new to it has not been told who else is there.
        if (isOtherAgents && SelectedId is { } taken)
            await Steer.ReadAsync(taken);
        await LookAsync();
        if (Reader.IsShown && batch.Any(e => e is QueueChanged))
            await Reader.ReadAsync();
    }

    // What is looked at keeps its header when it leaves the lists; whoever has it now, it is not waiting for this agent any more.
    private void Follow(Guid id)
    {
        if (State.Find(id) is { } found)
            Selected = found;
        else if (Steer.IsOn)
            // It is not this person's: what is told of it is what is.
            return;
        else if (Selected is { State: ConversationState.WrapUp } finished)
            Selected = finished with { State = ConversationState.Closed };
        else if (Selected is { State: ConversationState.Offered } withdrawn)
            Selected = withdrawn with { State = ConversationState.Queued };
    }

    // "Stopped typing" may get lost on its way.
    private Task ExpireAsync(TypingChanged typing) => Calls.LaterAsync(TypingPatience, () =>
    {
        if (ReferenceEquals(State.Threads.Typing(typing.ThreadId), typing))
            Raise(State.Apply(typing with { IsTyping = false }).Parts);
        return Task.CompletedTask;
    });

    private async Task<DeskConversation?> FindClosedAsync(Guid id)
    {
        if (_remembered.TryGetValue(id, out var earlier))
            return earlier;
        if (await History.FindAsync(id) is { } found)
            return found;
        var closed = await Calls.AskAsync<IReadOnlyList<DeskConversation>>(async () => await _workplace.ClosedAsync(State.AgentId, 200, _closing.Token));
        return closed?.FirstOrDefault(c => c.Id == id);
    }

    private async Task LookAsync()
    {
        if (!_isVisible || SelectedId is not { } id || State.Find(id) is not { Unread: > 0 } || !State.IsMine(id))
            return;
        State.Look(id);
        Follow(id);
        Raise(DeskParts.Lists);
        Alert([]);
        await Calls.DoAsync(() => _workplace.MarkReadAsync(State.AgentId, id), isSilent: true);
    }
}
