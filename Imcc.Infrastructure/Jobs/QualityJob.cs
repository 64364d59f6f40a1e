using Imcc.Infrastructure.Quality;
using Quartz;

namespace Imcc.Infrastructure.Jobs;

/// <summary>Every hour: what is to be judged is drawn, and what agents did not answer in time counts as accepted.</summary>
[DisallowConcurrentExecution]
internal sealed class QualityJob(QualityRound round) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await round.RunAsync(cancellationToken);
}
