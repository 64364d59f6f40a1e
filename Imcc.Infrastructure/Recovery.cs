using Imcc.Core.Agents;
using Imcc.Core.Routing;
using Imcc.Infrastructure.Channels;
using Imcc.Infrastructure.Routing;
using Imcc.Infrastructure.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure;

/// <summary>
/// Before the first call is taken: the conversation stores' tables are up to date. After the grains are up: what a crash left half-done
/// is finished, the agents' screens are waited for, the ACD is woken. Then, and not before, this node is ready.
/// </summary>
internal sealed partial class Recovery(
    Migrations migrations,
    IOptions<DatabaseOptions> options,
    LedgerSweep sweep,
    RoutingRows rows,
    IGrainFactory grains,
    Readiness readiness,
    IHostApplicationLifetime lifetime,
    ILogger<Recovery> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (options.Value.MigrateAtStart)
            await migrations.ApplyToConversationsAsync(cancellationToken);
        else if (!await migrations.AreConversationsUpToDateAsync(cancellationToken))
            throw new InvalidOperationException($"The conversation stores' tables are not up to date, and {DatabaseOptions.Section}:MigrateAtStart is off: run with --migrate first.");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStopping.Register(readiness.Stop);
        foreach (var status in await rows.StatusesAsync(cancellationToken))
        {
            // Whoever was there when the last process died: the screens are on their way back, or their grace runs. First of all, so that
            // what is carried below is not given to somebody who only seems to be there.
            if (status.Connection != Connection.Lost)
                await grains.GetGrain<IAgentGrain>(status.AgentId).LookAsync();
        }

        var carried = await sweep.RunAsync(all: true, cancellationToken);
        await grains.GetGrain<IAcdGrain>(IAcdGrain.MainDomain).TickAsync();
        readiness.Start();
        Ready(carried);
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "Ready; {Messages} messages that a former process had stored were carried to their conversations")]
    private partial void Ready(int messages);
}
