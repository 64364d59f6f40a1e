using System.Collections.Concurrent;
using System.Diagnostics;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Infrastructure.Organisation;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Delivery;

/// <summary>
/// Sends what the outbox holds: one message of a thread after the other, many threads at once, again and again by the kind of error
/// until it is sent or given up. Woken by whoever writes to the outbox; looks by itself for what nobody told of.
/// </summary>
internal sealed partial class DeliveryWorker(
    Outbox outbox,
    OutboxReader reader,
    DeliverySignal signal,
    ISendGate gate,
    Func<Core.Organisation.Directory> directory,
    IReplyWindows windows,
    IEnumerable<IChannelSender> senders,
    IOptions<DeliveryOptions> options,
    TimeProvider time,
    ILogger<DeliveryWorker> logger) : BackgroundService
{
    // Threads that are worked on, most of which wait for their turn; and of these, how many may use the database.
    private const int ThreadsAtOnce = 2000;
    private const int ReadersAtOnce = 16;
    private const int DueOfEach = 500;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PutOff = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(8);

    private readonly Dictionary<ChannelKind, IChannelSender> _senders = senders.ToDictionary(s => s.Kind);
    private readonly RetryPolicy _policy = RetryPolicy.Default with { MaxAge = options.Value.GiveUpAfter };

    // A thread that is woken while it is being worked on is looked at once more: true means so.
    private readonly ConcurrentDictionary<Guid, bool> _busy = new();
    private readonly ConcurrentDictionary<Task, Guid> _working = new();
    private readonly SemaphoreSlim _slots = new(ThreadsAtOnce);
    private readonly SemaphoreSlim _readers = new(ReadersAtOnce);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(ListenAsync(stoppingToken), LookAsync(stoppingToken));

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // What is on its way to a channel is noted before we go; nothing new is begun, and whoever waits for a turn leaves.
        try
        {
            await Task.WhenAll(_working.Keys).WaitAsync(StopsWithin, cancellationToken);
        }
        catch (TimeoutException)
        {
            NotFinished(_working.Count);
        }
    }

    public override void Dispose()
    {
        _slots.Dispose();
        _readers.Dispose();
        base.Dispose();
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        await foreach (var thread in signal.Threads.ReadAllAsync(stoppingToken))
            await StartAsync(thread, stoppingToken);
    }

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        do
        {
            try
            {
                foreach (var thread in await reader.DueThreadsAsync(DueOfEach, stoppingToken))
                    await StartAsync(thread, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                NotLooked(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task StartAsync(Guid thread, CancellationToken stoppingToken)
    {
        if (_busy.TryAdd(thread, false))
        {
            await _slots.WaitAsync(stoppingToken);
            var work = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _working[work.Task] = thread;
            _ = Task.Run(() => WorkAsync(thread, work, stoppingToken), CancellationToken.None);
        }
        else
        {
            _busy.TryUpdate(thread, true, false);
        }
    }

    private async Task WorkAsync(Guid thread, TaskCompletionSource work, CancellationToken stoppingToken)
    {
        // Once it is given back the thread may be somebody else's already.
        var isGivenBack = false;
        try
        {
            do
            {
                _busy[thread] = false;
                while (!stoppingToken.IsCancellationRequested && await FirstAsync(thread, stoppingToken) is { } due && await DeliverAsync(due, stoppingToken))
                {
                }
            }
            while (!stoppingToken.IsCancellationRequested && !(isGivenBack = _busy.TryRemove(new(thread, false))));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            // The row comes due again when its lease is over.
            NotWorked(e, thread);
        }
        finally
        {
            if (!isGivenBack)
                _busy.TryRemove(thread, out _);
            _slots.Release();
            _working.TryRemove(work.Task, out _);
            work.SetResult();
        }
    }

    private async Task<DueDelivery?> FirstAsync(Guid thread, CancellationToken stoppingToken)
    {
        await _readers.WaitAsync(stoppingToken);
        try
        {
            return await reader.FirstAsync(thread, stoppingToken);
        }
        finally
        {
            _readers.Release();
        }
    }

    /// <returns>Whether the thread's next message may follow now.</returns>
    private async Task<bool> DeliverAsync(DueDelivery due, CancellationToken stoppingToken)
    {
        if (!directory().Accounts.TryGetValue(due.Row.AccountId, out var account) || !_senders.TryGetValue(account.Kind, out var sender))
        {
            await outbox.FailAsync(due, RefusalWords.NoSender, RefusalKind.Fault);
            return true;
        }

        var now = time.GetUtcNow();
        if (EndOfBudget(due, account, sender, now) is { } end)
        {
            if (!due.IsHeld)
                await outbox.FailAsync(due, RefusalWords.Of(end), RefusalWords.KindOf(end));
            else if (due.LastInbound > due.Row.HeldAfter)
                await outbox.HoldOnAsync(due);
            else
                await outbox.FailAsync(due, RefusalWords.WaitedInVain, RefusalKind.Expired);
            return true;
        }

        var api = sender.ApiOf(due.Message.Content);
        var priority = due.Message.Sender is MessageSender.Agent or MessageSender.Lead ? SendPriority.Person : SendPriority.Automatic;
        using var turn = await gate.EnterAsync(account.Id, api, priority, Patience, stoppingToken);
        if (turn is null)
        {
            if (gate.StopOf(account.Id, api) is { } stop)
                await PutOffAsync(due, stop, time.GetUtcNow());
            return false;
        }

        if (await outbox.TakeAsync(due) is not { } taken)
            return true;
        // Not cancelled by the stop: what has been begun is finished and noted. The sender has its own time-outs.
        var began = Stopwatch.GetTimestamp();
        var outcome = await sender.SendAsync(
            new(account, due.ExternalId, due.Message, sender.NamesWhatItAnswers ? due.Heard() : [], taken.Row.Attempts) { SendId = SendId.Of(due.Message.Id, taken.Row.CreatedAt) }, CancellationToken.None);
        turn.Ended(outcome, Stopwatch.GetElapsedTime(began));
        turn.Dispose();
        return await SettleAsync(taken, outcome);
    }

    private async Task<bool> SettleAsync(TakenDelivery taken, SendOutcome outcome)
    {
        var row = taken.Row;
        switch (DeliveryStep.After(outcome, row.Attempts, row.MaybeTwice, row.CreatedAt, _policy, Random.Shared.NextDouble(), time.GetUtcNow()))
        {
            case DeliveryStep.Done done:
                await outbox.SentAsync(taken, done.ChannelMessageId);
                return true;
            case DeliveryStep.Later later:
                await outbox.LaterAsync(taken, later);
                TriesAgain(row.MessageId, row.Attempts, later.Error, later.At);
                return false;
            case DeliveryStep.GivenUp step:
                await outbox.FailAsync(taken, step);
                Refused(row.MessageId, step.Error);
                return true;
            default:
                throw new InvalidOperationException("A step of a delivery that is not known here.");
        }
    }

    private async Task PutOffAsync(DueDelivery due, ApiStop stop, DateTimeOffset now)
    {
        // Not until the stop's own end: it may be lifted before.
        var at = stop.Until is { } until && until < now + PutOff ? until : now + PutOff;
        if (now - due.Row.CreatedAt > options.Value.GiveUpAfter)
            await outbox.FailAsync(due, stop.Reason, stop.Kind);
        else
            // Not all in the same moment.
            await outbox.PostponeAsync(due, at + TimeSpan.FromSeconds(Random.Shared.NextDouble() * 5), stop.Reason);
    }

    /// <summary>Why nothing may be written to the customer now; null: something may, or it is not known.</summary>
    private BudgetEnd? EndOfBudget(DueDelivery due, ChannelAccount account, IChannelSender sender, DateTimeOffset now)
    {
        if (windows.TableOf(account.Kind) is not { } table || !sender.NeedsWindow(due.Message.Content))
            return null;
        // What waits beside it has used nothing yet.
        var gone = due.Latest.Where(m => m.Delivery != DeliveryState.Pending).ToList();
        return ReplyBudget.Of(table, gone, due.IsWhole, now) is { Remaining: 0, Why: var why } ? why : null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {MessageId} was not delivered: {Error}")]
    private partial void Refused(Guid messageId, string error);

    [LoggerMessage(Level = LogLevel.Information, Message = "Message {MessageId} was not taken at attempt {Attempt} ({Error}); again at {NotBefore}")]
    private partial void TriesAgain(Guid messageId, int attempt, string error, DateTimeOffset notBefore);

    [LoggerMessage(Level = LogLevel.Error, Message = "The outbox could not be read; again in a second")]
    private partial void NotLooked(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "A delivery of thread {ThreadId} was interrupted; it is taken up again when its lease is over")]
    private partial void NotWorked(Exception exception, Guid threadId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Threads} threads were still sending at the stop; another node takes them up when their leases are over")]
    private partial void NotFinished(int threads);
}
