using System.Globalization;
using Imcc.Infrastructure.Exports;
using Imcc.Web.Administration;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace Imcc.Web.Components.Exports;

/// <summary>A person's own files, and how far each has come.</summary>
public sealed partial class ExportsPage : AdminScreen, IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly CircuitCulture _culture = CircuitCulture.Current;
    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<Export>? _files;

    [Inject] public required Infrastructure.Exports.Exports Files { get; init; }

    [Inject] public required IOptions<ExportOptions> Options { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    [Inject] public required ILogger<ExportsPage> Logger { get; init; }

    private int Days => Options.Value.KeptDays;

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        await LookAsync();
        _ = WatchAsync();
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(Every, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_leaving.Token))
            {
                // Asked for in another window, it shows here as well.
                await InvokeAsync(LookAgainAsync);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The page is closed.
            return;
        }
    }

    private async Task LookAgainAsync()
    {
        try
        {
            await LookAsync();
        }
        catch (Exception e) when (!_leaving.IsCancellationRequested)
        {
            // Whatever went wrong, what is shown stays, and the next look is a second away.
            LogFailed(Logger, e);
        }
    }

    private async Task LookAsync()
    {
        _culture.Restore();
        var files = await Files.ListAsync(await ActorAsync(), _leaving.Token);
        if (_files is not null && files.SequenceEqual(_files))
            return;
        _files = files;
        StateHasChanged();
    }

    private async Task CancelAsync(Export file)
    {
        await Files.CancelAsync(await ActorAsync(), file.Id, _leaving.Token);
        await LookAsync();
    }

    private async Task DeleteAsync(Export file)
    {
        await Files.DeleteAsync(await ActorAsync(), file.Id, _leaving.Token);
        await LookAsync();
    }

    private static string Tone(ExportState state) => state switch
    {
        ExportState.Done => "good",
        ExportState.Failed or ExportState.NotAllowed => "bad",
        ExportState.Waiting => "key",
        _ => "",
    };

    private static string SizeOf(long bytes) => bytes < 1024 * 1024
        ? (bytes / 1024.0).ToString("0.0", CultureInfo.CurrentCulture) + " KB"
        : (bytes / 1024.0 / 1024).ToString("0.0", CultureInfo.CurrentCulture) + " MB";

    [LoggerMessage(LogLevel.Error, "The list of exports could not be read; again in a second.")]
    private static partial void LogFailed(ILogger logger, Exception e);
}
