using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Imcc.Web.Components.Desk;

/// <summary>
/// The desk's script in the browser, <c>DeskPage.razor.js</c>: keys, composer, drafts, scrolling, ticking times, sounds. It calls
/// back once per user action; most of what it does needs no call at all, because it watches the markup.
/// </summary>
public sealed partial class DeskScript(IJSRuntime runtime, TimeProvider time, ILogger<DeskScript> logger) : IAsyncDisposable
{
    private const string Path = "./Components/Desk/DeskPage.razor.js";

    private IJSObjectReference? _module;
    private IJSObjectReference? _desk;
    private DotNetObjectReference<DeskScript>? _self;
    private IDeskInput? _input;

    public async Task<IReadOnlyList<UnsettledMessage>> AttachAsync(ElementReference root, IDeskInput input, object texts, Guid agentId, bool isWatching = false)
    {
        _input = input;
        _self = DotNetObjectReference.Create(this);
        _module = await runtime.InvokeAsync<IJSObjectReference>("import", Path);
        if (_module is null)
            return [];
        _desk = await _module.InvokeAsync<IJSObjectReference>("attach", root, _self, new
        {
            // What is whispered must never come back as a draft for the customer: a supervisor's drafts are kept apart.
            agent = isWatching ? "watch." + agentId : agentId.ToString(),
            now = time.GetUtcNow().ToUnixTimeMilliseconds(),
            texts,
        });
        return _desk is null ? [] : await _desk.InvokeAsync<UnsettledMessage[]?>("unsettled") ?? [];
    }

    /// <summary>Sound, title badge and desktop notification in one call.</summary>
    public Task AlertAsync(int badge, string? sound, string? title, string? body, string? url) =>
        TryAsync("alert", badge, sound, title, body, url);

    public Task FocusAsync(string selector) => TryAsync("focus", selector);

    /// <summary>Puts a refused text back into the composer, before what stands there.</summary>
    public Task RestoreAsync(Guid conversationId, Guid messageId, string text) => TryAsync("restore", conversationId, messageId, text);

    public Task AskForNotificationsAsync() => TryAsync("askForNotifications");

    [JSInvokable]
    public Task KeyAsync(string key) => _input!.KeyAsync(key);

    [JSInvokable]
    public Task SubmitAsync(Guid conversationId, Guid messageId, string text, bool isRemark) =>
        _input!.SubmitAsync(conversationId, messageId, text, isRemark);

    [JSInvokable]
    public Task MessageAsync(string tool, Guid messageId) => _input!.MessageAsync(tool, messageId);

    [JSInvokable]
    public Task EarlierAsync() => _input!.EarlierAsync();

    [JSInvokable]
    public Task SeeAsync(bool isVisible) => _input!.SeeAsync(isVisible);

    [JSInvokable]
    public Task TypingAsync(Guid conversationId, bool isTyping) => _input!.TypingAsync(conversationId, isTyping);

    [JSInvokable]
    public Task AttachedAsync(Guid conversationId, string fileId, string name, string contentType, long size) =>
        _input!.AttachedAsync(conversationId, fileId, name, contentType, size);

    [JSInvokable]
    public Task GiveBackAsync(Guid conversationId, KeptDraft kept) => _input!.GiveBackAsync(conversationId, kept);

    [JSInvokable]
    public Task UnsettledAsync(UnsettledMessage[] messages) => _input!.UnsettledAsync(messages);

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_desk is not null)
            {
                await _desk.InvokeVoidAsync("detach");
                await _desk.DisposeAsync();
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
        (_desk, _module, _self) = (null, null, null);
    }

    private async Task TryAsync(string function, params object?[] arguments)
    {
        if (_desk is null)
            return;
        try
        {
            await _desk.InvokeVoidAsync(function, arguments);
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            LogGone(logger);
        }
    }

    [LoggerMessage(LogLevel.Debug, "The browser was gone before its script could be called.")]
    private static partial void LogGone(ILogger logger);
}
