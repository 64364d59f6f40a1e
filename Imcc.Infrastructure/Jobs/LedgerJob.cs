using Imcc.Infrastructure.Channels;
using Quartz;

namespace Imcc.Infrastructure.Jobs;

/// <summary>Every second: messages that are in a ledger but not in their thread are carried there.</summary>
[DisallowConcurrentExecution]
internal sealed partial class LedgerJob(LedgerSweep sweep, ILogger<LedgerJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await sweep.RunAsync(all: false, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            NotSwept(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The ledger could not be looked through; again in a second")]
    private partial void NotSwept(Exception exception);
}
