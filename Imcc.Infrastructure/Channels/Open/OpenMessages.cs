using Imcc.Core.Channels;
using Imcc.Core.Channels.Open;
using Imcc.Core.Contacts;
using Imcc.Core.Conversations;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Channels.Open;

/// <summary>How far messages of open channels are: what was posted, and what we send.</summary>
public sealed class OpenMessages
{
    private readonly ConversationStores _stores;

    internal OpenMessages(ConversationStores stores) => _stores = stores;

    /// <returns>Our id of a message that was posted before; null: it is new.</returns>
    public async Task<Guid?> FindAsync(ChannelAccount account, string externalId, string id, CancellationToken cancellationToken)
    {
        var key = OpenAddress.DedupeKey(externalId, id);
        await using var context = _stores.For(ThreadKey.For(account.Id, externalId)).Read();
        return await context.Ledger.Where(l => l.AccountId == account.Id && l.DedupeKey == key).Select(l => (Guid?)l.MessageId).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>A message by our id of it.</summary>
    /// <returns>Null: the account has none.</returns>
    public async Task<OpenStanding?> FindAsync(ChannelAccount account, Guid messageId, CancellationToken cancellationToken)
    {
        foreach (var store in _stores.All)
        {
            await using var context = store.Read();
            var row = await context.Messages.Where(m => m.Id == messageId && context.Threads.Any(t => t.Id == m.ThreadId && t.AccountId == account.Id)).SingleOrDefaultAsync(cancellationToken);
            if (row?.ToMessage() is { } message)
                return message.Direction == MessageDirection.Internal ? null : new(message, null);
        }

        return null;
    }

    /// <summary>A message by the other system's id of it. Stored, it may not be in its conversation yet.</summary>
    public async Task<OpenStanding?> FindPostedAsync(ChannelAccount account, string externalId, string id, CancellationToken cancellationToken)
    {
        if (await FindAsync(account, externalId, id, cancellationToken) is not { } messageId)
            return null;
        await using var context = _stores.For(ThreadKey.For(account.Id, externalId)).Read();
        if ((await context.Messages.SingleOrDefaultAsync(m => m.Id == messageId, cancellationToken))?.ToMessage() is { } message)
            return new(message, null);
        return new(null, messageId);
    }
}

/// <param name="Message">Null: it is stored, and on its way to its conversation.</param>
/// <param name="StoredId">Our id of a message on its way.</param>
public sealed record OpenStanding(ThreadMessage? Message, Guid? StoredId);
