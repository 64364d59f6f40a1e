using Imcc.Core.Agents;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Web.Components.Desk;

namespace Imcc.Web.Components.Steer;

/// <summary>
/// Supervisors in the conversation that is looked at. On an agent's desk: who is with them. On a supervisor's (<see cref="IsOn"/>): their own
/// looking, and what they do there.
/// </summary>
public sealed class DeskSteer(DeskSession session, DeskServices services)
{
    /// <summary>Sentences of this room begin so.</summary>
    public const string Notice = "Notice.ByLead.";

    private IAsyncDisposable? _screen;
    private IAsyncDisposable? _seat;
    private Guid? _followed;

    /// <summary>A supervisor's look at others' conversations, no desk of their own.</summary>
    public bool IsOn => services.IsWatching;

    /// <summary>Whether the conversation is being looked at: it is open, and this supervisor's to see.</summary>
    public bool IsWatching => _screen is not null;

    public IReadOnlyList<Watcher> Watchers { get; private set; } = [];

    public SteerMode Mode { get; private set; }

    /// <summary>The conversations that can be looked at; null: not read yet.</summary>
    public IReadOnlyList<DeskConversation>? Open { get; private set; }

    /// <summary>What the supervisor took over is to be served at a desk of their own.</summary>
    public event Action<Guid>? Taken;

    /// <summary>Another way of stepping in was chosen, or the list was read.</summary>
    public event Action? Changed;

    private Guid Me => session.State.AgentId;

    public Watcher? Self => Watchers.FirstOrDefault(w => w.LeadId == Me);

    /// <summary>Looks at another conversation, and at the one before no more.</summary>
    /// <returns>False: this person may not.</returns>
    public async Task<bool> FollowAsync(Guid? conversationId)
    {
        if (!IsOn || services.Steering is not { } steering || (_followed == conversationId && _screen is not null))
            return true;
        await LeaveAsync();
        _followed = conversationId;
        (Mode, Watchers) = (SteerMode.Whisper, []);
        if (conversationId is not { } id)
            return true;
        var start = await session.Calls.AskAsync(async () => (WatchStart?)await steering.WatchAsync(Me, id, session.TellAsync, session.Calls.Closing));
        if (_followed != id || session.Calls.Closing.IsCancellationRequested)
        {
            // Another was chosen meanwhile, or the page is closed.
            if (start?.Screen is { } late)
                await late.DisposeAsync();
            return true;
        }

        _screen = start?.Screen;
        return start?.Outcome is CommandOutcome.Done or CommandOutcome.TooLate;
    }

    public async Task LeaveAsync()
    {
        var (screen, seat) = (_screen, _seat);
        (_screen, _seat, _followed) = (null, null, null);
        if (screen is not null)
            await screen.DisposeAsync();
        if (seat is not null)
            await seat.DisposeAsync();
    }

    /// <summary>Who is with the conversation now.</summary>
    public async Task ReadAsync(Guid conversationId)
    {
        if (services.Steering is not { } steering || (!IsOn && !session.State.IsMine(conversationId)))
        {
            Watchers = [];
            return;
        }

        if (await session.Calls.AskAsync(() => Asked(steering.WatchersAsync(Me, conversationId, session.Calls.Closing))) is { } found && session.SelectedId == conversationId)
        {
            Watchers = found;
            session.Raise(DeskParts.Watchers);
        }
    }

    public DeskParts Hear(WatchersChanged e)
    {
        if (e.ConversationId != session.SelectedId)
            return DeskParts.None;
        Watchers = e.Watchers;
        return DeskParts.Watchers;
    }

    /// <summary>Nothing more is told: what is shown stays as it was.</summary>
    public DeskParts Hear(WatchOver e)
    {
        if (!IsOn || e.ConversationId != _followed)
            return DeskParts.None;
        // It has let go of itself.
        (_screen, Watchers) = (null, []);
        return DeskParts.Watchers | DeskParts.Selection;
    }

    public async Task ReadOpenAsync()
    {
        if (services.Steering is { } steering && await session.Calls.AskAsync(() => steering.OpenAsync(Me, null, session.Calls.Closing)) is { } open)
        {
            Open = open;
            Changed?.Invoke();
        }
    }

    public void Choose(SteerMode mode)
    {
        Mode = mode;
        Changed?.Invoke();
    }

    /// <summary>A key that means something else here than at a desk of one's own.</summary>
    /// <returns>Whether it did.</returns>
    public bool Key(string key)
    {
        if (!IsOn)
            return false;
        switch (key)
        {
            case "previous":
                Step(-1);
                return true;
            case "next" or "needed":
                Step(1);
                return true;
            case "remark":
                Choose(Mode == SteerMode.Whisper ? SteerMode.Join : SteerMode.Whisper);
                return true;
            case "accept":
                Choose(SteerMode.TakeOver);
                return true;
            case "transfer":
                Choose(SteerMode.Move);
                return true;
            case "escape" when Mode is SteerMode.TakeOver or SteerMode.Move:
                Choose(SteerMode.Whisper);
                return true;
            default:
                return key is "end" or "assist" or "park" or "day" or "select";
        }
    }

    public async Task TakeOverAsync(DeskConversation c, string reason)
    {
        if (services is not { Steering: { } steering, Workplace: WatchingWorkplace workplace })
            return;
        // Whoever serves is at a screen, from before it is theirs.
        _seat ??= await session.Calls.AskAsync(async () => (IAsyncDisposable?)await workplace.TakeSeatAsync(Me, session.Calls.Closing));
        if (DeskCalls.IsDone(await session.Calls.DoAsync(() => steering.TakeOverAsync(Me, c.Id, HolderOf(c), reason))))
        {
            Taken?.Invoke(c.Id);
            return;
        }

        if (_seat is { } seat)
        {
            _seat = null;
            await seat.DisposeAsync();
        }
    }

    public async Task MoveAsync(DeskConversation c, Guid groupId, string reason)
    {
        if (services.Steering is { } steering && DeskCalls.IsDone(await session.Calls.DoAsync(() => steering.MoveAsync(Me, c.Id, HolderOf(c), groupId, reason))))
            Choose(SteerMode.Whisper);
    }

    public async Task AssignAsync(DeskConversation c, Guid agentId, string reason)
    {
        if (DeskCalls.IsDone(await session.Calls.DoAsync(() => services.Supervision.AssignAsync(Me, c.Id, agentId, reason))))
            Choose(SteerMode.Whisper);
    }

    /// <summary>What an agent reads whose presence a supervisor has changed: nobody is to wait for customers whom they are not given.</summary>
    public static string NoticeOf(AgentStatus status) => Notice + (status.Presence == Presence.Offline ? "SignedOut" : "Presence");

    /// <summary>Who has it, as it is on the screen: what rings is nobody's yet.</summary>
    public static Guid? HolderOf(DeskConversation c) => c.State == ConversationState.Offered ? null : c.AgentId;

    private static async Task<IReadOnlyList<Watcher>?> Asked(Task<IReadOnlyList<Watcher>> asked) => await asked;

    private void Step(int by)
    {
        if (Open is not { Count: > 0 } open)
            return;
        var at = open.ToList().FindIndex(c => c.Id == session.SelectedId);
        session.Want(open[at < 0 ? 0 : (at + by + open.Count) % open.Count].Id);
    }
}

/// <summary>How a supervisor steps in.</summary>
public enum SteerMode
{
    /// <summary>悄悄话.</summary>
    Whisper = 0,
    /// <summary>加入.</summary>
    Join = 1,
    /// <summary>接管.</summary>
    TakeOver = 2,
    /// <summary>强制转接.</summary>
    Move = 3,
}
