using Imcc.Infrastructure.Jobs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Reporting;

/// <summary>Keeps the figures up to date while the host runs.</summary>
internal sealed partial class ReportKeeper(FactRoller facts, PresenceRoller presence, IOptions<ReportOptions> options, TimeProvider time, ILogger<ReportKeeper> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await Regularly.RunAsync(options.Value.Every, time, LookAsync, LogFailed, stoppingToken);
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await facts.RollAsync(cancellationToken);
        await presence.RollAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Figures could not be counted; it is tried again in a moment")]
    private partial void LogFailed(Exception exception);
}
