using Imcc.Core.Delivery;
using Imcc.Core.Desk;
using Imcc.Core.Notices;
using Imcc.Infrastructure.Delivery;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Notices;

/// <summary>Notices that were given up, or that the channel reports as not delivered.</summary>
internal sealed class NoticeDeadLetters(
    IDbContextFactory<DirectoryContext> contexts, ConversationStores stores, DirectoryCache directory, NoticeSettlement settlement, NoticeSignal signal, IMasks masks, TimeProvider time) : IDeadLetters
{
    private const int LongestReason = 200;
    private const int LargestPage = 200;

    public DeadLetterSource Source => DeadLetterSource.Notice;

    public async Task<IReadOnlyList<DeadLetter>> ListAsync(Guid actorId, DeadLetterFilter filter, DeadLetterMark? before, int take, CancellationToken cancellationToken = default)
    {
        var (_, accounts) = await DeliveryRights.ReadAsync(contexts, actorId, cancellationToken);
        take = Math.Clamp(take, 1, LargestPage);
        var names = await SendersAsync(cancellationToken);
        var found = new List<DeadLetter>();
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            var rows = Dead(context, accounts, filter);
            if (before is { } mark)
                rows = rows.Where(d => d.Queued.DeadAt < mark.FailedAt || (d.Queued.DeadAt == mark.FailedAt && d.Queued.NoticeId.CompareTo(mark.Id) < 0));
            found.AddRange((await rows.OrderByDescending(d => d.Queued.DeadAt).ThenByDescending(d => d.Queued.NoticeId).Take(take).ToListAsync(cancellationToken))
                .Select(d => Letter(actorId, d, names)).OfType<DeadLetter>());
        }

        return [.. found.OrderByDescending(l => l.FailedAt).ThenByDescending(l => l.Id).Take(take)];
    }

    public async Task<IReadOnlyDictionary<RefusalKind, int>> CountAsync(Guid actorId, DeadLetterFilter filter, CancellationToken cancellationToken = default)
    {
        var (_, accounts) = await DeliveryRights.ReadAsync(contexts, actorId, cancellationToken);
        var counts = new Dictionary<RefusalKind, int>();
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            foreach (var count in await Dead(context, accounts, filter with { Kind = null }).GroupBy(d => d.Queued.Refusal).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken))
                counts[count.Key ?? RefusalKind.Other] = counts.GetValueOrDefault(count.Key ?? RefusalKind.Other) + count.Count;
        }

        return counts;
    }

    public async Task<DeadLetter?> FindAsync(Guid actorId, Guid id, CancellationToken cancellationToken = default)
    {
        var (_, accounts) = await DeliveryRights.ReadAsync(contexts, actorId, cancellationToken);
        return await RowAsync(id, accounts, cancellationToken) is { } found ? Letter(actorId, found.Row, await SendersAsync(cancellationToken)) : null;
    }

    public async Task<DeadLetterOutcome> ResendAsync(Guid actorId, Guid id, string? text, CancellationToken cancellationToken = default)
    {
        var (actor, accounts) = await DeliveryRights.ReadAsync(contexts, actorId, cancellationToken);
        if (await RowAsync(id, accounts, cancellationToken) is not { } found)
            return DeadLetterOutcome.NotFound;
        if (text is not null)
        {
            text = text.Trim().Replace("\0", "", StringComparison.Ordinal);
            if (Letter(actorId, found.Row, new Dictionary<Guid, string>()) is not { IsEditable: true } || text.Length == 0)
                return DeadLetterOutcome.Invalid;
            if (System.Text.Encoding.UTF8.GetByteCount(text) > NoticeRules.LongestText)
                return DeadLetterOutcome.TooLong;
            // Our own people's words now, no longer the other system's: what agents must not say is not said here either.
            if (directory.Current.Words is var guard && guard.Find(text) is { Count: > 0 } && guard.Judge(text, null).Action == Core.Replies.WordAction.Block)
                return DeadLetterOutcome.Forbidden;
        }

        if (!await settlement.RevivedAsync(found.Store, found.Row.Queued, found.Row.Notice, text))
            return DeadLetterOutcome.AlreadyDone;
        signal.Wake(found.Row.Notice.AccountId, found.Row.Notice.Kind);
        await DeliveryRights.NoteAsync(contexts, actor, text is null ? "notice.resent" : "notice.edited", id, $"notice {id}", found.Row.Notice.LastError ?? "", time.GetUtcNow(), CancellationToken.None);
        return DeadLetterOutcome.Done;
    }

    public async Task<DeadLetterOutcome> DismissAsync(Guid actorId, Guid id, string reason, CancellationToken cancellationToken = default)
    {
        var (actor, accounts) = await DeliveryRights.ReadAsync(contexts, actorId, cancellationToken);
        reason = reason.Trim();
        if (reason.Length == 0)
            return DeadLetterOutcome.Invalid;
        if (reason.Length > LongestReason)
            return DeadLetterOutcome.TooLong;
        if (await RowAsync(id, accounts, cancellationToken) is not { } found)
            return DeadLetterOutcome.NotFound;
        // First the log: nothing disappears unseen, not even when the log cannot be written.
        await DeliveryRights.NoteAsync(contexts, actor, "notice.dismissed", id, $"notice {id}", $"{found.Row.Notice.LastError}; {reason.ReplaceLineEndings(" ")}", time.GetUtcNow(), cancellationToken);
        var queued = found.Row.Queued;
        return await found.Store.Writer.CommitAsync(new WriteUnit().Require(queued, queued.Revision).Delete(queued)) == WriteOutcome.Committed ? DeadLetterOutcome.Done : DeadLetterOutcome.AlreadyDone;
    }

    private static IQueryable<DeadNotice> Dead(ConversationContext context, IReadOnlyList<Guid> accounts, DeadLetterFilter filter)
    {
        var queued = context.NoticeQueue.Where(q => q.DeadAt != null && accounts.Contains(q.AccountId));
        if (filter.AccountId is { } account)
            queued = queued.Where(q => q.AccountId == account);
        if (filter.Kind is { } kind)
            queued = queued.Where(q => q.Refusal == kind);
        if (filter.From is { } from)
            queued = queued.Where(q => q.DeadAt >= from);
        if (filter.To is { } to)
            queued = queued.Where(q => q.DeadAt < to);
        var rows = queued.Join(context.Notices, q => q.NoticeId, n => n.Id, (q, n) => new DeadNotice { Queued = q, Notice = n });
        return filter.Words.Trim() is { Length: > 0 } words ? rows.Where(d => d.Notice.ExternalId == words || d.Notice.SenderKey == words || d.Notice.Content.Contains(words)) : rows;
    }

    private DeadLetter? Letter(Guid actorId, DeadNotice dead, IReadOnlyDictionary<Guid, string> senders)
    {
        var (queued, notice) = (dead.Queued, dead.Notice);
        if (!directory.Current.Accounts.TryGetValue(notice.AccountId, out var account))
            return null;
        var content = notice.Content();
        var words = content.Kind == NoticeKind.Text ? content.Text : content.Preview;
        var shown = masks.For(actorId).Text(words);
        return new DeadLetter
        {
            Source = Source,
            Id = notice.Id,
            AccountId = notice.AccountId,
            Channel = account.Kind,
            ExternalId = notice.ExternalId,
            Text = shown,
            // Nobody writes over what they only see as stars.
            IsEditable = content.Kind == NoticeKind.Text && shown == words,
            Kind = queued.Refusal ?? RefusalKind.Other,
            Error = notice.LastError ?? "",
            Author = senders.GetValueOrDefault(notice.ApiKeyId, ""),
            WrittenAt = notice.CreatedAt,
            FailedAt = queued.DeadAt!.Value,
            Attempts = notice.Attempts,
            MaybeDelivered = queued.MaybeTwice,
        };
    }

    private async Task<(ConversationStore Store, DeadNotice Row)?> RowAsync(Guid id, IReadOnlyList<Guid> accounts, CancellationToken cancellationToken)
    {
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            if (await Dead(context, accounts, new()).SingleOrDefaultAsync(d => d.Queued.NoticeId == id, cancellationToken) is { } dead)
                return (store, dead);
        }

        return null;
    }

    private async Task<IReadOnlyDictionary<Guid, string>> SendersAsync(CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await context.ApiKeys.ToDictionaryAsync(k => k.Id, k => k.Name, cancellationToken);
    }

    private sealed class DeadNotice
    {
        public required NoticeQueueRow Queued { get; init; }

        public required NoticeRow Notice { get; init; }
    }
}
