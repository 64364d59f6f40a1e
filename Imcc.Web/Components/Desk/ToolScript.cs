using Imcc.Core.Replies;
using Microsoft.JSInterop;

namespace Imcc.Web.Components.Desk;

/// <summary>The writing tools' script, <c>js/desk/tools.js</c>: quick replies, sensitive words, the palette. It is given the replies and searches by itself.</summary>
public sealed partial class ToolScript(IJSRuntime runtime, ILogger<ToolScript> logger) : IAsyncDisposable
{
    private const string Path = "./js/desk/tools.js";

    private IJSObjectReference? _module;
    private IJSObjectReference? _tools;
    private DotNetObjectReference<ToolScript>? _self;
    private IToolInput? _input;

    public async Task AttachAsync(IToolInput input, object options)
    {
        _input = input;
        _self = DotNetObjectReference.Create(this);
        _module = await runtime.InvokeAsync<IJSObjectReference>("import", Path);
        if (_module is not null)
            _tools = await _module.InvokeAsync<IJSObjectReference>("attach", _self, options);
    }

    public Task SetRepliesAsync(object replies) => TryAsync("setReplies", replies);

    public Task SetPreferencesAsync(object preferences) => TryAsync("setPreferences", preferences);

    public Task OpenPaletteAsync() => TryAsync("openPalette");

    [JSInvokable]
    public Task<WordMark[]> CheckAsync(Guid conversationId, string text) => _input!.CheckAsync(conversationId, text);

    [JSInvokable]
    public Task HoldBackAsync(Guid conversationId, string text) => _input!.HoldBackAsync(conversationId, text);

    [JSInvokable]
    public Task ConfirmAsync(Guid messageId) => _input!.ConfirmAsync(messageId);

    [JSInvokable]
    public Task UsedAsync(Guid replyId) => _input!.UsedAsync(replyId);

    [JSInvokable]
    public Task<PaletteItem[]> PaletteAsync() => _input!.PaletteAsync();

    [JSInvokable]
    public Task RunAsync(string id) => _input!.RunAsync(id);

    [JSInvokable]
    public Task SendFindingAsync(Guid conversationId, Guid messageId, Guid findingId) => _input!.SendFindingAsync(conversationId, messageId, findingId);

    [JSInvokable]
    public Task NewReplyAsync(string text) => _input!.NewReplyAsync(text);

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_tools is not null)
            {
                await _tools.InvokeVoidAsync("detach");
                await _tools.DisposeAsync();
            }

            if (_module is not null)
                await _module.DisposeAsync();
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            // The browser is gone, and its script with it.
            LogGone(logger);
        }

        _self?.Dispose();
        (_tools, _module, _self) = (null, null, null);
    }

    private async Task TryAsync(string function, params object?[] arguments)
    {
        if (_tools is null)
            return;
        try
        {
            await _tools.InvokeVoidAsync(function, arguments);
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            LogGone(logger);
        }
    }

    [LoggerMessage(LogLevel.Debug, "The browser was gone before its script could be called.")]
    private static partial void LogGone(ILogger logger);
}

/// <summary>A sensitive word in the composer.</summary>
public sealed record WordMark(int Start, int Length, string Word, bool IsBlocked)
{
    public static WordMark Of(WordHit hit) => new(hit.Start, hit.Length, hit.Word.Word, hit.Word.Action == WordAction.Block);
}
