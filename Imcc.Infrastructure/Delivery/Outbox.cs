using System.Data.Common;
using System.Globalization;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Live;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Delivery;

/// <summary>The rows of what is to be delivered: taken on lease, settled, put back, sent again. What it writes is fenced: whoever has lost a lease changes nothing with it.</summary>
internal sealed partial class Outbox(ConversationStores stores, OutboxReader reader, DeliverySignal signal, LiveFeed feed, SendNode node, TemplateResults templates, IOptions<DeliveryOptions> options, TimeProvider time, ILogger<Outbox> logger)
{
    private const string PerhapsArrived = "可能已送达：两次发送都没有得到渠道的回答";
    private static readonly TimeSpan NoteAgain = TimeSpan.FromMilliseconds(200);
    private static readonly string[] OnMessage =
        [nameof(MessageRow.Delivery), nameof(MessageRow.DeliveryError), nameof(MessageRow.MaybeTwice), nameof(MessageRow.InReplyTo), nameof(MessageRow.Refusal)];
    private static readonly string[] OnLate = [nameof(MessageRow.Delivery), nameof(MessageRow.LateAt)];
    private static readonly string[] OnEdited = [.. OnMessage, nameof(MessageRow.Content)];
    private static readonly string[] OnSent =
        [nameof(MessageRow.Delivery), nameof(MessageRow.DeliveryError), nameof(MessageRow.MaybeTwice), nameof(MessageRow.ChannelMessageId), nameof(MessageRow.Refusal), nameof(MessageRow.LateAt)];

    private long _takes;

    private DateTimeOffset Now(Guid threadId) => stores.For(threadId).Clock.Now(time);

    /// <summary>A time of our own clock by the store's.</summary>
    private DateTimeOffset InStore(Guid threadId, DateTimeOffset at) => Now(threadId) + (at - time.GetUtcNow());

    /// <summary>Takes a delivery on lease; null: somebody else has it, or it was given up because two attempts before may have arrived.</summary>
    public async Task<TakenDelivery?> TakeAsync(DueDelivery due)
    {
        var (row, now) = (due.Row, Now(due.Row.ThreadId));
        // An attempt was begun and its end never noted, or an answer may have left in its response: the customer may have it already.
        var isUnknown = row.LeasedBy is not null || row.State == DeliveryState.Answering;
        if (isUnknown && row.MaybeTwice)
        {
            await FailAsync(due, PerhapsArrived, RefusalKind.Other);
            return null;
        }

        var taken = row with
        {
            State = DeliveryState.Pending,
            Attempts = row.Attempts + 1,
            // Each taking has a name of its own: two of one process that reach for the same row are told apart, too.
            LeasedBy = string.Create(CultureInfo.InvariantCulture, $"{node.Name}:{Interlocked.Increment(ref _takes):x}"),
            LeasedUntil = now + options.Value.Lease,
            // While leased it is not due; should we die, it comes due by itself.
            NotBefore = now + options.Value.Lease,
            MaybeTwice = row.MaybeTwice || isUnknown,
            Revision = row.Revision + 1,
        };
        var lateAt = due.IsHeld ? time.GetUtcNow() : due.Message.LateAt;
        var unit = new WriteUnit().Update(taken, row.Revision);
        if (due.IsHeld)
            unit.Patch(MessageRow.From(due.Message with { LateAt = lateAt, Delivery = DeliveryState.Pending }), OnLate);
        return await IsTakenAsync(taken, unit) ? new TakenDelivery(taken, due) { LateAt = lateAt } : null;
    }

    /// <summary>The channel took it. Noted whatever it costs: forgotten, it would be sent once more.</summary>
    public async Task SentAsync(TakenDelivery delivery, string? channelMessageId)
    {
        var (row, message) = (delivery.Row, delivery.Message with { LateAt = delivery.LateAt });
        for (var left = options.Value.Lease; ; left -= NoteAgain)
        {
            try
            {
                await stores.For(row.ThreadId).Writer.CommitAsync(new WriteUnit()
                    .Patch(Message(message, DeliveryState.Sent, null, row.MaybeTwice, null, channelMessageId), OnSent)
                    .Delete(row));
                break;
            }
            catch (Exception e) when (left > TimeSpan.Zero && e is DbException or StoreOverloadedException or IOException or TimeoutException)
            {
                NotNoted(e, row.MessageId);
                await Task.Delay(NoteAgain, time);
            }
        }

        await TellAsync(row, DeliveryState.Sent, null, row.MaybeTwice, null, message.LateAt);
        // What became of a template may have been told before this was noted.
        if (channelMessageId is not null && message.Content is TemplateContent)
            await templates.CatchUpAsync(row.ThreadId, row.MessageId, channelMessageId);
    }

