using Imcc.Core.Notices;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Notices;

/// <summary>Finds notices and batches, and takes back what is not on its way yet. Whose they are is for whoever asks to look at.</summary>
public sealed class NoticeBook
{
    private const int Page = 200;

    private readonly ConversationStores _stores;
    private readonly NoticeSettlement _settlement;
    private readonly DirectoryCache _directory;

    internal NoticeBook(ConversationStores stores, NoticeSettlement settlement, DirectoryCache directory) => (_stores, _settlement, _directory) = (stores, settlement, directory);

    public async Task<NoticeView?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await RowAsync(id, cancellationToken) is { } found ? View(found.Notice, found.Queued) : null;

    /// <param name="key">The sender's own name for it.</param>
    public async Task<NoticeView?> FindAsync(Guid accountId, string key, CancellationToken cancellationToken)
    {
        foreach (var store in _stores.All)
        {
            await using var context = store.Read();
            if (await context.Notices.Where(n => n.AccountId == accountId && n.SenderKey == key).Select(n => (Guid?)n.Id).SingleOrDefaultAsync(cancellationToken) is { } id)
                return await FindAsync(id, cancellationToken);
        }

        return null;
    }

    /// <summary>A notice that is not on its way is not sent any more.</summary>
    public async Task<NoticeCancelOutcome> CancelAsync(Guid id, CancellationToken cancellationToken)
    {
        // Once more when a worker had it in its hands and put it back meanwhile.
        for (var attempt = 0; attempt < 3; attempt++)
        {
            if (await RowAsync(id, cancellationToken) is not { } found)
                return NoticeCancelOutcome.NotFound;
            if (found.Notice.State == NoticeState.Cancelled)
                return NoticeCancelOutcome.Done;
            if (found.Notice.State != NoticeState.Waiting || found.Queued is null)
                return NoticeCancelOutcome.TooLate;
            if (await _settlement.CancelledAsync(found.Store, found.Queued, found.Notice))
                return NoticeCancelOutcome.Done;
        }

        return NoticeCancelOutcome.TooLate;
    }

    /// <summary>All of a batch that are not on their way are not sent any more.</summary>
    /// <returns>How many were taken back.</returns>
    public async Task<int> CancelBatchAsync(Guid batchId, CancellationToken cancellationToken)
    {
        var cancelled = 0;
        // Once more for those that a worker had in its hands, and put back.
        for (var pass = 0; pass < 3; pass++)
        {
            var (done, left) = await CancelPassAsync(batchId, cancellationToken);
            cancelled += done;
            if (left == 0)
                break;
            await Task.Delay(TimeSpan.FromMilliseconds(300), cancellationToken);
        }

        return cancelled;
    }

    private async Task<(int Done, int Left)> CancelPassAsync(Guid batchId, CancellationToken cancellationToken)
    {
        var (cancelled, left) = (0, 0);
        foreach (var store in _stores.All)
        {
            var after = Guid.Empty;
            while (true)
            {
                await using var context = store.Read();
                var page = await context.Notices.Where(n => n.BatchId == batchId && n.State == NoticeState.Waiting && n.Id.CompareTo(after) > 0).OrderBy(n => n.Id).Take(Page)
                    .Join(context.NoticeQueue, n => n.Id, q => q.NoticeId, (n, q) => new { n, q }).OrderBy(p => p.n.Id).ToListAsync(cancellationToken);
                if (page.Count == 0)
                    break;
                var done = await Task.WhenAll(page.Select(p => _settlement.CancelledAsync(store, p.q, p.n)));
                cancelled += done.Count(d => d);
                left += done.Count(d => !d);
                after = page[^1].n.Id;
            }
        }

        return (cancelled, left);
    }

