using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Imcc.Infrastructure.Surveys;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Conversations;

/// <summary>Reads for other systems.</summary>
public sealed class OpenReader
{
    private readonly ConversationStores _stores;
    private readonly DirectoryCache _directory;

    internal OpenReader(ConversationStores stores, DirectoryCache directory)
    {
        _stores = stores;
        _directory = directory;
    }

    /// <returns>Null for a thread that does not exist.</returns>
    public async Task<IReadOnlyList<ThreadMessage>?> ThreadAsync(Guid threadId, long after, int take, CancellationToken cancellationToken)
    {
        await using var context = _stores.For(threadId).Read();
        if (!await context.Threads.AnyAsync(t => t.Id == threadId, cancellationToken))
            return null;
        var rows = await context.Messages.Where(m => m.ThreadId == threadId && m.Seq > after && m.Direction != MessageDirection.Internal)
            .OrderBy(m => m.Seq).Take(take).ToListAsync(cancellationToken);
        return [.. rows.Select(r => r.ToMessage())];
    }

    public async Task<(IReadOnlyList<DeskConversation> Conversations, int Total)> ConversationsAsync(
        ConversationState? state, Guid? agent, Guid? group, DateTimeOffset? from, DateTimeOffset? to, int skip, int take, CancellationToken cancellationToken)
    {
        var found = new List<DeskConversation>();
        var total = 0;
        foreach (var store in _stores.All)
        {
            await using var context = store.Read();
            var query = context.Conversations.AsQueryable();
            if (state is { } s)
                query = query.Where(c => c.State == s);
            if (agent is { } a)
                query = query.Where(c => c.AgentId == a);
            if (group is { } g)
                query = query.Where(c => c.GroupId == g);
            if (from is { } f)
                query = query.Where(c => c.OpenedAt >= f.ToUniversalTime());
            if (to is { } t)
                query = query.Where(c => c.OpenedAt < t.ToUniversalTime());
            total += await query.CountAsync(cancellationToken);
            // Of several stores each may hold the whole page.
            var rows = await query.OrderByDescending(c => c.OpenedAt).ThenByDescending(c => c.Id).Take(skip + take)
                .Join(context.Contacts, c => c.ContactId, p => p.Id, (c, p) => new { Conversation = c, p.DisplayName })
                .ToListAsync(cancellationToken);
            found.AddRange(await Ratings.JoinAsync(context, [.. rows.Select(r => DeskViews.Of(r.Conversation.ToConversation(), r.DisplayName, _directory.Current))], cancellationToken));
        }

        return ([.. found.OrderByDescending(c => c.OpenedAt).ThenByDescending(c => c.Id).Skip(skip).Take(take)], total);
    }
}
