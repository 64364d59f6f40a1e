using Imcc.Infrastructure.Notices;
using Quartz;

namespace Imcc.Infrastructure.Jobs;

/// <summary>Every hour: notices that are not kept any longer.</summary>
[DisallowConcurrentExecution]
internal sealed class NoticeJob(NoticeRetention retention) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await retention.RunAsync(cancellationToken);
}
