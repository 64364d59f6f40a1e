using Imcc.Core.Delivery;
using Imcc.Core.Notices;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Notices;

/// <summary>Writes what became of notices: each state once, together with the result that its sender is to be told.</summary>
internal sealed class NoticeSettlement(IOptions<NoticeOptions> options, TimeProvider time)
{
    private static readonly string[] OnSettled =
    [
        nameof(NoticeRow.State), nameof(NoticeRow.SentAt), nameof(NoticeRow.SettledAt), nameof(NoticeRow.ChannelMessageId), nameof(NoticeRow.Attempts), nameof(NoticeRow.LastError),
        nameof(NoticeRow.Refusal), nameof(NoticeRow.MaybeTwice), nameof(NoticeRow.Troubles), nameof(NoticeRow.Callback), nameof(NoticeRow.CallbackError),
    ];

    private static readonly string[] OnTrouble = [nameof(NoticeRow.Attempts), nameof(NoticeRow.LastError), nameof(NoticeRow.Troubles), nameof(NoticeRow.MaybeTwice)];
    private static readonly string[] OnRevived = [.. OnSettled, nameof(NoticeRow.ExpiresAt), nameof(NoticeRow.Content)];

    public Task SentAsync(TakenNotice taken, string? channelMessageId, bool isReportedLater)
    {
        var now = time.GetUtcNow();
        var settled = Settled(taken.Notice, NoticeState.Sent, now, null, null, taken.Queued.Attempts, taken.Queued.MaybeTwice, sentAt: now, channelMessageId: channelMessageId);
        var tellAt = isReportedLater ? now + TimeSpan.FromSeconds(options.Value.ReportWaitSeconds) : now;
        return CommitAsync(taken.Store, settled, told => Tell(Owned(taken, now).Delete(taken.Queued).Patch(settled, OnSettled), settled, told, tellAt, now));
    }

    /// <summary>Given up: it stays in the queue's table as a dead letter.</summary>
    public Task FailedAsync(TakenNotice taken, string error, RefusalKind kind)
    {
        var now = time.GetUtcNow();
        var settled = Settled(taken.Notice, NoticeState.Failed, now, error, kind, taken.Queued.Attempts, taken.Queued.MaybeTwice, troubled: true);
        return CommitAsync(taken.Store, settled, told =>
            Tell(new WriteUnit().Update(Dead(taken.Queued, kind, now), taken.Queued.Revision).Patch(settled, OnSettled), settled, told, now, now));
    }

    public Task ExpiredAsync(TakenNotice taken)
    {
        var now = time.GetUtcNow();
        // The attempt that the lease counted was not made.
        var settled = Settled(taken.Notice, NoticeState.Expired, now, taken.Notice.LastError, RefusalKind.Expired, taken.Queued.Attempts - 1, taken.Queued.MaybeTwice);
        return CommitAsync(taken.Store, settled, told => Tell(Owned(taken, now).Delete(taken.Queued).Patch(settled, OnSettled), settled, told, now, now));
    }

    public Task LaterAsync(TakenNotice taken, DeliveryStep.Later later)
    {
        var now = time.GetUtcNow();
        var queued = new NoticeQueueRow
        {
            NoticeId = taken.Queued.NoticeId,
            AccountId = taken.Queued.AccountId,
            Kind = taken.Queued.Kind,
            Priority = taken.Queued.Priority,
            DueAt = later.At,
            Attempts = later.Counts ? taken.Queued.Attempts : taken.Queued.Attempts - 1,
            MaybeTwice = taken.Queued.MaybeTwice || later.MaybeDelivered,
            Revision = taken.Queued.Revision + 1,
        };
        var troubled = Settled(taken.Notice, NoticeState.Waiting, now, later.Error, null, queued.Attempts, queued.MaybeTwice, troubled: true);
        return taken.Store.Writer.CommitAsync(new WriteUnit().Update(queued, taken.Queued.Revision).Patch(troubled, OnTrouble));
    }

    /// <summary>Taken back, if it is not on its way.</summary>
    /// <returns>Whether it was.</returns>
    public async Task<bool> CancelledAsync(ConversationStore store, NoticeQueueRow queued, NoticeRow notice)
    {
        var now = time.GetUtcNow();
        if (queued.LeasedBy is not null && queued.DueAt > now)
            return false;
        var settled = Settled(notice, NoticeState.Cancelled, now, notice.LastError, null, queued.Attempts, queued.MaybeTwice);
        return await CommitAsync(store, settled, told =>
            Tell(new WriteUnit().Require(queued, queued.Revision).Delete(queued).Patch(settled, OnSettled), settled, told, now, now)) == WriteOutcome.Committed;
    }

    /// <summary>The channel reports of one that it took: it arrived, or did not and is a dead letter.</summary>
    public Task ReportedAsync(ConversationStore store, NoticeRow notice, NoticeReport report)
    {
        var now = time.GetUtcNow();
        var kind = report.IsUnreachable ? RefusalKind.Unreachable : RefusalKind.Other;
        var settled = report.Error is null
            ? Settled(notice, NoticeState.Delivered, now, null, null, notice.Attempts, notice.MaybeTwice, sentAt: notice.SentAt, channelMessageId: notice.ChannelMessageId)
            : Settled(notice, NoticeState.Failed, now, report.Error, kind, notice.Attempts, notice.MaybeTwice, troubled: true, sentAt: notice.SentAt, channelMessageId: notice.ChannelMessageId);
        return CommitAsync(store, settled, told =>
        {
            var unit = new WriteUnit().Patch(settled, OnSettled);
            if (report.Error is not null)
                unit.Insert(Dead(StoredNotice.Queued(notice), kind, now, notice.Attempts));
            return Tell(unit, settled, told, now, now);
        });
    }

