using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Imcc.Web.Components.Quality;

/// <summary>The scoring screen's script, <c>ScoringPage.razor.js</c>: keys, and jumping to the message that shows something.</summary>
public sealed class QualityScript(IJSRuntime runtime) : IAsyncDisposable
{
    private const string Path = "./Components/Quality/ScoringPage.razor.js";

    private IJSObjectReference? _module;
    private IJSObjectReference? _started;

    public async Task StartAsync(ElementReference root)
    {
        _module ??= await runtime.InvokeAsync<IJSObjectReference>("import", Path);
        // A test's browser has none.
        if (_module is not null)
            _started = await _module.InvokeAsync<IJSObjectReference>("start", root);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_started is not null)
                await _started.DisposeAsync();
            if (_module is not null)
                await _module.DisposeAsync();
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            // The browser is gone, and its script with it.
            _started = null;
        }

        (_started, _module) = (null, null);
    }
}
