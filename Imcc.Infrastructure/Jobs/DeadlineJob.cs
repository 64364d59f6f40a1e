using Imcc.Core.Agents;
using Imcc.Core.Conversations;
using Imcc.Core.Routing;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Imcc.Infrastructure.Jobs;

/// <summary>
/// Once a second: whatever row's time has come is told to its grain, which decides by its own clock and row whether it really has.
/// The deadlines are rows, so a restart forgets none; every node may run this, and the second one finds nothing left to do.
/// </summary>
[DisallowConcurrentExecution]
internal sealed partial class DeadlineJob(ConversationStores stores, IGrainFactory grains, TimeProvider time, ILogger<DeadlineJob> logger) : IJob
{
    private const int Page = 500;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await grains.GetGrain<IAcdGrain>(IAcdGrain.MainDomain).TickAsync();
            var now = time.GetUtcNow();
            foreach (var store in stores.All)
                await RunAsync(store, now, cancellationToken);
            await using var home = stores.Home.Read();
            var agents = await home.AgentStatus.Where(a => a.DueAt <= now).Select(a => a.AgentId).Take(Page).ToListAsync(cancellationToken);
            await EachAsync(agents, id => grains.GetGrain<IAgentGrain>(id).TickAsync(), cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            NotSwept(e);
        }
    }

    private async Task RunAsync(ConversationStore store, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = store.Read();
        var due = await context.Conversations.Where(c => c.DueAt <= now).OrderBy(c => c.DueAt).Select(c => c.ThreadId).Take(Page).ToListAsync(cancellationToken);
        await EachAsync(due, id => grains.GetGrain<IConversationGrain>(id).TickAsync(), cancellationToken);
    }

    private Task EachAsync(IEnumerable<Guid> ids, Func<Guid, ValueTask> tick, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken }, async (id, _) =>
        {
            try
            {
                await tick(id);
            }
            catch (Exception e)
            {
                // One that cannot be told must not keep the others waiting; its row is still due in a second.
                NotTold(e, id);
            }
        });

    [LoggerMessage(Level = LogLevel.Error, Message = "The deadlines could not be looked through; again in a second")]
    private partial void NotSwept(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Id} could not be told that its time has come; again in a second")]
    private partial void NotTold(Exception exception, Guid id);
}