    public async Task LaterAsync(TakenDelivery delivery, DeliveryStep.Later later)
    {
        var row = delivery.Row;
        var at = InStore(row.ThreadId, later.At);
        await PutBackAsync(
            row with { Attempts = later.Counts ? row.Attempts : row.Attempts - 1, MaybeTwice = row.MaybeTwice || later.MaybeDelivered }, delivery.Message, delivery.LateAt is not null, at, later.Error);
    }

    /// <summary>Its interface is stopped: nothing was tried.</summary>
    public Task PostponeAsync(DueDelivery due, DateTimeOffset at, string why) => PutBackAsync(due.Row, due.Message, due.IsHeld, InStore(due.Row.ThreadId, at), why);

    public Task FailAsync(DueDelivery due, string error, RefusalKind kind) => FailAsync(due.Row, due.Message, error, kind, due.Row.MaybeTwice || due.Row.State == DeliveryState.Answering);

    public Task FailAsync(TakenDelivery delivery, DeliveryStep.GivenUp step) =>
        FailAsync(delivery.Row, delivery.Message, step.Error, step.Kind, delivery.Row.MaybeTwice || step.MaybeDelivered);

    /// <summary>What the customer wrote since opens no window: it waits on.</summary>
    public Task HoldOnAsync(DueDelivery due) => stores.For(due.Row.ThreadId).Writer.CommitAsync(
        new WriteUnit().Update(due.Row with { HeldAfter = due.LastInbound, Revision = due.Row.Revision + 1 }, due.Row.Revision));

    /// <summary>A failed message is to wait until the customer writes again.</summary>
    public async Task<CommandOutcome> HoldAsync(Guid threadId, Guid messageId, TimeSpan holdFor, CancellationToken cancellationToken)
    {
        if (await reader.FindAsync(threadId, messageId, cancellationToken) is not { } row)
            return CommandOutcome.NotFound;
        if (row.State == DeliveryState.Held)
            return CommandOutcome.AlreadyDone;
        if (row is not { State: DeliveryState.Failed, Kind: RefusalKind.WindowClosed or RefusalKind.BudgetSpent or RefusalKind.Expired })
            return CommandOutcome.Unsupported;
        await using var context = stores.For(threadId).Read();
        var message = (await context.Messages.SingleAsync(m => m.Id == messageId, cancellationToken)).ToMessage();
        var last = await context.Messages.Where(m => m.ThreadId == threadId).MaxAsync(m => m.Seq, cancellationToken);
        var held = row with { State = DeliveryState.Held, NotBefore = Now(threadId) + holdFor, HeldAfter = last, FailedAt = null, Revision = row.Revision + 1 };
        return await MoveAsync(held, row.Revision, message, DeliveryState.Held, row.LastError, row.Kind) ? CommandOutcome.Done : CommandOutcome.AlreadyDone;
    }

    /// <summary>A person wants a failed message to be tried again.</summary>
    /// <param name="isForbidden">Whether what it says must not be said any more.</param>
    /// <param name="content">What it is to say instead; null: as it is.</param>
    public async Task<CommandOutcome> ResendAsync(
        Guid threadId, Guid messageId, Func<MessageContent, Task<bool>> isForbidden, CancellationToken cancellationToken, MessageContent? content = null)
    {
        if (await reader.FindAsync(threadId, messageId, cancellationToken) is not { } row)
            return CommandOutcome.NotFound;
        if (row.State is not (DeliveryState.Failed or DeliveryState.Held))
            return CommandOutcome.AlreadyDone;
        await using var context = stores.For(threadId).Read();
        var message = (await context.Messages.SingleAsync(m => m.Id == messageId, cancellationToken)).ToMessage();
        if (content is not null)
            message = message with { Content = content };
        if (await isForbidden(message.Content))
            return CommandOutcome.Forbidden;
        var now = Now(threadId);
        var again = row with
        {
            State = DeliveryState.Pending, NotBefore = now, CreatedAt = now, Attempts = 0, LeasedBy = null, LeasedUntil = null, LastError = null, FailedAt = null, Revision = row.Revision + 1,
        };
        if (!await MoveAsync(again, row.Revision, message, DeliveryState.Pending, null, null, content is null ? OnMessage : OnEdited))
            return CommandOutcome.AlreadyDone;
        if (content is not null)
            await TellAsync(threadId, new MessageAdded(message with { Delivery = DeliveryState.Pending, DeliveryError = null, Refusal = null }));
        signal.Wake(threadId);
        return CommandOutcome.Done;
    }

    /// <summary>A failed message is not to be sent any more: it stays in its thread as failed.</summary>
    /// <returns>False: somebody was faster.</returns>
    public async Task<bool> DismissAsync(DeliveryRow row) =>
        await stores.For(row.ThreadId).Writer.CommitAsync(new WriteUnit().Require(row, row.Revision).Delete(row)) == WriteOutcome.Committed;

