using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Imcc.Core.Channels;
using Imcc.Core.Notices;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Notices;

/// <summary>
/// Takes notices of other systems: checks each by itself, stores those that are good, and says what became of each. What it says was taken is on disk.
/// </summary>
public sealed class NoticeIntake : IDisposable
{
    /// <summary>Notices of one transaction: customers' messages wait for the same writer, and must not wait long.</summary>
    private const int Together = 125;

    private readonly ConversationStores _stores;
    private readonly Func<Core.Organisation.Directory> _directory;
    private readonly NoticeSenders _senders;
    private readonly CallbackAddress _addresses;
    private readonly NoticeSignal _signal;
    private readonly TimeProvider _time;
    // Two transactions at a time, so that the writer always has the next one and never many.
    private readonly ConcurrentDictionary<int, SemaphoreSlim> _turns = new();
    // Large requests one after the other: however many arrive at once, they take one core of the node at most, and customers' messages find another.
    private readonly SemaphoreSlim _large = new(1);

    internal NoticeIntake(ConversationStores stores, Func<Core.Organisation.Directory> directory, NoticeSenders senders, CallbackAddress addresses, NoticeSignal signal, TimeProvider time)
    {
        _stores = stores;
        _directory = directory;
        _senders = senders;
        _addresses = addresses;
        _signal = signal;
        _time = time;
    }

    /// <param name="reference">The sender's name for the batch; null with several orders: the request is a batch of its own.</param>
    /// <returns>A receipt for each order, in their order, and the batch. Null: more is waiting than can be written, so that nothing, or a part, was taken; a repeated request with the same keys takes the rest.</returns>
    public async Task<(Guid? BatchId, IReadOnlyList<NoticeReceipt> Receipts)?> TakeAsync(Guid apiKeyId, IReadOnlyList<NoticeOrder> orders, string? reference, CancellationToken cancellationToken)
    {
        if (orders.Count <= Together)
            return await StoreAllAsync(apiKeyId, orders, reference, cancellationToken);
        await _large.WaitAsync(cancellationToken);
        try
        {
            return await StoreAllAsync(apiKeyId, orders, reference, cancellationToken);
        }
        finally
        {
            _large.Release();
        }
    }

    private async Task<(Guid? BatchId, IReadOnlyList<NoticeReceipt> Receipts)?> StoreAllAsync(Guid apiKeyId, IReadOnlyList<NoticeOrder> orders, string? reference, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var receipts = new NoticeReceipt?[orders.Count];
        var rows = new List<(int Index, NoticeRow Row)>(orders.Count);
        Guid? batch = reference is not null ? BatchId(apiKeyId, reference) : orders.Count > 1 ? Guid.CreateVersion7(now) : null;
        for (var i = 0; i < orders.Count; i++)
        {
            var account = _directory().AccountsByKey.GetValueOrDefault(orders[i].Account);
            var problems = NoticeRules.Problems(orders[i], account is { Enabled: true } ? account.Kind : null, _senders.Take, _addresses.IsAllowed, now);
            if (problems.Count > 0)
                receipts[i] = await RepeatedAsync(orders[i], account, problems, apiKeyId, now, cancellationToken) ?? new(null, false, problems);
            else
                rows.Add((i, StoredNotice.Row(orders[i], account!.Id, apiKeyId, batch, now)));
        }

        if (rows.Count == 0)
            return (null, receipts!);
        try
        {
            if (batch is { } id)
                await StoreBatchAsync(id, reference ?? "", apiKeyId, now, cancellationToken);
            foreach (var group in rows.GroupBy(r => _stores.For(r.Row.ThreadId)))
            {
                foreach (var part in group.Chunk(Together))
                    await StoreAsync(group.Key, part, receipts, cancellationToken);
            }
        }
        catch (StoreOverloadedException)
        {
            return null;
        }

        foreach (var line in rows.Select(r => (r.Row.AccountId, r.Row.Kind)).Distinct())
            _signal.Wake(line.AccountId, line.Kind);
        return (batch, receipts!);
    }

    public void Dispose()
    {
        _large.Dispose();
        foreach (var turns in _turns.Values)
            turns.Dispose();
    }

