using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Delivery;

/// <summary>Finds what may go out: threads, and the first delivery of one of them.</summary>
internal sealed class OutboxReader(ConversationStores stores, TimeProvider time)
{
    private const int LatestRead = 60;
    private const int UnsettledRead = 50;

    /// <summary>The threads that have something due, of each account alike: one that is far behind must not crowd the others out.</summary>
    /// <param name="takeOfEach">The most of one account.</param>
    public async Task<IReadOnlyList<Guid>> DueThreadsAsync(int takeOfEach, CancellationToken cancellationToken)
    {
        var due = new HashSet<Guid>();
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            await store.Clock.LookAsync(context, time, cancellationToken);
            var now = store.Clock.Now(time);
            foreach (var account in await context.Deliveries.Where(d => d.NotBefore <= now).Select(d => d.AccountId).Distinct().ToListAsync(cancellationToken))
            {
                // Only the first of each thread can go: those behind one that waits for its retry must not crowd the others out.
                due.UnionWith(await context.Deliveries
                    .Where(d => d.AccountId == account && d.NotBefore <= now
                        && !context.Deliveries.Any(e => e.ThreadId == d.ThreadId && e.Seq < d.Seq && e.State != DeliveryState.Failed && e.State != DeliveryState.Held))
                    .OrderBy(d => d.NotBefore).Select(d => d.ThreadId).Take(takeOfEach).ToListAsync(cancellationToken));
            }

            due.UnionWith(await context.Deliveries
                .Where(d => d.State == DeliveryState.Held && context.Messages.Any(m => m.ThreadId == d.ThreadId && m.Seq > d.HeldAfter && m.Direction == MessageDirection.Inbound))
                .OrderBy(d => d.NotBefore).Select(d => d.ThreadId).Take(takeOfEach).ToListAsync(cancellationToken));
        }

        return [.. due];
    }

    /// <summary>The first delivery of a thread that may go now; one that is held comes when its time is over or the customer has written since.</summary>
    public async Task<DueDelivery?> FirstAsync(Guid threadId, CancellationToken cancellationToken)
    {
        var store = stores.For(threadId);
        var now = store.Clock.Now(time);
        await using var context = store.Read();
        var rows = await context.Deliveries.Where(d => d.ThreadId == threadId && d.State != DeliveryState.Failed).OrderBy(d => d.Seq).Take(UnsettledRead).ToListAsync(cancellationToken);
        if (rows.Count == 0)
            return null;
        if (rows[0] is { State: not DeliveryState.Held } first && !(first.NotBefore <= now))
            return null;
        var latest = await context.Messages.Where(m => m.ThreadId == threadId).OrderByDescending(m => m.Seq).Take(LatestRead).ToListAsync(cancellationToken);
        latest.Reverse();
        var lastInbound = latest.LastOrDefault(m => m.Direction == MessageDirection.Inbound)?.Seq ?? 0;
        var row = rows.Find(r => r.State != DeliveryState.Held || r.NotBefore <= now || lastInbound > r.HeldAfter);
        if (row is null || (row.State != DeliveryState.Held && !(row.NotBefore <= now)))
            return null;
        var message = latest.Find(m => m.Id == row.MessageId) ?? await context.Messages.SingleOrDefaultAsync(m => m.Id == row.MessageId, cancellationToken);
        var thread = await context.Threads.SingleOrDefaultAsync(t => t.Id == threadId, cancellationToken);
        // Taken back, and its row with it, between the two looks.
        return message is null || thread is null
            ? null
            : new DueDelivery(row, thread.ExternalId, message.ToMessage(), [.. latest.Select(m => m.ToMessage())], latest.Count < LatestRead);
    }

    public async Task<DeliveryRow?> FindAsync(Guid threadId, Guid messageId, CancellationToken cancellationToken)
    {
        await using var context = stores.For(threadId).Read();
        return await context.Deliveries.SingleOrDefaultAsync(d => d.MessageId == messageId && d.ThreadId == threadId, cancellationToken);
    }
}
