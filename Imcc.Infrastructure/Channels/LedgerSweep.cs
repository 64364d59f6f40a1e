using System.Collections.Concurrent;
using Imcc.Core.Channels;
using Imcc.Core.Contacts;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Channels;

/// <summary>
/// Finds what is in a ledger but not in its thread (a process died between the two) and carries it there. Everything up to the mark
/// is known to be done; the mark follows some seconds behind, for rows of slow transactions may still appear.
/// </summary>
internal sealed partial class LedgerSweep(
    ConversationStores stores,
    DirectoryCache directory,
    Carrier carrier,
    Intake intake,
    IEnumerable<IWireParser> parsers,
    TimeProvider time,
    ILogger<LedgerSweep> logger) : IDisposable
{
    /// <summary>Younger rows are still being carried by whoever took them in; what is carried by this process is known besides.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromMilliseconds(900);

    private static readonly TimeSpan MarkLag = TimeSpan.FromSeconds(15);

    /// <summary>Most runs look only at what came lately: whoever died leaves young rows. The others look at all behind the mark, for rows that appeared late.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan WholeEvery = TimeSpan.FromSeconds(5);
    private const int Page = 500;
    private const int TriesBeforeQuarantine = 5;
    private static readonly string[] MarkColumns = [nameof(LedgerMark.Seq)];

    private readonly Dictionary<ChannelKind, IWireParser> _parsers = parsers.ToDictionary(p => p.Kind);
    private readonly ConcurrentDictionary<Guid, int> _tries = new();
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>By store: how far its ledger went at which time, and when it was looked through from the mark. Only whoever has the turn touches it.</summary>
    private readonly Dictionary<int, (Queue<(DateTimeOffset At, long Seq)> Ends, DateTimeOffset Whole)> _looked = [];

    /// <param name="all">At the start nobody else is carrying anything of ours: take young rows too.</param>
    /// <returns>How many messages were carried.</returns>
    public async Task<int> RunAsync(bool all, CancellationToken cancellationToken)
    {
        // The start's run and the job's would carry the same messages and count the same tries twice: one at a time.
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var carried = 0;
            foreach (var store in stores.All)
                carried += await SweepAsync(store, all, cancellationToken);
            return carried;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<int> SweepAsync(ConversationStore store, bool all, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var upTo = all ? DateTimeOffset.MaxValue : now - Young;
        var mark = await MarkAsync(store, cancellationToken);
        var carried = 0;
        var (ends, whole) = _looked.GetValueOrDefault(store.Index, (new(), DateTimeOffset.MinValue));
        // What could not be carried yet comes before what its customer wrote later.
        var isWhole = all || !_tries.IsEmpty || now - whole >= WholeEvery;
        var from = isWhole ? mark : Math.Max(mark, Lastly(ends, now));
        ends.Enqueue((now, await EndAsync(store, mark, cancellationToken)));
        _looked[store.Index] = (ends, isWhole ? now : whole);
        while (true)
        {
            List<LedgerRow> lost;
            await using (var context = store.Read())
            {
                lost = await context.Ledger
                    .Where(l => l.Seq > from && l.ReceivedAt <= upTo
                        && !context.Messages.Any(m => m.Id == l.MessageId)
                        && !context.Quarantine.Any(q => q.MessageId == l.MessageId))
                    .OrderBy(l => l.Seq).Take(Page).ToListAsync(cancellationToken);
            }

            // In the order of the ledger within a thread; threads do not wait for each other.
            await Parallel.ForEachAsync(lost.Where(l => all || !intake.IsOnItsWay(l.MessageId)).GroupBy(l => ThreadKey.For(l.AccountId, l.ExternalId)), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken }, async (thread, _) =>
            {
                foreach (var row in thread.OrderBy(l => l.Seq))
                {
                    if (await CarryAsync(store, thread.Key, row))
                        Interlocked.Increment(ref carried);
                    else
                        break;
                }
            });
            if (lost.Count < Page)
                break;
            from = lost[^1].Seq;
        }

        if (isWhole)
            await MoveMarkAsync(store, mark, now - MarkLag, cancellationToken);
        if (carried > 0)
            Carried(carried, store.Index);
        return carried;
    }

    /// <returns>How far the ledger went before what came lately; 0: not known.</returns>
    private static long Lastly(Queue<(DateTimeOffset At, long Seq)> ends, DateTimeOffset now)
    {
        var seq = 0L;
        while (ends.TryPeek(out var end) && end.At <= now - Lately)
            seq = ends.Dequeue().Seq;
        return seq;
    }

    private static async Task<long> EndAsync(ConversationStore store, long mark, CancellationToken cancellationToken)
    {
        await using var context = store.Read();
        return await context.Ledger.OrderByDescending(l => l.Seq).Select(l => (long?)l.Seq).FirstOrDefaultAsync(cancellationToken) ?? mark;
    }

    private async Task<bool> CarryAsync(ConversationStore store, Guid threadId, LedgerRow row)
    {
        try
        {
            var account = directory.Current.Accounts[row.AccountId];
            var message = _parsers[account.Kind].Parse(account, row.MessageId, row.ReceivedAt, row.Raw);
            await carrier.CarryAsync(threadId, message);
            _tries.TryRemove(row.MessageId, out _);
            return true;
        }
        catch (Exception e)
        {
            var tries = _tries.AddOrUpdate(row.MessageId, 1, (_, n) => n + 1);
            NotCarried(e, row.MessageId, tries);
            if (tries < TriesBeforeQuarantine)
                return false;
            var error = e.GetType().Name + ": " + e.Message;
            await store.Writer.CommitAsync(new WriteUnit().Insert(new QuarantineRow
            {
                MessageId = row.MessageId,
                LedgerSeq = row.Seq,
                Error = error.Length > 1000 ? error[..1000] : error,
                At = time.GetUtcNow(),
            }));
            _tries.TryRemove(row.MessageId, out _);
            Quarantined(row.MessageId);
            return true;
        }
    }

    private static async Task<long> MarkAsync(ConversationStore store, CancellationToken cancellationToken)
    {
        await using var context = store.Read();
        var mark = await context.LedgerMarks.SingleOrDefaultAsync(m => m.Name == LedgerMark.Projected, cancellationToken);
        if (mark is not null)
            return mark.Seq;
        await store.Writer.CommitAsync(new WriteUnit().Insert(new LedgerMark { Name = LedgerMark.Projected, Seq = 0 }));
        return 0;
    }

    private static async Task MoveMarkAsync(ConversationStore store, long mark, DateTimeOffset before, CancellationToken cancellationToken)
    {
        long? next;
        await using (var context = store.Read())
        {
            var firstLost = await context.Ledger
                .Where(l => l.Seq > mark && !context.Messages.Any(m => m.Id == l.MessageId) && !context.Quarantine.Any(q => q.MessageId == l.MessageId))
                .OrderBy(l => l.Seq).Select(l => (long?)l.Seq).FirstOrDefaultAsync(cancellationToken) ?? long.MaxValue;
            // The newest row that is old enough and before the first one that is missing.
            next = await context.Ledger.Where(l => l.Seq > mark && l.Seq < firstLost && l.ReceivedAt < before)
                .OrderByDescending(l => l.Seq).Select(l => (long?)l.Seq).FirstOrDefaultAsync(cancellationToken);
        }

        if (next > mark)
            await store.Writer.CommitAsync(new WriteUnit().Patch(new LedgerMark { Name = LedgerMark.Projected, Seq = next.Value }, MarkColumns));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Carried {Messages} stored messages of store {Store} to their conversations")]
    private partial void Carried(int messages, int store);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {MessageId} could not be carried to its conversation, try {Tries}")]
    private partial void NotCarried(Exception exception, Guid messageId, int tries);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {MessageId} is set aside: it could not be carried to its conversation after several tries")]
    private partial void Quarantined(Guid messageId);
}
