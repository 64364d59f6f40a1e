using Imcc.Core.Board;
using Imcc.Web.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Imcc.Web.Components.Board;

/// <summary>The board's script in the browser, <c>BoardPage.razor.js</c>: ticking times, the clock, sounds, and seeing that what is shown has grown old.</summary>
public sealed partial class BoardScript(IJSRuntime runtime, ScreenClock clock, IStringLocalizer<DeskText> desk, ILogger<BoardScript> logger) : IAsyncDisposable
{
    private const string Path = "./Components/Board/BoardPage.razor.js";

    private IJSObjectReference? _module;
    private IJSObjectReference? _board;

    public async Task AttachAsync(ElementReference root, Guid viewerId)
    {
        _module = await runtime.InvokeAsync<IJSObjectReference>("import", Path);
        if (_module is null)
            return;
        var texts = new { second = desk["Time.Second"].Value, minute = desk["Time.Minute"].Value, hour = desk["Time.Hour"].Value, day = desk["Time.Day"].Value, left = desk["Time.Left"].Value, over = desk["Time.Over"].Value };
        _board = await _module.InvokeAsync<IJSObjectReference>("attach", root, new { now = clock.Now.ToUnixTimeMilliseconds(), viewer = viewerId, zone = clock.Zone.Id, texts });
    }

    /// <summary>Says how many are red, and is heard when one has become so.</summary>
    /// <param name="fresh">What has; null: nothing.</param>
    public async Task AlertAsync(int red, BoardAlarm? fresh, string words)
    {
        try
        {
            if (_board is not null)
                await _board.InvokeVoidAsync("alert", red, fresh is { Sounds: true }, fresh?.Group ?? "", words);
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            LogGone(logger);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_board is not null)
            {
                await _board.InvokeVoidAsync("detach");
                await _board.DisposeAsync();
            }

            if (_module is not null)
                await _module.DisposeAsync();
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            // The browser is gone, and its script with it.
            LogGone(logger);
        }

        (_board, _module) = (null, null);
    }

    [LoggerMessage(LogLevel.Debug, "The browser was gone before the board's script could be told.")]
    private static partial void LogGone(ILogger logger);
}
