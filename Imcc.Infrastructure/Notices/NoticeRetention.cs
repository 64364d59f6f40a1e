using Imcc.Core.Notices;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Notices;

/// <summary>Forgets notices that were settled long enough ago, with their dead letters, and batches without notices: a few hundred at a time, so that nobody waits for the store.</summary>
internal sealed partial class NoticeRetention(ConversationStores stores, IOptions<NoticeOptions> options, TimeProvider time, ILogger<NoticeRetention> logger)
{
    private const int Bite = 500;

    /// <returns>How many notices were forgotten.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - TimeSpan.FromDays(options.Value.KeptDays);
        var forgotten = 0;
        foreach (var store in stores.All)
        {
            while (!cancellationToken.IsCancellationRequested && await BiteAsync(store, before, cancellationToken) is var bite and > 0)
                forgotten += bite;
        }

        await using var home = stores.Home.Read();
        foreach (var batch in await home.NoticeBatches.Where(b => b.CreatedAt < before).OrderBy(b => b.CreatedAt).Take(Bite).ToListAsync(cancellationToken))
        {
            // A batch of many days is as young as its youngest notice.
            if (!await AnyOfAsync(batch.Id, cancellationToken))
                await stores.Home.Writer.CommitAsync(new WriteUnit().Delete(batch));
        }

        if (forgotten > 0)
            Forgot(forgotten);
        return forgotten;
    }

    private static async Task<int> BiteAsync(ConversationStore store, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var context = store.Read();
        // What still waits is never forgotten; a notice ends within days by itself.
        var old = await context.Notices.Where(n => n.CreatedAt < before && n.State != NoticeState.Waiting && (n.SettledAt == null || n.SettledAt < before))
            .OrderBy(n => n.CreatedAt).Take(Bite).ToListAsync(cancellationToken);
        if (old.Count == 0)
            return 0;
        var ids = old.ConvertAll(n => n.Id);
        var unit = new WriteUnit();
        foreach (var dead in await context.NoticeQueue.Where(q => ids.Contains(q.NoticeId)).ToListAsync(cancellationToken))
            unit.Delete(dead);
        foreach (var told in await context.NoticeCallbacks.Where(c => ids.Contains(c.NoticeId)).ToListAsync(cancellationToken))
            unit.Delete(told);
        foreach (var notice in old)
            unit.Delete(notice);
        await store.Writer.CommitAsync(unit);
        return old.Count;
    }

    private async Task<bool> AnyOfAsync(Guid batchId, CancellationToken cancellationToken)
    {
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            if (await context.Notices.AnyAsync(n => n.BatchId == batchId, cancellationToken))
                return true;
        }

        return false;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Notices} old notices were forgotten")]
    private partial void Forgot(int notices);
}
