using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Core.Desk;
using Imcc.Core.Replies;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Delivery;

/// <summary>Messages of conversations that were given up.</summary>
internal sealed class ConversationDeadLetters(
    IDbContextFactory<DirectoryContext> contexts, ConversationStores stores, DirectoryCache directory, Outbox outbox, IMasks masks, TimeProvider time) : IDeadLetters
{
    private const int LongestReason = 200;
    private const int LargestPage = 200;

    public DeadLetterSource Source => DeadLetterSource.Conversation;

    public async Task<IReadOnlyList<DeadLetter>> ListAsync(Guid actorId, DeadLetterFilter filter, DeadLetterMark? before, int take, CancellationToken cancellationToken = default)
    {
        var (_, accounts) = await DeliveryRights.ReadAsync(contexts, actorId, cancellationToken);
        take = Math.Clamp(take, 1, LargestPage);
        var found = new List<DeadLetter>();
        foreach (var store in stores.All)
            found.AddRange(await ListAsync(store, actorId, accounts, filter, before, take, cancellationToken));
        return [.. found.OrderByDescending(l => l.FailedAt).ThenByDescending(l => l.Id).Take(take)];
    }

    public async Task<IReadOnlyDictionary<RefusalKind, int>> CountAsync(Guid actorId, DeadLetterFilter filter, CancellationToken cancellationToken = default)
    {
        var (_, accounts) = await DeliveryRights.ReadAsync(contexts, actorId, cancellationToken);
        var counts = new Dictionary<RefusalKind, int>();
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            foreach (var count in await Failed(context, accounts, filter with { Kind = null }).GroupBy(d => d.Kind).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken))
                counts[count.Key] = counts.GetValueOrDefault(count.Key) + count.Count;
        }

        return counts;
    }

    public async Task<DeadLetter?> FindAsync(Guid actorId, Guid id, CancellationToken cancellationToken = default)
    {
        var (_, accounts) = await DeliveryRights.ReadAsync(contexts, actorId, cancellationToken);
        if (await RowAsync(id, accounts, cancellationToken) is not { } row)
            return null;
        await using var context = stores.For(row.ThreadId).Read();
        return (await LettersAsync(context, actorId, [row], cancellationToken)).SingleOrDefault();
    }

    public async Task<DeadLetterOutcome> ResendAsync(Guid actorId, Guid id, string? text, CancellationToken cancellationToken = default)
    {
        var (actor, accounts) = await DeliveryRights.ReadAsync(contexts, actorId, cancellationToken);
        if (await RowAsync(id, accounts, cancellationToken) is not { } row)
            return DeadLetterOutcome.NotFound;
        MessageContent? content = null;
        if (text is not null)
        {
            var letter = await FindAsync(actorId, id, cancellationToken);
            if (letter is not { IsEditable: true } || string.IsNullOrWhiteSpace(text))
                return DeadLetterOutcome.Invalid;
            content = new TextContent(text.Trim().Replace("\0", "", StringComparison.Ordinal));
            if (!ChannelCargo.Carries(letter.Channel, (TextContent)content))
                return DeadLetterOutcome.TooLong;
        }

        var outcome = await outbox.ResendAsync(row.ThreadId, id, said => Task.FromResult(IsForbidden(said)), cancellationToken, content);
        if (outcome == CommandOutcome.Done)
            await DeliveryRights.NoteAsync(contexts, actor, text is null ? "delivery.resent" : "delivery.edited", id, $"message {id}", row.LastError ?? "", time.GetUtcNow(), CancellationToken.None);
        return outcome switch
        {
            CommandOutcome.Done => DeadLetterOutcome.Done,
            CommandOutcome.AlreadyDone => DeadLetterOutcome.AlreadyDone,
            CommandOutcome.Forbidden => DeadLetterOutcome.Forbidden,
            _ => DeadLetterOutcome.NotFound,
        };
    }

    public async Task<DeadLetterOutcome> DismissAsync(Guid actorId, Guid id, string reason, CancellationToken cancellationToken = default)
    {
        var (actor, accounts) = await DeliveryRights.ReadAsync(contexts, actorId, cancellationToken);
        reason = reason.Trim();
        if (reason.Length == 0)
            return DeadLetterOutcome.Invalid;
        if (reason.Length > LongestReason)
            return DeadLetterOutcome.TooLong;
        if (await RowAsync(id, accounts, cancellationToken) is not { } row)
            return DeadLetterOutcome.NotFound;
        // First the log: nothing disappears unseen, not even when the log cannot be written.
        await DeliveryRights.NoteAsync(contexts, actor, "delivery.dismissed", id, $"message {id}", $"{row.LastError}; {reason.ReplaceLineEndings(" ")}", time.GetUtcNow(), cancellationToken);
        return await outbox.DismissAsync(row) ? DeadLetterOutcome.Done : DeadLetterOutcome.AlreadyDone;
    }

    private static IQueryable<DeliveryRow> Failed(ConversationContext context, IReadOnlyList<Guid> accounts, DeadLetterFilter filter)
    {
        var rows = context.Deliveries.Where(d => d.State == DeliveryState.Failed && accounts.Contains(d.AccountId));
        if (filter.AccountId is { } account)
            rows = rows.Where(d => d.AccountId == account);
        if (filter.Kind is { } kind)
            rows = rows.Where(d => d.Kind == kind);
        if (filter.From is { } from)
            rows = rows.Where(d => d.FailedAt >= from);
        if (filter.To is { } to)
            rows = rows.Where(d => d.FailedAt < to);
        if (filter.IsByPerson is { } isByPerson)
            rows = rows.Where(d => context.Messages.Any(m => m.Id == d.MessageId && m.AgentId != null) == isByPerson);
        if (filter.Words.Trim() is { Length: > 0 } words)
        {
            rows = rows.Where(d => context.Messages.Any(m => m.Id == d.MessageId && m.Content.Contains(words))
                || context.Threads.Any(t => t.Id == d.ThreadId && (t.ExternalId == words || context.Contacts.Any(c => c.Id == t.ContactId && c.DisplayName.Contains(words)))));
        }

        return rows;
    }

    private async Task<List<DeadLetter>> ListAsync(
        ConversationStore store, Guid actorId, IReadOnlyList<Guid> accounts, DeadLetterFilter filter, DeadLetterMark? before, int take, CancellationToken cancellationToken)
    {
        await using var context = store.Read();
        var rows = Failed(context, accounts, filter);
        if (before is { } mark)
            rows = rows.Where(d => d.FailedAt < mark.FailedAt || (d.FailedAt == mark.FailedAt && d.MessageId.CompareTo(mark.Id) < 0));
        var page = await rows.OrderByDescending(d => d.FailedAt).ThenByDescending(d => d.MessageId).Take(take).ToListAsync(cancellationToken);
        return await LettersAsync(context, actorId, page, cancellationToken);
    }

    private async Task<List<DeadLetter>> LettersAsync(ConversationContext context, Guid actorId, List<DeliveryRow> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(r => r.MessageId).ToList();
        var threadIds = rows.Select(r => r.ThreadId).Distinct().ToList();
        var messages = await context.Messages.Where(m => ids.Contains(m.Id)).ToDictionaryAsync(m => m.Id, cancellationToken);
        var customers = await context.Threads.Where(t => threadIds.Contains(t.Id))
            .Select(t => new { t.Id, t.ExternalId, Name = context.Contacts.Where(c => c.Id == t.ContactId).Select(c => c.DisplayName).FirstOrDefault() }).ToDictionaryAsync(t => t.Id, cancellationToken);
        var known = directory.Current;
        var mask = masks.For(actorId);
        var letters = new List<DeadLetter>(rows.Count);
        foreach (var row in rows)
        {
            if (!messages.TryGetValue(row.MessageId, out var stored) || !customers.TryGetValue(row.ThreadId, out var customer) || !known.Accounts.TryGetValue(row.AccountId, out var account))
                continue;
            var message = stored.ToMessage();
            var words = message.Content is TextContent said ? said.Text : message.Content.Preview;
            var shown = mask.Text(words);
            letters.Add(new DeadLetter
            {
                Source = Source,
                Id = row.MessageId,
                AccountId = row.AccountId,
                Channel = account.Kind,
                ExternalId = customer.ExternalId,
                CustomerName = customer.Name ?? "",
                Text = shown,
                // Nobody writes over what they only see as stars.
                IsEditable = message.Content is TextContent && shown == words,
                Kind = row.Kind,
                Error = row.LastError ?? "",
                Author = message.AgentId is { } agent && known.Agents.TryGetValue(agent, out var person) ? person.DisplayName : "",
                WrittenAt = message.At,
                FailedAt = row.FailedAt ?? message.At,
                Attempts = row.Attempts,
                MaybeDelivered = row.MaybeTwice,
                ConversationId = message.ConversationId,
            });
        }

        return letters;
    }

    private async Task<DeliveryRow?> RowAsync(Guid messageId, IReadOnlyList<Guid> accounts, CancellationToken cancellationToken)
    {
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            if (await context.Deliveries.SingleOrDefaultAsync(d => d.MessageId == messageId && d.State == DeliveryState.Failed, cancellationToken) is { } row)
                return accounts.Contains(row.AccountId) ? row : null;
        }

        return null;
    }

    private bool IsForbidden(MessageContent content) =>
        content is TextContent { Text: var text } && directory.Current.Words is var guard && guard.Find(text) is { Count: > 0 } && guard.Judge(text, null).Action == WordAction.Block;
}
