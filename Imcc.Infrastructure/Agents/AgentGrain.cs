using Imcc.Core.Agents;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Routing;
using Imcc.Infrastructure.Live;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Agents;

/// <inheritdoc cref="IAgentGrain"/>
internal sealed partial class AgentGrain(ConversationStores stores, DirectoryCache directory, LiveFeed feed, TimeProvider time, ILogger<AgentGrain> logger) : Grain, IAgentGrain
{
    /// <summary>A node says every 20 s what screens it has; unheard of for three times as long, it is gone.</summary>
    private static readonly TimeSpan NodeIsGone = TimeSpan.FromSeconds(60);

    /// <summary>How long offers go on ringing for an agent whose process ended: the screens look for another one at once.</summary>
    private static readonly TimeSpan ScreensReturn = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, (int Screens, DateTimeOffset HeardAt)> _nodes = [];
    private readonly HashSet<Guid> _missed = [];
    private AgentStatus _status = null!;
    private bool _isStored;

    private Guid AgentId => this.GetPrimaryKey();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        this.RegisterGrainTimer(TickAsync, new GrainTimerCreationOptions(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20)));
        // What was live in a process that is gone is live only if its screens come back.
        if (_status.Connection != Connection.Live)
            return;
        var wasRoutable = _status.IsRoutable;
        await StoreAsync(_status.ConnectionLost(time.GetUtcNow()));
        if (wasRoutable)
            this.RegisterGrainTimer(ScreensStayedAwayAsync, new GrainTimerCreationOptions(ScreensReturn, Timeout.InfiniteTimeSpan));
    }

    public ValueTask<AgentStatus> LookAsync() => new(_status);

    public async ValueTask<AgentStatus> ChooseAsync(Presence presence, Guid? reasonId, TimeSpan? limit, Guid? by)
    {
        await MoveAsync(_status.Choose(presence, time.GetUtcNow(), await LoadOfAsync(), reasonId, limit), by);
        return _status;
    }

    public async ValueTask<AgentStatus> SignOutAsync(Guid by)
    {
        await MoveAsync(_status.SignOut(time.GetUtcNow()), by);
        await TakeBackAsync(forGood: true);
        return _status;
    }

    public async ValueTask<AgentStatus> ScreensAsync(string node, int screens)
    {
        var now = time.GetUtcNow();
        if (screens > 0)
            _nodes[node] = (screens, now);
        else
            _nodes.Remove(node);
        await MoveAsync(AsConnected(now));
        return _status;
    }

    public async ValueTask MissedAsync(Guid offerId)
    {
        if (!_missed.Add(offerId))
            return;
        if (_missed.Count > 100)
            _missed.Clear();
        await MoveAsync(_status.Missed(time.GetUtcNow()));
    }

    public async ValueTask AnsweredAsync() => await MoveAsync(_status.Answered(time.GetUtcNow()));

    public async ValueTask ReleasedAsync()
    {
        if (_status.NextPresence is not null)
            await MoveAsync(_status.Settle(await LoadOfAsync(), time.GetUtcNow()));
    }

    public async ValueTask TickAsync()
    {
        var now = time.GetUtcNow();
        foreach (var (node, _) in _nodes.Where(n => now - n.Value.HeardAt > NodeIsGone).ToList())
            _nodes.Remove(node);
        await MoveAsync(AsConnected(now).GraceOver(now).LimitOver(now));
        await ReleasedAsync();
    }

    private Task TickAsync(CancellationToken cancellationToken) => TickAsync().AsTask();

    private async Task ScreensStayedAwayAsync(CancellationToken cancellationToken)
    {
        if (!_status.IsRoutable)
            await TakeBackAsync(forGood: false);
    }

    private AgentStatus AsConnected(DateTimeOffset now) => _nodes.Count > 0 ? _status.Connected(now) : _status.ConnectionLost(now);

    private async ValueTask MoveAsync(AgentStatus next, Guid? by = null)
    {
        var before = _status;
        if (ReferenceEquals(next, before))
            return;
        await StoreAsync(next, by);
        if (next.Connection == Connection.Lost && before.Connection != Connection.Lost)
            await TakeBackAsync(forGood: true);
        else if (before.IsRoutable && !next.IsRoutable)
            await TakeBackAsync(forGood: false);
    }

    /// <summary>Decided; store, then tell.</summary>
    private async ValueTask StoreAsync(AgentStatus next, Guid? by = null)
    {
        var row = AgentStatusRow.From(next);
        var unit = _isStored ? new WriteUnit().Update(row, _status.Revision) : new WriteUnit().Insert(row);
        if (!_isStored || AgentEventRow.IsWorthIt(_status, next))
            unit.Insert(AgentEventRow.From(next, time.GetUtcNow(), by, directory.Current.Agents.GetValueOrDefault(AgentId)?.Capacity));
        if (await stores.Home.Writer.CommitAsync(unit) != WriteOutcome.Committed)
        {
            await LoadAsync(CancellationToken.None);
            throw new InvalidOperationException($"The status of agent {AgentId} was written by another activation.");
        }

        _isStored = true;
        _status = next;
        GrainFactory.GetGrain<IAcdGrain>(IAcdGrain.MainDomain).HearAgentAsync(next).AsTask().Ignore();
        feed.Publish(Topic.Agent(AgentId), new StatusChanged(next, by));
        feed.Publish(Topic.Board, new StatusChanged(next));
    }

    /// <summary>Nothing rings at somebody who does not want it or is not there; who is gone for good serves nobody.</summary>
    private async ValueTask TakeBackAsync(bool forGood)
    {
        foreach (var (thread, state, isOwn) in await InHandAsync())
        {
            if (!forGood && isOwn && state != ConversationState.Offered)
                continue;
            try
            {
                await GrainFactory.GetGrain<IConversationGrain>(thread).ActAsync(null, new Act.LoseAgent(AgentId, forGood));
            }
            catch (Exception e)
            {
                NotTakenBack(e, thread, AgentId);
            }
        }
    }

    /// <summary>What the agent has, and where they are asked to take over or to help.</summary>
    private async Task<List<(Guid Thread, ConversationState State, bool IsOwn)>> InHandAsync()
    {
        var inHand = new List<(Guid, ConversationState, bool)>();
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            var rows = await context.Conversations
                .Where(c => (c.AgentId == AgentId && (c.State == ConversationState.Offered || c.State == ConversationState.Active || c.State == ConversationState.WrapUp))
                    || c.InvitedAgentId == AgentId || c.HelperId == AgentId)
                .Select(c => new { c.ThreadId, c.State, IsOwn = c.AgentId == AgentId }).ToListAsync();
            inHand.AddRange(rows.Select(r => (r.ThreadId, r.State, r.IsOwn)));
        }

        return inHand;
    }

    private async Task<int> LoadOfAsync() => (await InHandAsync()).Count(c => c.IsOwn && c.State != ConversationState.Offered);

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var context = stores.Home.Read();
        var row = await context.AgentStatus.SingleOrDefaultAsync(s => s.AgentId == AgentId, cancellationToken);
        _isStored = row is not null;
        var now = time.GetUtcNow();
        _status = row?.ToStatus() ?? new AgentStatus { AgentId = AgentId, PresenceSince = now, ConnectionSince = now };
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The conversation of thread {ThreadId} could not be taken back from agent {AgentId}")]
    private partial void NotTakenBack(Exception exception, Guid threadId, Guid agentId);
}
