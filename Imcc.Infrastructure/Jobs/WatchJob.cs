using Imcc.Infrastructure.Conversations;
using Quartz;

namespace Imcc.Infrastructure.Jobs;

/// <summary>Ends what supervisors looked at and do not any more, without having said so: the screen, the process or the machine is gone. Every node may run it.</summary>
[DisallowConcurrentExecution]
internal sealed partial class WatchJob(WatchBook watches, WatchEnding ending, TimeProvider time, ILogger<WatchJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var watch in await watches.LapsedAsync(time.GetUtcNow(), cancellationToken))
                await ending.EndAsync(watch.ThreadId, watch.ConversationId, watch.Id, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            NotSwept(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What supervisors look at no more could not be ended; again in a few seconds")]
    private partial void NotSwept(Exception exception);
}