    /// <summary>What an account's stop had put off may go now.</summary>
    public async Task ReleaseAsync(Guid accountId, CancellationToken cancellationToken)
    {
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            var now = store.Clock.Now(time);
            var rows = await context.Deliveries.Where(d => d.AccountId == accountId && d.State == DeliveryState.Pending && d.LeasedBy == null && d.NotBefore > now).ToListAsync(cancellationToken);
            await Task.WhenAll(rows.Select(row => store.Writer.CommitAsync(new WriteUnit().Update(row with { NotBefore = now, Revision = row.Revision + 1 }, row.Revision))));
        }
    }

    /// <summary>Whether the lease stands in the row. When the commit's end is not known the row says it; nothing has been sent yet.</summary>
    private async Task<bool> IsTakenAsync(DeliveryRow taken, WriteUnit unit)
    {
        try
        {
            if (await stores.For(taken.ThreadId).Writer.CommitAsync(unit) == WriteOutcome.Committed)
                return true;
        }
        catch (Exception e) when (e is DbException or IOException or TimeoutException)
        {
            NotNoted(e, taken.MessageId);
        }

        return await reader.FindAsync(taken.ThreadId, taken.MessageId, CancellationToken.None) is { } row && row.LeasedBy == taken.LeasedBy && row.Revision == taken.Revision;
    }

    private async Task PutBackAsync(DeliveryRow row, ThreadMessage message, bool isHeld, DateTimeOffset at, string why)
    {
        var back = row with { State = DeliveryState.Pending, NotBefore = at, LeasedBy = null, LeasedUntil = null, LastError = Short(why), Revision = row.Revision + 1 };
        var unit = new WriteUnit().Update(back, row.Revision);
        // What is only slow need not be told; what waits longer is seen with its reason.
        var isNews = row.LastError != back.LastError || isHeld;
        if (isNews)
            unit.Patch(Message(message, DeliveryState.Pending, why, back.MaybeTwice, null), OnMessage);
        if (await stores.For(row.ThreadId).Writer.CommitAsync(unit) == WriteOutcome.Committed && isNews)
            await TellAsync(row, DeliveryState.Pending, Short(why), back.MaybeTwice, null, null);
    }

    private async Task FailAsync(DeliveryRow row, ThreadMessage message, string error, RefusalKind kind, bool maybeTwice)
    {
        var failed = row with
        {
            State = DeliveryState.Failed, NotBefore = null, LeasedBy = null, LeasedUntil = null, LastError = Short(error), MaybeTwice = maybeTwice, Kind = kind, FailedAt = time.GetUtcNow(), Revision = row.Revision + 1,
        };
        await MoveAsync(failed, row.Revision, message, DeliveryState.Failed, error, kind);
    }

    private async Task<bool> MoveAsync(DeliveryRow next, long revision, ThreadMessage message, DeliveryState state, string? error, RefusalKind? kind, string[]? columns = null)
    {
        var unit = new WriteUnit().Update(next, revision).Patch(Message(message, state, error, next.MaybeTwice, kind), columns ?? OnMessage);
        if (await stores.For(next.ThreadId).Writer.CommitAsync(unit) != WriteOutcome.Committed)
            return false;
        await TellAsync(next, state, Short(error), next.MaybeTwice, kind, null);
        return true;
    }

    private Task TellAsync(DeliveryRow row, DeliveryState state, string? error, bool maybeTwice, RefusalKind? kind, DateTimeOffset? lateAt) =>
        TellAsync(row.ThreadId, new DeliveryChanged(row.ThreadId, row.MessageId, state, error, maybeTwice, kind, lateAt));

    private async Task TellAsync(Guid threadId, DeskEvent news)
    {
        await using var context = stores.For(threadId).Read();
        var agent = await context.Conversations.Where(c => c.ThreadId == threadId && c.AgentId != null)
            .OrderByDescending(c => c.OpenedAt).Select(c => c.AgentId).FirstOrDefaultAsync();
        if (agent is { } served)
            feed.Publish(Topic.Agent(served), news);
        feed.Publish(Topic.Watch(threadId), news);
    }

    private static MessageRow Message(ThreadMessage message, DeliveryState state, string? error, bool maybeTwice, RefusalKind? kind, string? channelMessageId = null) =>
        MessageRow.From(message with { Delivery = state, DeliveryError = Short(error), MaybeTwice = maybeTwice, Refusal = kind, ChannelMessageId = channelMessageId, InReplyTo = null });

    private static string? Short(string? error) => error is { Length: > 400 } ? error[..400] : error;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether delivery {MessageId} was noted is not known; looking again")]
    private partial void NotNoted(Exception exception, Guid messageId);
}
