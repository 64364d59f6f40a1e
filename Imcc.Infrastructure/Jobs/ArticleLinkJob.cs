using Imcc.Infrastructure.Knowledge;
using Quartz;

namespace Imcc.Infrastructure.Jobs;

/// <summary>Every ten minutes: the links of articles that have not been looked at for long enough.</summary>
[DisallowConcurrentExecution]
internal sealed class ArticleLinkJob(LinkChecks links) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await links.RunAsync(cancellationToken);
}
