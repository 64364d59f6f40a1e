namespace Imcc.Web.Components.Layout;

/// <summary>Before the process stops, open screens are paused; they resume on whichever process answers ready next.</summary>
internal sealed class PauseCircuitsOnStop(IHostApplicationLifetime lifetime, CircuitPauses pauses) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Callbacks run last registered first: registering only once everything has started puts this before SignalR's closing.
        lifetime.ApplicationStarted.Register(() =>
            lifetime.ApplicationStopping.Register(() => pauses.PauseAllAsync().GetAwaiter().GetResult()));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
