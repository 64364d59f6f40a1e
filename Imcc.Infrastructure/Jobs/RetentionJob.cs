using Imcc.Infrastructure.Channels;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Imcc.Infrastructure.Jobs;

/// <summary>
/// Every night: the ledger forgets what is in its threads and can no longer be delivered again. WeChat repeats within 15 seconds; a week
/// leaves room for a channel that comes back from a long failure. Why an agent was asked is kept for half a year.
/// </summary>
[DisallowConcurrentExecution]
internal sealed partial class RetentionJob(ConversationStores stores, TimeProvider time, ILogger<RetentionJob> logger) : IJob
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);
    private static readonly TimeSpan ExplanationsKept = TimeSpan.FromDays(180);
    private const int Page = 2_000;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var store in stores.All)
        {
            await ForgetAsync(store, "ledger", async rows =>
            {
                var before = now - Kept;
                var mark = await rows.LedgerMarks.Where(m => m.Name == LedgerMark.Projected).Select(m => m.Seq).SingleOrDefaultAsync(cancellationToken);
                return await rows.Ledger.Where(l => l.Seq <= mark && l.ReceivedAt < before
                    // What was set aside is kept: its ledger row is all there is of it.
                    && !rows.Quarantine.Any(q => q.MessageId == l.MessageId)).OrderBy(l => l.Seq).Take(Page).ToListAsync(cancellationToken);
            });
            await ForgetAsync(store, "assignments", async rows =>
            {
                var before = now - ExplanationsKept;
                return await rows.Assignments.Where(a => a.At < before).OrderBy(a => a.At).Take(Page).ToListAsync(cancellationToken);
            });
        }
    }

    /// <summary>Page by page, so that nobody waits long for the store.</summary>
    private async Task ForgetAsync<T>(ConversationStore store, string table, Func<ConversationContext, Task<List<T>>> oldest)
        where T : class
    {
        var forgotten = 0;
        while (true)
        {
            await using var rows = store.Read();
            var old = await oldest(rows);
            if (old.Count == 0)
                break;
            var unit = new WriteUnit();
            foreach (var row in old)
                unit.Delete(row);
            await store.Writer.CommitAsync(unit);
            forgotten += old.Count;
        }

        if (forgotten > 0)
            Forgot(forgotten, table, store.Index);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Rows} old rows left {Table} of store {Store}")]
    private partial void Forgot(int rows, string table, int store);
}
