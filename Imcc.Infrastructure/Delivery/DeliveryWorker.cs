using System.Collections.Concurrent;
using Imcc.Core.Channels;
using Imcc.Core.Delivery;
using Imcc.Infrastructure.Organisation;
using Microsoft.Extensions.Hosting;

namespace Imcc.Infrastructure.Delivery;

/// <summary>
/// Sends what the outbox holds: one message of a thread after the other, many threads at once, again and again by the kind of error
/// until it is sent or given up. Woken by whoever writes to the outbox; looks by itself for what nobody told of.
/// </summary>
internal sealed partial class DeliveryWorker(
    Outbox outbox,
    DeliverySignal signal,
    DirectoryCache directory,
    IEnumerable<IChannelSender> senders,
    TimeProvider time,
    ILogger<DeliveryWorker> logger) : BackgroundService
{
    private const int ThreadsAtOnce = 64;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly Dictionary<ChannelKind, IChannelSender> _senders = senders.ToDictionary(s => s.Kind);

    // A thread that is woken while it is being worked on is looked at once more: true means so.
    private readonly ConcurrentDictionary<Guid, bool> _busy = new();
    private readonly SemaphoreSlim _slots = new(ThreadsAtOnce);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(ListenAsync(stoppingToken), LookAsync(stoppingToken));

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // What is on its way to a channel is noted before we go; nothing new is begun.
        var free = 0;
        try
        {
            while (free < ThreadsAtOnce && await _slots.WaitAsync(TimeSpan.FromSeconds(8), cancellationToken))
                free++;
        }
        finally
        {
            // A host may stop us twice: the second time there is nothing to wait for.
            if (free > 0)
                _slots.Release(free);
        }
    }

    public override void Dispose()
    {
        _slots.Dispose();
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
                foreach (var thread in await outbox.DueThreadsAsync(500, stoppingToken))
                    await StartAsync(thread, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
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
            _ = Task.Run(() => WorkAsync(thread, stoppingToken), CancellationToken.None);
        }
        else
        {
            _busy.TryUpdate(thread, true, false);
        }
    }

    private async Task WorkAsync(Guid thread, CancellationToken stoppingToken)
    {
        try
        {
            do
            {
                _busy[thread] = false;
                while (!stoppingToken.IsCancellationRequested && await outbox.TakeAsync(thread, stoppingToken) is { } delivery)
                {
                    if (!await SendAsync(delivery))
                        break;
                }
            }
            while (!stoppingToken.IsCancellationRequested && !_busy.TryRemove(new(thread, false)));
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
            _busy.TryRemove(thread, out _);
            _slots.Release();
        }
    }

    /// <returns>Whether the thread's next message may follow now.</returns>
    private async Task<bool> SendAsync(TakenDelivery delivery)
    {
        if (!directory.Current.Accounts.TryGetValue(delivery.Row.AccountId, out var account) || !_senders.TryGetValue(account.Kind, out var sender))
        {
            await outbox.FailedAsync(delivery, "没有可用的渠道 (no sender for this channel)");
            return true;
        }

        // Not cancelled by the stop: what has been begun is finished and noted. The sender has its own time-outs.
        var heard = sender.NamesWhatItAnswers ? await outbox.HeardAsync(delivery, CancellationToken.None) : [];
        switch (await sender.SendAsync(new(account, delivery.ExternalId, delivery.Message, heard, delivery.Row.Attempts), CancellationToken.None))
        {
            case SendOutcome.Sent sent:
                await outbox.SentAsync(delivery, sent.ChannelMessageId);
                return true;
            case SendOutcome.Refused refused:
                await outbox.FailedAsync(delivery, refused.Error);
                Refused(delivery.Row.MessageId, refused.Error);
                return true;
            case SendOutcome.TryAgain again:
                var now = time.GetUtcNow();
                if (RetryPolicy.Default.NextAttempt(delivery.Row.Attempts, delivery.Row.CreatedAt, again.After, Random.Shared.NextDouble(), now) is { } next)
                {
                    await outbox.LaterAsync(delivery, next, again.Error, again.MaybeDelivered);
                    TriesAgain(delivery.Row.MessageId, delivery.Row.Attempts, again.Error, next);
                    return false;
                }

                await outbox.FailedAsync(delivery, again.Error);
                Refused(delivery.Row.MessageId, again.Error);
                return true;
            default:
                throw new InvalidOperationException("An outcome of sending that is not known here.");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {MessageId} was not delivered: {Error}")]
    private partial void Refused(Guid messageId, string error);

    [LoggerMessage(Level = LogLevel.Information, Message = "Message {MessageId} was not taken at attempt {Attempt} ({Error}); again at {NotBefore}")]
    private partial void TriesAgain(Guid messageId, int attempt, string error, DateTimeOffset notBefore);

    [LoggerMessage(Level = LogLevel.Error, Message = "The outbox could not be read; again in a second")]
    private partial void NotLooked(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "A delivery of thread {ThreadId} was interrupted; it is taken up again when its lease is over")]
    private partial void NotWorked(Exception exception, Guid threadId);
}
