using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Conversations;

/// <summary>Reads threads from the store, in order and in pages.</summary>
public sealed class ThreadReader
{
    private const int LargestPage = 200;

    private readonly ConversationStores _stores;

    internal ThreadReader(ConversationStores stores) => _stores = stores;

    /// <summary>What the customer's side may see: never an internal message.</summary>
    /// <param name="afterSeq">Only messages after this place (0 for all).</param>
    /// <param name="take">1 to 200.</param>
    public async Task<IReadOnlyList<ThreadMessage>> ForCustomerAsync(Guid threadId, long afterSeq, int take, CancellationToken cancellationToken)
    {
        await using var context = _stores.For(threadId).Read();
        var rows = await ForCustomer(context, threadId).Where(m => m.Seq > afterSeq).OrderBy(m => m.Seq).Take(Page(take)).ToListAsync(cancellationToken);
        return [.. rows.Select(r => r.ToMessage())];
    }

    /// <summary>The latest messages that the customer's side may see, in order.</summary>
    public Task<IReadOnlyList<ThreadMessage>> LatestForCustomerAsync(Guid threadId, int take, CancellationToken cancellationToken) =>
        EarlierForCustomerAsync(threadId, long.MaxValue, take, cancellationToken);

    /// <summary>The messages before a place that the customer's side may see, in order.</summary>
    public async Task<IReadOnlyList<ThreadMessage>> EarlierForCustomerAsync(Guid threadId, long beforeSeq, int take, CancellationToken cancellationToken)
    {
        await using var context = _stores.For(threadId).Read();
        var rows = await ForCustomer(context, threadId).Where(m => m.Seq < beforeSeq).OrderByDescending(m => m.Seq).Take(Page(take)).ToListAsync(cancellationToken);
        rows.Reverse();
        return [.. rows.Select(r => r.ToMessage())];
    }

    /// <summary>All messages with the internal ones, for our own people.</summary>
    internal async Task<(IReadOnlyList<ThreadMessage> Messages, bool HasEarlier)> ForAgentAsync(Guid threadId, long beforeSeq, int take, CancellationToken cancellationToken)
    {
        take = Page(take);
        await using var context = _stores.For(threadId).Read();
        var rows = await context.Messages.Where(m => m.ThreadId == threadId && m.Seq < beforeSeq)
            .OrderByDescending(m => m.Seq).Take(take + 1).ToListAsync(cancellationToken);
        var hasEarlier = rows.Count > take;
        return ([.. rows.Take(take).Reverse().Select(r => r.ToMessage())], hasEarlier);
    }

    /// <returns>Null: the thread has no such message.</returns>
    internal async Task<ThreadMessage?> FindAsync(Guid threadId, Guid messageId, CancellationToken cancellationToken)
    {
        await using var context = _stores.For(threadId).Read();
        return (await context.Messages.SingleOrDefaultAsync(m => m.Id == messageId && m.ThreadId == threadId, cancellationToken))?.ToMessage();
    }

    /// <summary>Somebody of a group by the name that they had last; null: they have said nothing.</summary>
    internal async Task<Speaker?> SpeakerAsync(Guid threadId, string speakerId, CancellationToken cancellationToken)
    {
        await using var context = _stores.For(threadId).Read();
        var latest = await context.Messages.Where(m => m.ThreadId == threadId && m.Direction == MessageDirection.Inbound && m.SpeakerId == speakerId)
            .OrderByDescending(m => m.Seq).FirstOrDefaultAsync(cancellationToken);
        return latest?.ToMessage().Speaker;
    }

    private static IQueryable<MessageRow> ForCustomer(ConversationContext context, Guid threadId) =>
        context.Messages.Where(m => m.ThreadId == threadId && m.Direction != MessageDirection.Internal);

    private static int Page(int take) => Math.Clamp(take, 1, LargestPage);
}
