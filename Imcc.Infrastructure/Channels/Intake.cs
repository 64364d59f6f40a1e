using System.Collections.Concurrent;
using Imcc.Core.Channels;
using Imcc.Core.Contacts;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Delivery;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Channels;

/// <summary>
/// Where every channel's message enters: stored durably and exactly once, then handed to its conversation. Once
/// <see cref="TakeAsync"/> has returned, the message is in the ledger on disk and the sender may be told so.
/// </summary>
public sealed partial class Intake : IIntake
{
    /// <summary>Messages on their way from the ledger to their conversation; beyond this the customer is told that the system is busy.</summary>
    private const int MostOnTheirWay = 20_000;

    /// <summary>Messages that one of a customer's can bring into the thread with it.</summary>
    private const int MostWithIt = 20;

    private static readonly string[] Settled = [nameof(MessageRow.Delivery)];
    private static readonly string[] Missed = [nameof(MessageRow.Delivery), nameof(MessageRow.InReplyTo)];
    private static readonly string[] Released = [nameof(DeliveryRow.State), nameof(DeliveryRow.NotBefore)];

    private readonly ConcurrentDictionary<Guid, Task<Reply>> _onTheirWay = new();
    private readonly ThreadTurns _turns = new();
    private readonly ConversationStores _stores;
    private readonly Carrier _carrier;
    private readonly DeliverySignal _delivery;
    private readonly TimeProvider _time;
    private readonly ILogger<Intake> _logger;
    private readonly ISendReports? _reports;

    internal Intake(ConversationStores stores, Carrier carrier, DeliverySignal delivery, TimeProvider time, ILogger<Intake> logger, ISendReports? reports = null)
    {
        _reports = reports;
        _stores = stores;
        _carrier = carrier;
        _delivery = delivery;
        _time = time;
        _logger = logger;
    }

    /// <summary>Messages that are stored but not yet in their conversation.</summary>
    public int OnTheirWay => _onTheirWay.Count;

    /// <summary>Whether this process is just now carrying the message to its conversation.</summary>
    public bool IsOnItsWay(Guid messageId) => _onTheirWay.ContainsKey(messageId);

    /// <param name="raw">The message in the channel's own form, for the ledger: enough to parse it again after a crash.</param>
    /// <returns>Whether it was new, and the answer that can ride in the caller's own response, if there is one in time.</returns>
    /// <exception cref="StoreOverloadedException">The message was not stored: more is waiting than can be taken.</exception>
    public async Task<IntakeResult> TakeAsync(ChannelAccount account, InboundMessage message, string raw, CancellationToken cancellationToken)
    {
        if (_onTheirWay.Count >= MostOnTheirWay)
            throw new StoreOverloadedException();
        if (_reports is not null && await _reports.TakeAsync(account, message))
            return new IntakeResult(message.Id, true);
        var threadId = ThreadKey.For(account.Id, message.ExternalId);
        var store = _stores.For(threadId);
        // Once it is given to the writer it may be on disk whatever becomes of the caller, so nobody's patience ends this wait.
        var outcome = await store.Writer.CommitAsync(new WriteUnit().InsertIfNew(new LedgerRow
        {
            MessageId = message.Id,
            AccountId = account.Id,
            DedupeKey = message.DedupeKey,
            ExternalId = message.ExternalId,
            ReceivedAt = message.ReceivedAt,
            Raw = raw,
        }));
        if (outcome == WriteOutcome.Duplicate)
            return await RepeatedAsync(store, threadId, account.Id, message, cancellationToken);
        return await AnswerInTimeAsync(threadId, message, HandOver(threadId, message), isNew: true);
    }

    /// <summary>The response that carried an answer has left.</summary>
    public async ValueTask AnswerLeftAsync(Guid threadId, Guid answerId)
    {
        await _stores.For(threadId).Writer.CommitAsync(new WriteUnit()
            .Patch(Answer(threadId, answerId, DeliveryState.Sent), Settled)
            .Delete(Outbox(threadId, answerId, DeliveryState.Sent, null)));
    }

    /// <summary>The response could not carry the answer: it goes out by itself.</summary>
    public async ValueTask AnswerMissedAsync(Guid threadId, Guid answerId)
    {
        await _stores.For(threadId).Writer.CommitAsync(new WriteUnit()
            .Patch(Answer(threadId, answerId, DeliveryState.Pending), Missed)
            .Patch(Outbox(threadId, answerId, DeliveryState.Pending, _stores.For(threadId).Clock.Now(_time)), Released));
        _delivery.Wake(threadId);
    }

