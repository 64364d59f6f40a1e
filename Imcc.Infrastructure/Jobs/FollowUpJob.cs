using Imcc.Infrastructure.FollowUps;
using Quartz;

namespace Imcc.Infrastructure.Jobs;

/// <summary>Every few seconds: low ratings become tasks. Every node may run it; each rating gets one.</summary>
[DisallowConcurrentExecution]
internal sealed partial class FollowUpJob(FollowUpMaker maker, ILogger<FollowUpJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await maker.RunAsync(cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            NotMade(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Low ratings could not be looked through for tasks; again in a few seconds")]
    private partial void NotMade(Exception exception);
}