    public async Task<NoticeBatchView?> BatchAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var home = _stores.Home.Read();
        return await home.NoticeBatches.SingleOrDefaultAsync(b => b.Id == id, cancellationToken) is { } row
            ? (await CountAsync([row], cancellationToken))[0]
            : null;
    }

    /// <summary>Batches, the latest first.</summary>
    public async Task<IReadOnlyList<NoticeBatchView>> BatchesAsync(DateTimeOffset before, int take, CancellationToken cancellationToken)
    {
        await using var home = _stores.Home.Read();
        return await CountAsync(await home.NoticeBatches.Where(b => b.CreatedAt < before).OrderByDescending(b => b.CreatedAt).Take(take).ToListAsync(cancellationToken), cancellationToken);
    }

    /// <summary>The notices of one customer, the latest first.</summary>
    public async Task<IReadOnlyList<NoticeView>> OfThreadAsync(Guid threadId, int take, CancellationToken cancellationToken)
    {
        await using var context = _stores.For(threadId).Read();
        var rows = await context.Notices.Where(n => n.ThreadId == threadId).OrderByDescending(n => n.CreatedAt).Take(take).ToListAsync(cancellationToken);
        return [.. rows.Select(r => View(r, null))];
    }

    /// <summary>The latest notices of these accounts.</summary>
    /// <param name="batchId">Null: of whatever batch.</param>
    /// <param name="state">Null: in whatever state.</param>
    public async Task<IReadOnlyList<NoticeView>> LatestAsync(IReadOnlySet<Guid> accounts, Guid? batchId, NoticeState? state, DateTimeOffset before, int take, CancellationToken cancellationToken)
    {
        var found = new List<NoticeView>();
        foreach (var store in _stores.All)
        {
            await using var context = store.Read();
            var rows = context.Notices.Where(n => n.CreatedAt < before && accounts.Contains(n.AccountId));
            if (batchId is { } batch)
                rows = rows.Where(n => n.BatchId == batch);
            if (state is { } s)
                rows = rows.Where(n => n.State == s);
            found.AddRange((await rows.OrderByDescending(n => n.CreatedAt).Take(take).ToListAsync(cancellationToken)).Select(r => View(r, null)));
        }

        return [.. found.OrderByDescending(n => n.CreatedAt).Take(take)];
    }

    internal async Task<(ConversationStore Store, NoticeRow Notice, NoticeQueueRow? Queued)?> RowAsync(Guid id, CancellationToken cancellationToken)
    {
        foreach (var store in _stores.All)
        {
            await using var context = store.Read();
            if (await context.Notices.SingleOrDefaultAsync(n => n.Id == id, cancellationToken) is { } notice)
                return (store, notice, await context.NoticeQueue.SingleOrDefaultAsync(q => q.NoticeId == id, cancellationToken));
        }

        return null;
    }

    internal NoticeView View(NoticeRow n, NoticeQueueRow? queued)
    {
        var account = _directory.Current.Accounts.GetValueOrDefault(n.AccountId);
        return new(
            n.Id, n.AccountId, account?.Key ?? "", account?.Name ?? "", n.ExternalId, n.SenderKey, n.Content(), n.Priority, n.State, n.CreatedAt, n.ExpiresAt, n.SentAt, n.SettledAt, n.BatchId, n.ApiKeyId, n.ChannelMessageId,
            n.Attempts, n.LastError, n.Refusal, n.MaybeTwice, NoticeTrouble.Read(n.Troubles), n.CallbackUrl, n.Callback, n.CallbackError, queued?.DueAt, queued?.DeadAt is not null, queued?.LeasedBy is not null);
    }

    private async Task<IReadOnlyList<NoticeBatchView>> CountAsync(IReadOnlyList<NoticeBatchRow> batches, CancellationToken cancellationToken)
    {
        var ids = batches.Select(b => (Guid?)b.Id).ToList();
        var counts = ids.ToDictionary(i => i!.Value, _ => new Dictionary<NoticeState, int>());
        foreach (var store in _stores.All)
        {
            await using var context = store.Read();
            foreach (var row in await context.Notices.Where(n => n.BatchId != null && ids.Contains(n.BatchId)).GroupBy(n => new { n.BatchId, n.State }).Select(g => new { g.Key.BatchId, g.Key.State, Count = g.Count() }).ToListAsync(cancellationToken))
                counts[row.BatchId!.Value][row.State] = counts[row.BatchId.Value].GetValueOrDefault(row.State) + row.Count;
        }

        return [.. batches.Select(b => new NoticeBatchView(b.Id, b.Reference, b.ApiKeyId, b.CreatedAt, counts[b.Id]))];
    }
}

/// <summary>What became of taking a notice back.</summary>
public enum NoticeCancelOutcome
{
    Done = 0,
    NotFound = 1,
    /// <summary>It is sent, on its way, or settled otherwise.</summary>
    TooLate = 2,
}
