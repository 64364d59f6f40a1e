using Imcc.Core.Desk;
using Microsoft.AspNetCore.SignalR;

namespace Imcc.Web.Hubs;

/// <summary>One hub connection as one screen of its agent: alive from the first <c>Open</c> until the connection ends, whichever of the two comes last.</summary>
internal sealed class AgentSession(Guid agentId, ISingleClientProxy client) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
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

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        try
        {
            _closed = true;
            if (_screen is { } screen)
                await screen.DisposeAsync();
            _screen = null;
        }
        finally
        {
            _turn.Release();
        }
    }
}
