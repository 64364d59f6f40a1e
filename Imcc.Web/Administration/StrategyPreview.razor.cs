using Imcc.Core.Routing;
using Imcc.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Imcc.Web.Administration;

/// <summary>Shows whom the draft would ask next and why: at once after each change, and every two seconds, since people come and go.</summary>
public sealed partial class StrategyPreview : IDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<PreviewLine>? _lines;
    private (Guid? GroupId, GroupRules Draft)? _shown;
    private bool _failed;
    private CircuitCulture _culture = CircuitCulture.Current;

    /// <summary>Null: the group is not there yet, and nobody can be asked.</summary>
    [Parameter, EditorRequired] public Guid? GroupId { get; set; }

    [Parameter, EditorRequired] public required GroupRules Draft { get; set; }

    [Inject] public required IStrategyPreview Source { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    [Inject] public required ILogger<StrategyPreview> Logger { get; init; }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        _culture = CircuitCulture.Current;
        if (_shown == (GroupId, Draft))
            return;
        _shown = (GroupId, Draft);
        await RefreshAsync();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _ = KeepAsync(_gone.Token);
    }

    private string Why(PreviewLine line) =>
        line.Values.Count == 0 ? "" : L["PreviewBecause", string.Join(L["Comma"], line.Values.Take(2).Select(v => $"{L["Part_" + v.Part]} {v.Text}"))];

    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
                await InvokeAsync(RefreshAsync);
        }
        catch (OperationCanceledException)
        {
            // The screen is closed.
        }
    }

    private async Task RefreshAsync()
    {
        if (GroupId is not { } group || _gone.IsCancellationRequested)
            return;
        var asked = _shown;
        // The timer's turn has lost it.
        _culture.Restore();
        try
        {
            var lines = await Source.NextAsync(group, Draft, _gone.Token);
            // An answer to settings that have changed meanwhile is none.
            if (asked != _shown)
                return;
            (_lines, _failed) = (lines, false);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Routing may be moving to another node: the next look finds it.
            LogFailed(Logger, e, group);
            _failed = true;
        }

        StateHasChanged();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The preview of skill group {SkillGroupId} could not be made")]
    private static partial void LogFailed(ILogger logger, Exception e, Guid skillGroupId);
}
