using System.Text;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.History;

/// <summary>Reads conversations out of the stores as the index takes them.</summary>
internal sealed class HistoryReading(ConversationStores stores, Func<Core.Organisation.Directory> directory)
{
    /// <summary>Characters of one conversation that are searched; what somebody pours in beyond it is not.</summary>
    private const int LongestWords = 1_000_000;

    /// <summary>How many stores there are.</summary>
    public int Stores => stores.All.Count;

    /// <summary>Which databases these are, and in which order.</summary>
    public async Task<string> IdentityAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = new List<Guid>();
        foreach (var store in stores.All)
            ids.Add(await store.IdentityAsync(now, cancellationToken));
        return string.Join(',', ids.Select(id => id.ToString("N")));
    }

    /// <summary>One conversation; null: it is gone, or nothing was said in it.</summary>
    /// <param name="firstSeq">A place in the thread before which it has no message.</param>
    public async Task<HistoryEntry?> ConversationAsync(Guid threadId, Guid conversationId, long firstSeq, CancellationToken cancellationToken)
    {
        await using var context = stores.For(threadId).Read();
        var row = await context.Conversations.SingleOrDefaultAsync(c => c.Id == conversationId, cancellationToken);
        if (row is null || await IdentityAsync(context, threadId, row.ContactId, cancellationToken) is not { } identity)
            return null;
        var gathered = new Gathered();
        await foreach (var message in context.Messages.Where(m => m.ThreadId == threadId && m.Seq >= firstSeq && m.ConversationId == conversationId)
            .OrderBy(m => m.Seq).Select(m => new { m.Seq, m.Content, m.Direction, m.Sender }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            gathered.Add(message.Seq, Whispers.Is(message.Direction, message.Sender) ? null : message.Content);
        }

        return Entry(row, identity, gathered);
    }

    /// <summary>All conversations of one thread that anything was said in.</summary>
    public async Task<IReadOnlyList<HistoryEntry>> ThreadAsync(Guid threadId, CancellationToken cancellationToken)
    {
        await using var context = stores.For(threadId).Read();
        return await EntriesAsync(context, await context.Threads.Where(t => t.Id == threadId).ToListAsync(cancellationToken), cancellationToken);
    }

    /// <summary>The conversations of the threads after one, in the order of their ids.</summary>
    /// <param name="take">How many threads.</param>
    /// <returns>The entries, and the last thread; null: there is none after it.</returns>
    public async Task<(IReadOnlyList<HistoryEntry> Entries, Guid? Last)> AfterAsync(int store, Guid after, int take, CancellationToken cancellationToken)
    {
        await using var context = stores.All[store].Read();
        // The database's own order of ids, whatever it is.
        var threads = await context.Threads.Where(t => t.Id.CompareTo(after) > 0).OrderBy(t => t.Id).Take(take).ToListAsync(cancellationToken);
        return threads.Count == 0 ? ([], null) : (await EntriesAsync(context, threads, cancellationToken), threads[^1].Id);
    }

    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        var threads = 0;
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            threads += await context.Threads.CountAsync(cancellationToken);
        }

        return threads;
    }

    /// <summary>Threads and conversations of them (null: all) that were written since.</summary>
    public async IAsyncEnumerable<(Guid ThreadId, Guid? ConversationId)> SinceAsync(DateTimeOffset since, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            var said = context.Messages.Where(m => m.At >= since && m.ConversationId != null).Select(m => new { m.ThreadId, m.ConversationId }).Distinct();
            await foreach (var m in said.AsAsyncEnumerable().WithCancellation(cancellationToken))
                yield return (m.ThreadId, m.ConversationId);
            var happened = context.Events.Where(e => e.At >= since).Select(e => new { e.ThreadId, e.ConversationId }).Distinct();
            await foreach (var e in happened.AsAsyncEnumerable().WithCancellation(cancellationToken))
                yield return (e.ThreadId, e.ConversationId);
            var renamed = context.Threads.Join(context.Contacts.Where(c => c.UpdatedAt >= since), t => t.ContactId, c => c.Id, (t, c) => t.Id);
            await foreach (var thread in renamed.AsAsyncEnumerable().WithCancellation(cancellationToken))
                yield return (thread, null);
            var speakers = context.Speakers.Join(context.Contacts.Where(c => c.UpdatedAt >= since), s => s.ContactId, c => c.Id, (s, c) => s.ThreadId).Distinct();
            await foreach (var thread in speakers.AsAsyncEnumerable().WithCancellation(cancellationToken))
                yield return (thread, null);
        }
    }

    private async Task<IReadOnlyList<HistoryEntry>> EntriesAsync(ConversationContext context, IReadOnlyList<ThreadRow> found, CancellationToken cancellationToken)
    {
        var threads = found.Select(t => t.Id).ToArray();
        var conversations = await context.Conversations.Where(c => threads.Contains(c.ThreadId)).ToListAsync(cancellationToken);
        var said = conversations.ToDictionary(c => c.Id, _ => new Gathered());
        await foreach (var message in context.Messages.Where(m => threads.Contains(m.ThreadId) && m.ConversationId != null)
            .OrderBy(m => m.ThreadId).ThenBy(m => m.Seq).Select(m => new { m.ConversationId, m.Seq, m.Content, m.Direction, m.Sender }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (said.TryGetValue(message.ConversationId!.Value, out var gathered))
                gathered.Add(message.Seq, Whispers.Is(message.Direction, message.Sender) ? null : message.Content);
        }

        var byThread = found.ToDictionary(t => t.Id);
        // Whose conversation it is: in a group not the group's.
        var customers = conversations.Select(c => c.ContactId).Distinct().ToArray();
        var contacts = await context.Contacts.Where(c => customers.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        return [.. conversations.Where(c => contacts.ContainsKey(c.ContactId)).Select(c => Entry(c, new(byThread[c.ThreadId], contacts[c.ContactId]), said[c.Id])).OfType<HistoryEntry>()];
    }

    private static Task<Identity?> IdentityAsync(ConversationContext context, Guid threadId, Guid contactId, CancellationToken cancellationToken) =>
        context.Threads.Where(t => t.Id == threadId).SelectMany(t => context.Contacts.Where(c => c.Id == contactId), (t, c) => new Identity(t, c)).SingleOrDefaultAsync(cancellationToken);

    private HistoryEntry? Entry(ConversationRow row, Identity identity, Gathered said)
    {
        if (said.FirstSeq == 0)
            return null;
        var conversation = row.ToConversation();
        var last = conversation.LastCustomerMessageAt > conversation.LastAgentMessageAt || conversation.LastAgentMessageAt is null
            ? conversation.LastCustomerMessageAt
            : conversation.LastAgentMessageAt;
        return new HistoryEntry
        {
            ConversationId = row.Id,
            ThreadId = row.ThreadId,
            PersonId = identity.Contact.PersonId ?? identity.Contact.Id,
            Channel = directory().Accounts.TryGetValue(row.AccountId, out var account) ? account.Kind : default,
            GroupId = row.GroupId,
            AgentId = row.AgentId,
            Others = [.. new[] { row.InvitedAgentId, row.HelperId }.OfType<Guid>().Distinct()],
            OpenedAt = row.OpenedAt,
            LastAt = last ?? row.OpenedAt,
            FirstSeq = said.FirstSeq,
            LastSeq = said.LastSeq,
            Words = said.Words.ToString(),
            Customer = CustomerWords.Of(identity.Contact, identity.Thread, directory()),
        };
    }

    private sealed record Identity(ThreadRow Thread, ContactRow Contact);

    private sealed class Gathered
    {
        public StringBuilder Words { get; } = new();

        public long FirstSeq { get; private set; }

        public long LastSeq { get; private set; }

        /// <param name="content">Null: nobody is to find the conversation by it.</param>
        public void Add(long seq, string? content)
        {
            FirstSeq = FirstSeq == 0 ? seq : Math.Min(FirstSeq, seq);
            LastSeq = Math.Max(LastSeq, seq);
            if (content is null)
                return;
            var words = MessageWords.Of(MessageRow.ReadContent(content));
            if (words.Length > 0 && Words.Length < LongestWords)
                Words.Append(words).Append("\n\n");
        }
    }
}
