using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Privacy;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.History;

/// <summary>Reads what is shown of a found conversation: the index holds no texts.</summary>
internal sealed class HistoryExcerpts(ConversationStores stores)
{
    private const int ExcerptsShown = 3;

    /// <summary>Messages of one conversation that are looked through.</summary>
    private const int MessagesLooked = 2000;

    /// <summary>A found conversation with the messages that made it be found; null: only what is hidden from the one who asks did.</summary>
    /// <param name="known">Says what of a customer was looked through; null: only what was said was.</param>
    public async Task<HistoryHit?> HitAsync(DeskConversation conversation, HistoryKey key, SearchWords words, Mask mask, Core.Organisation.Directory? known, CancellationToken cancellationToken)
    {
        if (words.IsEmpty)
            return new(conversation, [], 0);
        await using var context = stores.For(key.ThreadId).Read();
        var rows = await context.Messages.Where(m => m.ThreadId == key.ThreadId && m.Seq >= key.FirstSeq && m.Seq <= key.LastSeq && m.ConversationId == key.ConversationId)
            .OrderBy(m => m.Seq).Take(MessagesLooked).ToListAsync(cancellationToken);
        var excerpts = new List<HistoryExcerpt>();
        var matches = 0;
        var asking = mask.Hidden.IsEmpty ? [] : words.Asking().ToList();
        foreach (var row in rows.Where(r => !Whispers.Is(r.Direction, r.Sender)))
        {
            var text = MessageWords.Of(MessageRow.ReadContent(row.Content));
            asking.RemoveAll(w => w.In(text, mask).Count > 0);
            if (words.In(text, mask).Count == 0)
                continue;
            matches++;
            if (excerpts.Count == ExcerptsShown)
                continue;
            var (cut, found) = words.Excerpt(text, mask);
            excerpts.Add(new(row.Id, row.Seq, row.At, row.Sender, row.Direction == MessageDirection.Internal, cut, found, row.RecalledAt is not null));
        }

        if (asking.Count > 0 && known is not null
            && await context.Threads.Where(t => t.Id == key.ThreadId).SelectMany(t => context.Contacts.Where(c => c.Id == conversation.ContactId), (t, c) => new { Thread = t, Contact = c }).SingleOrDefaultAsync(cancellationToken) is { } customer)
        {
            var customerWords = CustomerWords.Of(customer.Contact, customer.Thread, known);
            asking.RemoveAll(w => w.In(customerWords, mask).Count > 0);
        }

        return asking.Count > 0 ? null : new(conversation, excerpts, matches);
    }
}
