using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Hosting;

namespace Imcc.Infrastructure.Organisation;

/// <summary>Looks every two seconds whether another node has changed the directory.</summary>
internal sealed class DirectoryWatch(
    DirectoryCache cache,
    PublicAddress address,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    IServer? server = null) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var started = lifetime.ApplicationStarted.Register(OnStarted);
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await cache.RefreshAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping is not a fault.
        }
    }

    /// <summary>Only now is it known where the server listens; accounts whose API is our own stand-in point there.</summary>
    private void OnStarted()
    {
        if (server is not null && address.ListensOn(server))
            _ = cache.ReloadAsync(lifetime.ApplicationStopping);
    }
}
