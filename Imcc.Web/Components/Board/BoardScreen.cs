using System.Security.Claims;
using Imcc.Core.Board;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Imcc.Web.Components.Board;

/// <summary>What shows the live board: it looks when there is news, and never more often than it can show.</summary>
public abstract partial class BoardScreen : ComponentBase, IAsyncDisposable
{
    private readonly CircuitCulture _culture = CircuitCulture.Current;
    private readonly CancellationTokenSource _closing = new();
    private ElementReference _root;
    private int _isComing;
    private bool _isAttached;

    [Inject] public required IBoard Board { get; init; }

    [Inject] public required BoardScript Script { get; init; }

    [Inject] public required ILogger<BoardScreen> Logger { get; init; }

    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; init; }

    protected Guid ViewerId { get; private set; }

    /// <summary>Null: it is on its way.</summary>
    protected BoardView? View { get; private set; }

    /// <summary>Up to when what is shown is true.</summary>
    protected DateTimeOffset? At { get; private set; }

    /// <summary>The right was taken away since the sign-in.</summary>
    protected bool IsRefused { get; private set; }

    protected CancellationToken Closing => _closing.Token;

    /// <summary>Where times tick.</summary>
    protected ref ElementReference Root => ref _root;

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Board.News -= OnNews;
        await _closing.CancelAsync();
        await Script.DisposeAsync();
    }

    protected override async Task OnInitializedAsync()
    {
        ViewerId = Guid.Parse((await Authentication).User.FindFirstValue(ClaimTypes.NameIdentifier)!);
        Board.News += OnNews;
        await LookAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_isAttached)
            return;
        _isAttached = true;
        await Script.AttachAsync(_root, ViewerId);
    }

    /// <summary>There is something else to see.</summary>
    protected virtual Task SeenAsync(BoardView view) => Task.CompletedTask;

    // Several pieces of news at once are one look.
    private void OnNews()
    {
        if (Interlocked.Exchange(ref _isComing, 1) == 0)
            _ = InvokeAsync(LookAsync);
    }

    private async Task LookAsync()
    {
        Volatile.Write(ref _isComing, 0);
        _culture.Restore();
        try
        {
            var view = await Board.LookAsync(ViewerId, _closing.Token);
            var isNew = !ReferenceEquals(view, View);
            (View, IsRefused) = (view, false);
            // The page in the browser sees for itself when this stands still.
            At = Board.At;
            if (isNew && view is not null)
                await SeenAsync(view);
        }
        catch (UnauthorizedAccessException)
        {
            (View, IsRefused) = (null, true);
        }
        catch (Exception e) when (!_closing.IsCancellationRequested)
        {
            // The edge of the page: what is shown stays and grows old.
            LogFailed(Logger, e);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        StateHasChanged();
    }

    [LoggerMessage(LogLevel.Error, "The live board could not be shown.")]
    private protected static partial void LogFailed(ILogger logger, Exception e);
}
