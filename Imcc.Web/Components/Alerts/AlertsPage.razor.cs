using Imcc.Core.Alerts;
using Imcc.Infrastructure.Alerts;
using Imcc.Web.Administration;
using Microsoft.AspNetCore.Components;

namespace Imcc.Web.Components.Alerts;

/// <summary>All alerts there were: who was told what, when it was over, who looked after it.</summary>
public sealed partial class AlertsPage : AdminScreen, IDisposable
{
    private readonly CircuitCulture _culture = CircuitCulture.Current;
    private AlertPage? _page;
    private AlertState _state;
    private AlertKind? _kind;
    private DateOnly _from;
    private DateOnly _to;
    private int _skip;
    private bool _isRefused;
    private bool _isGone;
    private IDisposable? _following;

    [Inject] public required AlertBook Book { get; init; }

    [Inject] public required AlertBoard Board { get; init; }

    [Inject] public required ILogger<AlertsPage> Logger { get; init; }

    public void Dispose()
    {
        _isGone = true;
        _following?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _to = DateOnly.FromDateTime(Clock.Local(Clock.Now).DateTime);
        _from = _to.AddDays(-6);
        await LookAsync();
        _following = Board.Follow(() => _ = InvokeAsync(async () =>
        {
            if (_isGone)
                return;
            _culture.Restore();
            try
            {
                await LookAsync();
            }
            catch (Exception e)
            {
                // Nobody waits for this look: what is shown stays, and the next alert is looked for again.
                LogFailed(Logger, e);
            }

            StateHasChanged();
        }));
    }

    private Task AgainAsync() => TurnAsync(0);

    private async Task TurnAsync(int skip)
    {
        _skip = Math.Max(0, skip);
        await LookAsync();
    }

    private async Task LookAsync()
    {
        try
        {
            _page = await Book.ListAsync(await ActorAsync(), new(Clock.StartOf(_from), Clock.EndOf(_to), _state, _kind), _skip);
        }
        catch (UnauthorizedAccessException)
        {
            // The right was taken away while the page was open.
            _isRefused = true;
        }
    }

    private async Task SeeAsync(Alert alert)
    {
        await Book.SeeAsync(await ActorAsync(), alert.Id);
        await LookAsync();
    }

    [LoggerMessage(LogLevel.Error, "The list of alerts could not be read.")]
    private static partial void LogFailed(ILogger logger, Exception e);
}
