using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Imcc.Web.Components.Knowledge;

/// <summary>The knowledge pages' scripts in the browser, <c>js/knowledge/</c>: one page's at a time.</summary>
public sealed partial class KnowledgeScript(IJSRuntime runtime, ILogger<KnowledgeScript> logger) : IAsyncDisposable
{
    private IJSObjectReference? _module;
    private IJSObjectReference? _page;

    public Task ReadAsync(ElementReference root, object texts) => AttachAsync("./js/knowledge/reading.js", root, texts);

    public Task EditAsync(ElementReference root, object texts) => AttachAsync("./js/knowledge/editing.js", root, texts);

    /// <summary>What was written and not saved stays in this browser.</summary>
    public Task KeepAsync(string id, string json) => TryAsync(m => m.InvokeVoidAsync("keep", id, json));

    public async Task<string?> KeptAsync(string id) => _module is null ? null : await _module.InvokeAsync<string?>("kept", id);

    public Task DropAsync(string id) => TryAsync(m => m.InvokeVoidAsync("drop", id));

    public async Task CancelSendingAsync()
    {
        if (_page is not null)
            await _page.InvokeVoidAsync("cancelSending");
    }

    public async Task DetachAsync()
    {
        var (page, module) = (_page, _module);
        (_page, _module) = (null, null);
        try
        {
            if (page is not null)
            {
                await page.InvokeVoidAsync("detach");
                await page.DisposeAsync();
            }

            if (module is not null)
                await module.DisposeAsync();
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            // The browser is gone, and its script with it.
            LogGone(logger);
        }
    }

    public ValueTask DisposeAsync() => new(DetachAsync());

    private async Task AttachAsync(string path, ElementReference root, object texts)
    {
        await DetachAsync();
        _module = await runtime.InvokeAsync<IJSObjectReference>("import", path);
        if (_module is not null)
            _page = await _module.InvokeAsync<IJSObjectReference>("attach", root, texts);
    }

    private async Task TryAsync(Func<IJSObjectReference, ValueTask> call)
    {
        try
        {
            if (_module is { } module)
                await call(module);
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            LogGone(logger);
        }
    }

    [LoggerMessage(LogLevel.Debug, "The browser was gone before its script could be told.")]
    private static partial void LogGone(ILogger logger);
}