    private Task<Reply> HandOver(Guid threadId, InboundMessage message)
    {
        var carried = _turns.RunAsync(threadId, () => _carrier.CarryAsync(threadId, message));
        if (carried.IsCompleted)
            return carried;
        _onTheirWay[message.Id] = carried;
        _ = carried.ContinueWith(
            (done, state) =>
            {
                _onTheirWay.TryRemove((Guid)state!, out _);
                if (done.Exception is { } e)
                    NotCarried(e.InnerException ?? e, (Guid)state!);
            },
            message.Id,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return carried;
    }

    private async Task<IntakeResult> AnswerInTimeAsync(Guid threadId, InboundMessage message, Task<Reply> carried, bool isNew)
    {
        if (message.AnswerableUntil is not { } until)
            return new IntakeResult(message.Id, isNew);
        var left = until - _time.GetUtcNow();
        try
        {
            var reply = await carried.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, _time);
            return new IntakeResult(message.Id, isNew, reply.Answer, isNew ? reply.AnswerId : null);
        }
        catch (TimeoutException)
        {
            // The message is safe; whatever comes of it later goes out by itself.
            if (isNew)
                _ = SendLateAsync(threadId, carried);
            return new IntakeResult(message.Id, isNew);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The sweep takes it up; the sender has nothing to repeat.
            NotCarried(e, message.Id);
            return new IntakeResult(message.Id, isNew);
        }
    }

    private async Task SendLateAsync(Guid threadId, Task<Reply> carried)
    {
        try
        {
            if ((await carried).AnswerId is { } answerId)
                await AnswerMissedAsync(threadId, answerId);
        }
        catch (Exception e)
        {
            // The outbox row comes due by itself.
            LateAnswerLeftToWorker(e, threadId);
        }
    }

    /// <summary>A message that came before gets the answer that it got then: from the one being worked on, or from its thread.</summary>
    private async Task<IntakeResult> RepeatedAsync(ConversationStore store, Guid threadId, Guid accountId, InboundMessage message, CancellationToken cancellationToken)
    {
        await using var context = store.Read();
        var first = await context.Ledger.Where(l => l.AccountId == accountId && l.DedupeKey == message.DedupeKey)
            .Select(l => l.MessageId).SingleAsync(cancellationToken);
        if (_onTheirWay.TryGetValue(first, out var carried))
            return await AnswerInTimeAsync(threadId, message with { Id = first }, carried, isNew: false);
        // Its answer was written with it, whatever was said since.
        var seq = await context.Messages.Where(m => m.Id == first).Select(m => m.Seq).SingleOrDefaultAsync(cancellationToken);
        var next = seq == 0 ? [] : await context.Messages.Where(m => m.ThreadId == threadId && m.Seq > seq).OrderBy(m => m.Seq).Take(MostWithIt).ToListAsync(cancellationToken);
        var answer = next.Find(m => m.InReplyTo == first);
        return new IntakeResult(first, false, answer?.ToMessage().Content);
    }

    private static MessageRow Answer(Guid threadId, Guid id, DeliveryState state) => new()
    {
        Id = id,
        ThreadId = threadId,
        Seq = 0,
        Direction = MessageDirection.Outbound,
        Sender = MessageSender.Automatic,
        Content = "",
        At = default,
        Delivery = state,
    };

    private static DeliveryRow Outbox(Guid threadId, Guid id, DeliveryState state, DateTimeOffset? notBefore) => new()
    {
        MessageId = id,
        ThreadId = threadId,
        Seq = 0,
        AccountId = default,
        State = state,
        NotBefore = notBefore,
        CreatedAt = default,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {MessageId} is stored but did not reach its conversation yet; the sweep takes it up")]
    private partial void NotCarried(Exception exception, Guid messageId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A late answer on thread {ThreadId} is left to the delivery worker")]
    private partial void LateAnswerLeftToWorker(Exception exception, Guid threadId);
}

/// <param name="MessageId">The stored message's id: for a repeated delivery the first one's.</param>
/// <param name="Answer">What to say in the same response; null: nothing, or it goes out by itself later.</param>
/// <param name="AnswerId">The answer's own message id: tell <see cref="Intake"/> when the response has left, or could not. Null when there is nothing to tell.</param>
public sealed record IntakeResult(Guid MessageId, bool IsNew, MessageContent? Answer = null, Guid? AnswerId = null);
