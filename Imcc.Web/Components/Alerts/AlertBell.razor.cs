using System.Security.Claims;
using Imcc.Infrastructure.Alerts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace Imcc.Web.Components.Alerts;

/// <summary>The bell over every page of whoever leads others: what goes on, what nobody has seen yet; it is heard once for each.</summary>
public sealed partial class AlertBell(AlertBoard board, AlertBook book, IJSRuntime script, ILogger<AlertBell> logger) : IAsyncDisposable
{
    private const string Path = "./Components/Alerts/AlertBell.razor.js";

    private readonly CircuitCulture _culture = CircuitCulture.Current;
    private readonly HashSet<Guid> _heard = [];
    private ElementReference _root;
    private IReadOnlyList<Alert> _alerts = [];
    private IJSObjectReference? _module;
    private IJSObjectReference? _bell;
    private IDisposable? _following;
    private Guid _viewerId;
    private string _said = "";
    private bool _isOpen;
    private bool _isMuted;
    private bool _isGone;
    private bool _isAttached;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    private int Unseen => _alerts.Count(a => a.SeenAt is null);

    public async ValueTask DisposeAsync()
    {
        _isGone = true;
        _following?.Dispose();
        try
        {
            if (_bell is not null)
            {
                await _bell.InvokeVoidAsync("detach");
                await _bell.DisposeAsync();
            }

            if (_module is not null)
                await _module.DisposeAsync();
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            // The browser is gone, and its script with it.
            LogGone(logger);
        }
    }

    protected override async Task OnInitializedAsync()
    {
        _viewerId = Guid.Parse((await Authentication!).User.FindFirstValue(ClaimTypes.NameIdentifier)!);
        _alerts = board.For(_viewerId);
        // What was there when the page was opened is seen, not heard.
        _heard.UnionWith(_alerts.Select(a => a.Id));
        _following = board.Follow(OnChanged);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        try
        {
            _module = await script.InvokeAsync<IJSObjectReference>("import", Path);
            _bell = _module is null ? null : await _module.InvokeAsync<IJSObjectReference>("attach", _root);
            if (_bell is not null && await _bell.InvokeAsync<bool>("isMuted") is var muted && muted != _isMuted)
            {
                _isMuted = muted;
                StateHasChanged();
            }
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is gone already.
            LogGone(logger);
        }

        _isAttached = true;
        await RefreshAsync();
    }

    private void OnChanged() => _ = InvokeAsync(RefreshAsync);

    private async Task RefreshAsync()
    {
        if (_isGone)
            return;
        _culture.Restore();
        _alerts = board.For(_viewerId);
        if (!_isAttached)
        {
            // Seen at once; heard as soon as there is something that can ring.
            StateHasChanged();
            return;
        }

        var news = _alerts.Where(a => a is { ClearedAt: null, SeenAt: null } && _heard.Add(a.Id)).ToList();
        _heard.IntersectWith(_alerts.Select(a => a.Id));
        if (news.Count > 0)
            _said = Sentences.Of(news[0]);
        StateHasChanged();
        if (news.Count == 0 || _bell is null)
            return;
        try
        {
            await _bell.InvokeVoidAsync("ring", T["Alerts"].Value + " · " + news[0].RuleName, _said, AlertUrls.Thing(news[0]));
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            // Nobody is there to hear it.
            LogGone(logger);
        }
    }

    private void Toggle() => _isOpen = !_isOpen;

    private void OnKey(KeyboardEventArgs e)
    {
        if (e.Key == "Escape")
            _isOpen = false;
    }

    private async Task SeeAsync(Alert alert)
    {
        await book.SeeAsync(_viewerId, alert.Id);
        // The board tells all screens; here it is seen at once.
        _alerts = [.. _alerts.Where(a => a.Id != alert.Id || a.ClearedAt is null).Select(a => a.Id == alert.Id ? a with { SeenAt = Clock.Now } : a)];
    }

    private async Task MuteAsync()
    {
        _isMuted = !_isMuted;
        if (_bell is not null)
            await _bell.InvokeVoidAsync("mute", _isMuted);
    }

    [LoggerMessage(LogLevel.Debug, "The browser was gone before its bell could be rung or taken down.")]
    private static partial void LogGone(ILogger logger);
}
