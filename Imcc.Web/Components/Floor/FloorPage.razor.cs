using System.Security.Claims;
using Imcc.Core.Desk;
using Imcc.Web.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Components.Floor;

/// <summary>The supervisor's floor (现场): who is there, who waits, what needs looking at, and what a supervisor does about it.</summary>
public sealed partial class FloorPage(
    ISupervision supervision,
    IMyDay days,
    ISteering steering,
    FloorBoard board,
    FloorScript script,
    TimeProvider time,
    IStringLocalizer<FloorText> L,
    IStringLocalizer<DeskText> Desk,
    ILogger<FloorPage> logger) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CircuitCulture _culture = CircuitCulture.Current;
    private readonly CancellationTokenSource _closing = new();
    private ElementReference _root;
    private FloorView? _view;
    private Guid _viewerId;
    private bool _isAttached;
    private bool _isOld;
    private bool _isRefused;
    private string? _notice;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    /// <summary>What explains why a conversation waits; null: it does not any more.</summary>
    public async Task<WaitView?> WhyAsync(Guid conversationId)
    {
        try
        {
            return await supervision.WhyWaitingAsync(_viewerId, conversationId, _closing.Token);
        }
        catch (Exception e) when (!_closing.IsCancellationRequested)
        {
            // The edge of the page: the rest of the floor goes on.
            LogFailed(e, nameof(WhyAsync));
            Say("Notice.Unavailable");
            return null;
        }
    }

    /// <summary>An agent's day; null: it cannot be read now.</summary>
    public async Task<DayView?> DayAsync(Guid agentId)
    {
        try
        {
            return await days.LookAsync(_viewerId, agentId, _closing.Token);
        }
        catch (Exception e)
        {
            // The edge of the page: the panel says so and tries again.
            if (!_closing.IsCancellationRequested)
                LogFailed(e, nameof(DayAsync));
            return null;
        }
    }

    /// <summary>What an agent has in hand; null: it cannot be read now.</summary>
    public async Task<IReadOnlyList<DeskConversation>?> OpenOfAsync(Guid agentId)
    {
        try
        {
            return await steering.OpenAsync(_viewerId, agentId, _closing.Token);
        }
        catch (Exception e) when (!_closing.IsCancellationRequested)
        {
            // The edge of the page: the rest of the floor goes on.
            LogFailed(e, nameof(OpenOfAsync));
            Say("Notice.Unavailable");
            return null;
        }
    }

    /// <summary>Carries out a supervisor's command; what went wrong is said, what was done is seen at once.</summary>
    /// <returns>Whether it was done.</returns>
    public async Task<bool> DoAsync(Func<ISupervision, Guid, Task<CommandOutcome>> command)
    {
        CommandOutcome outcome;
        try
        {
            outcome = await command(supervision, _viewerId);
        }
        catch (Exception e)
        {
            // The edge of the page: the supervisor reads that it failed and can try again.
            LogFailed(e, nameof(DoAsync));
            outcome = CommandOutcome.Unavailable;
        }

        var isDone = outcome is CommandOutcome.Done or CommandOutcome.AlreadyDone;
        Say(isDone ? null : "Notice." + outcome);
        board.Changed();
        return isDone;
    }

    public async ValueTask DisposeAsync()
    {
        board.News -= OnNews;
        await _closing.CancelAsync();
        await script.DisposeAsync();
    }

    protected override async Task OnInitializedAsync()
    {
        _viewerId = Guid.Parse((await Authentication!).User.FindFirstValue(ClaimTypes.NameIdentifier)!);
        board.News += OnNews;
        await LookAsync();
        _ = WatchAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_isAttached)
            return;
        _isAttached = true;
        await script.AttachAsync(_root, new
        {
            second = Desk["Time.Second"].Value,
            minute = Desk["Time.Minute"].Value,
            hour = Desk["Time.Hour"].Value,
            day = Desk["Time.Day"].Value,
            left = Desk["Time.Left"].Value,
            over = Desk["Time.Over"].Value,
        });
    }

    private void Say(string? noticeKey)
    {
        _notice = noticeKey;
        StateHasChanged();
    }

    private void OnNews() => _ = InvokeAsync(LookAsync);

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_closing.Token))
                await InvokeAsync(LookAsync);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The page is closed: nobody watches any more.
            return;
        }
    }

    private async Task LookAsync()
    {
        _culture.Restore();
        try
        {
            var view = await board.LookAsync(_viewerId, _closing.Token);
            var isSame = ReferenceEquals(view, _view) && view is not null && !_isOld;
            (_view, _isRefused, _isOld) = (view, view is null, false);
            if (isSame)
                return;
        }
        catch (Exception e) when (!_closing.IsCancellationRequested && !board.IsStopping)
        {
            // What is shown stays, marked as old, until the next look succeeds.
            if (!_isOld)
                LogFailed(e, nameof(LookAsync));
            _isOld = true;
        }
        catch (Exception e) when (e is OperationCanceledException || board.IsStopping)
        {
            // The page is closed, or the host stops: nobody looks any more.
            return;
        }

        StateHasChanged();
    }

    [LoggerMessage(LogLevel.Error, "The floor could not do {What}.")]
    private partial void LogFailed(Exception e, string what);
}
