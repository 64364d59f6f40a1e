using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Imcc.Web.Components.Schedule;

/// <summary>The week's script, <c>WeekPage.razor.js</c>: painting over many cells is one call.</summary>
public sealed class ScheduleScript(IJSRuntime runtime) : IAsyncDisposable
{
    private const string Path = "./Components/Schedule/WeekPage.razor.js";

    private IJSObjectReference? _module;
    private IJSObjectReference? _started;

    public async Task PaintAsync(ElementReference root, DotNetObjectReference<WeekPage> page)
    {
        try
        {
            _module ??= await runtime.InvokeAsync<IJSObjectReference>("import", Path);
            // A test's browser has none.
            if (_module is not null)
                _started = await _module.InvokeAsync<IJSObjectReference>("start", root, page);
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is gone.
            _started = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_started is not null)
            {
                await _started.InvokeVoidAsync("stop");
                await _started.DisposeAsync();
            }

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