    /// <summary>A dead letter goes out once more, as if it had just come.</summary>
    /// <param name="text">Its new words; null: as it is.</param>
    public async Task<bool> RevivedAsync(ConversationStore store, NoticeQueueRow dead, NoticeRow notice, string? text)
    {
        var now = time.GetUtcNow();
        var queued = new NoticeQueueRow
        {
            NoticeId = dead.NoticeId,
            AccountId = dead.AccountId,
            Kind = dead.Kind,
            Priority = dead.Priority,
            DueAt = now,
            MaybeTwice = dead.MaybeTwice,
            Revision = dead.Revision + 1,
        };
        var revived = Settled(notice, NoticeState.Waiting, now, null, null, 0, dead.MaybeTwice, expiresAt: now + NoticeRules.Lifetime, content: text is null ? null : StoredNotice.Write(notice.Content() with { Text = text }));
        return await store.Writer.CommitAsync(new WriteUnit().Update(queued, dead.Revision).Patch(revived, OnRevived)) == WriteOutcome.Committed;
    }

    /// <summary>A process that was stopped for longer than its lease must not write over what another has written meanwhile.</summary>
    private static WriteUnit Owned(TakenNotice taken, DateTimeOffset now) =>
        now > taken.Until ? new WriteUnit().Require(taken.Queued, taken.Queued.Revision) : new WriteUnit();

    private static WriteUnit Tell(WriteUnit unit, NoticeRow settled, NoticeCallbackRow? told, DateTimeOffset dueAt, DateTimeOffset now) =>
        settled.CallbackUrl is null ? unit
        : told is null ? unit.Insert(new NoticeCallbackRow { NoticeId = settled.Id, DueAt = dueAt, CreatedAt = now })
        : unit.Update(new NoticeCallbackRow { NoticeId = settled.Id, DueAt = dueAt, CreatedAt = now, Revision = told.Revision + 1 }, told.Revision);

    /// <param name="make">The unit, given what is already to be told of the notice: mostly nothing, so that nobody looks before it matters.</param>
    private static async Task<WriteOutcome> CommitAsync(ConversationStore store, NoticeRow notice, Func<NoticeCallbackRow?, WriteUnit> make)
    {
        var outcome = await store.Writer.CommitAsync(make(null));
        for (var attempt = 0; attempt < 3 && outcome != WriteOutcome.Committed && notice.CallbackUrl is not null; attempt++)
        {
            await using var context = store.Read();
            if (await context.NoticeCallbacks.SingleOrDefaultAsync(c => c.NoticeId == notice.Id) is { } told)
                outcome = await store.Writer.CommitAsync(make(told));
            else
                break;
        }

        return outcome;
    }

    private static NoticeQueueRow Dead(NoticeQueueRow row, RefusalKind kind, DateTimeOffset now, int? attempts = null) => new()
    {
        NoticeId = row.NoticeId,
        AccountId = row.AccountId,
        Kind = row.Kind,
        Priority = row.Priority,
        DeadAt = now,
        Refusal = kind,
        Attempts = attempts ?? row.Attempts,
        MaybeTwice = row.MaybeTwice,
        Revision = row.Revision + 1,
    };

    private static NoticeRow Settled(
        NoticeRow notice, NoticeState state, DateTimeOffset now, string? error, RefusalKind? refusal, int attempts, bool maybeTwice, bool troubled = false,
        DateTimeOffset? sentAt = null, string? channelMessageId = null, DateTimeOffset? expiresAt = null, string? content = null) => new()
    {
        Id = notice.Id,
        ThreadId = notice.ThreadId,
        AccountId = notice.AccountId,
        ExternalId = notice.ExternalId,
        SenderKey = notice.SenderKey,
        Fingerprint = notice.Fingerprint,
        Kind = notice.Kind,
        Content = content ?? notice.Content,
        Priority = notice.Priority,
        CreatedAt = notice.CreatedAt,
        ExpiresAt = expiresAt ?? notice.ExpiresAt,
        BatchId = notice.BatchId,
        ApiKeyId = notice.ApiKeyId,
        CallbackUrl = notice.CallbackUrl,
        Callback = notice.CallbackUrl is null || state == NoticeState.Waiting ? NoticeCallbackState.None : NoticeCallbackState.Waiting,
        State = state,
        SentAt = sentAt,
        SettledAt = now,
        ChannelMessageId = channelMessageId,
        Attempts = attempts,
        LastError = Short(error),
        Refusal = refusal,
        MaybeTwice = maybeTwice,
        Troubles = troubled ? NoticeTrouble.Add(notice.Troubles, new(now, attempts, Short(error) ?? "")) : notice.Troubles,
    };

    private static string? Short(string? error) => error is { Length: > 400 } ? error[..400] : error;
}
