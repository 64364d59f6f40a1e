using System.Collections.Concurrent;
using Imcc.Core.Delivery;
using Imcc.Core.Notices;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Notices;

/// <summary>The rows of notices that are due: taken on lease many at a time, settled, put back.</summary>
internal sealed class NoticeQueue(ConversationStores stores, NoticeSettlement settlement, IOptions<NoticeOptions> options, TimeProvider time)
{
    private static readonly SendPriority[] Order = [SendPriority.Notice, SendPriority.Bulk];

    private readonly string _process = Process();

    // Of several nodes that reach for the same rows one gets them; the others look further down the line next time.
    private readonly ConcurrentDictionary<(Guid Account, NoticeKind Kind), int> _skip = new();

    public TimeSpan Lease => TimeSpan.FromSeconds(options.Value.LeaseSeconds);

    /// <summary>Takes what is due of one account and kind, customers' notices before mass ones, the longest due first. Those whose time is over are settled on the way.</summary>
    public async Task<IReadOnlyList<TakenNotice>> TakeAsync(Guid accountId, NoticeKind kind, CancellationToken cancellationToken)
    {
        var taken = new List<TakenNotice>();
        foreach (var store in stores.All)
        {
            foreach (var priority in Order)
            {
                if (taken.Count < options.Value.Together)
                    taken.AddRange(await TakeAsync(store, accountId, kind, priority, options.Value.Together - taken.Count, cancellationToken));
            }
        }

        return taken;
    }

    /// <summary>Settles those whose time is over, though they are not due and none may go out for now; what somebody has in hand is left to them.</summary>
    public async Task ExpireAsync(Guid accountId, NoticeKind kind, CancellationToken cancellationToken)
    {
        foreach (var store in stores.All)
        {
            for (var expired = options.Value.Together; expired == options.Value.Together && !cancellationToken.IsCancellationRequested;)
            {
                var now = time.GetUtcNow();
                await using var context = store.Read();
                var over = await context.NoticeQueue.Where(q => q.AccountId == accountId && q.Kind == kind && q.DeadAt == null && (q.LeasedBy == null || q.DueAt <= now))
                    .Join(context.Notices.Where(n => n.ExpiresAt <= now), q => q.NoticeId, n => n.Id, (q, n) => new { q, n }).Take(options.Value.Together).ToListAsync(cancellationToken);
                var taken = await LeaseAsync(store, over.ConvertAll(o => (o.q, o.n)), now);
                foreach (var notice in taken)
                    await settlement.ExpiredAsync(notice);
                expired = taken.Count;
            }
        }
    }

    /// <summary>Begun by nobody: others may have them at once.</summary>
    public async Task ReleaseAsync(IEnumerable<TakenNotice> notices, DateTimeOffset dueAt)
    {
        foreach (var store in notices.GroupBy(n => n.Store))
        {
            var unit = new WriteUnit();
            foreach (var notice in store)
                unit.Update(Released(notice.Queued, dueAt), notice.Queued.Revision);
            // Stale: somebody has one of them already. The leases end by themselves.
            await store.Key.Writer.CommitAsync(unit);
        }
    }

    private async Task<IReadOnlyList<TakenNotice>> TakeAsync(ConversationStore store, Guid accountId, NoticeKind kind, SendPriority priority, int take, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var skip = _skip.GetValueOrDefault((accountId, kind));
        await using var context = store.Read();
        var due = await DueAsync(context, accountId, kind, priority, now, skip, take, cancellationToken);
        if (due.Count == 0 && skip > 0)
            due = await DueAsync(context, accountId, kind, priority, now, 0, take, cancellationToken);
        if (due.Count == 0)
            return [];
        var taken = await LeaseAsync(store, due, now);
        _skip[(accountId, kind)] = taken.Count > 0 ? 0 : Random.Shared.Next(1, 8) * take;
        foreach (var over in taken.Where(t => t.Notice.ExpiresAt <= now).ToList())
        {
            taken.Remove(over);
            await settlement.ExpiredAsync(over);
        }

        return taken;
    }

    /// <returns>Empty: somebody else has reached for one of them.</returns>
    private async Task<List<TakenNotice>> LeaseAsync(ConversationStore store, List<(NoticeQueueRow Queued, NoticeRow Notice)> rows, DateTimeOffset now)
    {
        if (rows.Count == 0)
            return [];
        var unit = new WriteUnit();
        var taken = new List<TakenNotice>(rows.Count);
        foreach (var (queued, notice) in rows)
        {
            var leased = Leased(queued, now);
            unit.Update(leased, queued.Revision);
            taken.Add(new(store, leased, notice, leased.DueAt!.Value));
        }

        return await store.Writer.CommitAsync(unit) == WriteOutcome.Committed ? taken : [];
    }

    private static async Task<List<(NoticeQueueRow Queued, NoticeRow Notice)>> DueAsync(
        ConversationContext context, Guid accountId, NoticeKind kind, SendPriority priority, DateTimeOffset now, int skip, int take, CancellationToken cancellationToken)
    {
        var rows = await context.NoticeQueue.Where(q => q.AccountId == accountId && q.Kind == kind && q.Priority == priority && q.DueAt <= now)
            .OrderBy(q => q.DueAt).Skip(skip).Take(take)
            .Join(context.Notices, q => q.NoticeId, n => n.Id, (q, n) => new { q, n }).ToListAsync(cancellationToken);
        return [.. rows.OrderBy(r => r.q.DueAt).Select(r => (r.q, r.n))];
    }

    private NoticeQueueRow Leased(NoticeQueueRow row, DateTimeOffset now) => new()
    {
        NoticeId = row.NoticeId,
        AccountId = row.AccountId,
        Kind = row.Kind,
        Priority = row.Priority,
        // While leased it is not due; should we die, it comes due by itself.
        DueAt = now + Lease,
        Attempts = row.Attempts + 1,
        LeasedBy = _process,
        // An attempt was begun and its end never noted: the customer may have it already.
        MaybeTwice = row.MaybeTwice || row.LeasedBy is not null,
        Revision = row.Revision + 1,
    };

    private static NoticeQueueRow Released(NoticeQueueRow row, DateTimeOffset dueAt) => new()
    {
        NoticeId = row.NoticeId,
        AccountId = row.AccountId,
        Kind = row.Kind,
        Priority = row.Priority,
        DueAt = dueAt,
        Attempts = row.Attempts - 1,
        MaybeTwice = row.MaybeTwice,
        Revision = row.Revision + 1,
    };

    /// <summary>A name of this process that fits the column: a machine's may have 63 characters and more.</summary>
    private static string Process()
    {
        var machine = Environment.MachineName;
        return $"{(machine.Length > 40 ? machine[^40..] : machine)}:{Environment.ProcessId}";
    }
}

/// <summary>One notice that this process has on lease, until <paramref name="Until"/>.</summary>
internal sealed record TakenNotice(ConversationStore Store, NoticeQueueRow Queued, NoticeRow Notice, DateTimeOffset Until);
