using Imcc.Core.Desk;
using Microsoft.AspNetCore.SignalR;

namespace Imcc.Web.Hubs;

/// <summary>
/// One hub connection as one screen of its agent: alive from the first <c>Open</c> until the connection ends, whichever of the two comes last; and what its supervisor
/// looks at.
/// </summary>
internal sealed class AgentSession(Guid agentId, ISingleClientProxy client) : IAsyncDisposable
{
    /// <summary>Conversations that one connection looks at: more than anybody reads.</summary>
    private const int MostWatched = 50;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<Guid, IAsyncDisposable> _watched = [];
    private IAsyncDisposable? _screen;
    private bool _closed;

    public Guid AgentId => agentId;

    /// <summary>Does nothing where the screen is alive already.</summary>
    public async Task ConnectAsync(IWorkplace workplace, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (!_closed)
                _screen ??= await workplace.ConnectAsync(agentId, e => client.SendAsync("event", HubJson.Of(e), CancellationToken.None), cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Looks at a conversation once, however often it is asked to.</summary>
    public async Task<CommandOutcome> WatchAsync(ISteering steering, Guid conversationId)
    {
        await _turn.WaitAsync();
        try
        {
            if (_closed)
                return CommandOutcome.Unavailable;
            // It may have ended by itself: then it begins anew.
            if (_watched.Remove(conversationId, out var before))
                await before.DisposeAsync();
            if (_watched.Count >= MostWatched)
                return CommandOutcome.TooMany;
            var start = await steering.WatchAsync(agentId, conversationId, e => client.SendAsync("event", HubJson.Of(e), CancellationToken.None));
            if (start.Screen is { } screen)
                _watched[conversationId] = screen;
            return start.Outcome;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task<CommandOutcome> UnwatchAsync(Guid conversationId)
    {
        await _turn.WaitAsync();
        try
        {
            if (!_watched.Remove(conversationId, out var screen))
                return CommandOutcome.AlreadyDone;
            await screen.DisposeAsync();
            return CommandOutcome.Done;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        try
        {
            _closed = true;
            if (_screen is { } screen)
                await screen.DisposeAsync();
            _screen = null;
            foreach (var watched in _watched.Values)
                await watched.DisposeAsync();
            _watched.Clear();
        }
        finally
        {
            _turn.Release();
        }
    }
}
