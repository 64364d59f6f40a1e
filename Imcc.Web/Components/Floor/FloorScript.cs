using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Imcc.Web.Components.Floor;

/// <summary>The floor's script in the browser, <c>FloorPage.razor.js</c>: ticking times and the place of popovers.</summary>
public sealed partial class FloorScript(IJSRuntime runtime, TimeProvider time, ILogger<FloorScript> logger) : IAsyncDisposable
{
    private const string Path = "./Components/Floor/FloorPage.razor.js";

    private IJSObjectReference? _module;
    private IJSObjectReference? _floor;

    public async Task AttachAsync(ElementReference root, object texts)
    {
        _module = await runtime.InvokeAsync<IJSObjectReference>("import", Path);
        if (_module is not null)
            _floor = await _module.InvokeAsync<IJSObjectReference>("attach", root, new { now = time.GetUtcNow().ToUnixTimeMilliseconds(), texts });
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_floor is not null)
            {
                await _floor.InvokeVoidAsync("detach");
                await _floor.DisposeAsync();
            }

            if (_module is not null)
                await _module.DisposeAsync();
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            // The browser is gone, and its script with it.
            LogGone(logger);
        }

        (_floor, _module) = (null, null);
    }

    [LoggerMessage(LogLevel.Debug, "The browser was gone before its script could be detached.")]
    private static partial void LogGone(ILogger logger);
}