    /// <summary>A batch of this name, of this API key: the same in every request.</summary>
    public static Guid BatchId(Guid apiKeyId, string reference) =>
        new(SHA256.HashData([.. apiKeyId.ToByteArray(), .. Encoding.UTF8.GetBytes(reference)]).AsSpan(0, 16), bigEndian: true);

    /// <summary>Whoever lost our answer, and asks again when the notice's time is over, still learns that it was taken.</summary>
    /// <returns>Null: it was not here before.</returns>
    private async Task<NoticeReceipt?> RepeatedAsync(
        NoticeOrder order, ChannelAccount? account, IReadOnlyList<NoticeProblem> problems, Guid apiKeyId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (account is null || order.Key is null || problems is not [{ Code: NoticeRules.Expired }])
            return null;
        var receipts = new NoticeReceipt?[1];
        await SettleRepeatedAsync([(0, StoredNotice.Row(order, account.Id, apiKeyId, null, now))], receipts, cancellationToken);
        return receipts[0];
    }

    private async Task StoreBatchAsync(Guid id, string reference, Guid apiKeyId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using (var context = _stores.Home.Read())
        {
            if (await context.NoticeBatches.AnyAsync(b => b.Id == id, cancellationToken))
                return;
        }

        // Of two requests that begin it, one makes it.
        await _stores.Home.Writer.CommitAsync(new WriteUnit().Insert(new NoticeBatchRow { Id = id, Reference = reference, ApiKeyId = apiKeyId, CreatedAt = now }));
    }

    private async Task StoreAsync(ConversationStore store, IReadOnlyList<(int Index, NoticeRow Row)> part, NoticeReceipt?[] receipts, CancellationToken cancellationToken)
    {
        var turns = _turns.GetOrAdd(store.Index, _ => new SemaphoreSlim(2));
        await turns.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                var left = await SettleRepeatedAsync(part, receipts, cancellationToken);
                if (left.Count == 0)
                    return;
                var unit = new WriteUnit();
                foreach (var (_, row) in left)
                    unit.Insert(row).Insert(StoredNotice.Queued(row));
                // Once it is given to the writer it may be on disk whatever becomes of the caller, so nobody's patience ends this wait.
                if (await store.Writer.CommitAsync(unit) == WriteOutcome.Committed)
                {
                    foreach (var (index, row) in left)
                        receipts[index] = new(row.Id, false, []);
                    return;
                }

                // Somebody stored one of the keys meanwhile: look again.
                part = left;
            }
        }
        finally
        {
            turns.Release();
        }
    }

    /// <summary>Answers for those that are here already, or stand twice in the request.</summary>
    /// <returns>The others.</returns>
    private async Task<IReadOnlyList<(int Index, NoticeRow Row)>> SettleRepeatedAsync(IReadOnlyList<(int Index, NoticeRow Row)> part, NoticeReceipt?[] receipts, CancellationToken cancellationToken)
    {
        var known = new Dictionary<(Guid Account, string Key), (Guid Id, Guid Fingerprint)>();
        foreach (var account in part.Where(p => p.Row.SenderKey is not null).GroupBy(p => p.Row.AccountId))
        {
            var keys = account.Select(p => p.Row.SenderKey!).Distinct(StringComparer.Ordinal).ToList();
            // A key is the account's, whoever the customer is: it may stand in another store than its namesake.
            foreach (var store in _stores.All)
            {
                await using var context = store.Read();
                foreach (var row in await context.Notices.Where(n => n.AccountId == account.Key && n.SenderKey != null && keys.Contains(n.SenderKey))
                    .Select(n => new { n.SenderKey, n.Id, n.Fingerprint }).ToListAsync(cancellationToken))
                    known[(account.Key, row.SenderKey!)] = (row.Id, row.Fingerprint);
            }
        }

        var left = new List<(int Index, NoticeRow Row)>();
        foreach (var (index, row) in part)
        {
            if (row.SenderKey is null)
            {
                left.Add((index, row));
                continue;
            }

            if (!known.TryGetValue((row.AccountId, row.SenderKey), out var first))
            {
                known[(row.AccountId, row.SenderKey)] = (row.Id, row.Fingerprint);
                left.Add((index, row));
                continue;
            }

            receipts[index] = first.Fingerprint == row.Fingerprint ? new(first.Id, true, []) : NoticeReceipt.Conflicting;
        }

        return left;
    }
}
