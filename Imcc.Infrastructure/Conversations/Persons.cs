using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Conversations;

/// <summary>A customer as a person: all identities, whichever stores they are in.</summary>
internal sealed class Persons(ConversationStores stores)
{
    /// <summary>As many identities as one person is believed to have.</summary>
    public const int MostIdentities = 50;

    /// <summary>The identities of a person, the first known first.</summary>
    public async Task<IReadOnlyList<Identity>> IdentitiesAsync(Guid person, CancellationToken cancellationToken)
    {
        var found = new List<Identity>();
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            var contacts = context.Contacts.Where(c => c.PersonId == person || (c.Id == person && c.PersonId == null));
            found.AddRange(await contacts.Take(MostIdentities).Join(context.Threads, c => c.Id, t => t.ContactId, (c, t) => new Identity(t, c)).ToListAsync(cancellationToken));
            found.AddRange(await contacts.Take(MostIdentities).Join(context.Speakers, c => c.Id, s => s.ContactId, (c, s) => new { Contact = c, s.ThreadId })
                .Join(context.Threads, s => s.ThreadId, t => t.Id, (s, t) => new Identity(t, s.Contact)).ToListAsync(cancellationToken));
        }

        return [.. found.OrderBy(i => i.Thread.CreatedAt).ThenBy(i => i.Thread.Id).Take(MostIdentities)];
    }

    public async Task<Identity?> IdentityAsync(Guid threadId, CancellationToken cancellationToken)
    {
        await using var context = stores.For(threadId).Read();
        return await context.Threads.Where(t => t.Id == threadId).Join(context.Contacts, t => t.ContactId, c => c.Id, (t, c) => new Identity(t, c)).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Of a thread in which several people may speak: one of them.</summary>
    public async Task<Identity?> IdentityAsync(Guid threadId, Guid contactId, CancellationToken cancellationToken)
    {
        await using var context = stores.For(threadId).Read();
        return await context.Threads.Where(t => t.Id == threadId).SelectMany(t => context.Contacts.Where(c => c.Id == contactId), (t, c) => new Identity(t, c)).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Whether this agent serves the person or has served them, in whatever channel.</summary>
    public async Task<bool> IsServedByAsync(Guid person, Guid agentId, CancellationToken cancellationToken)
    {
        foreach (var threads in (await IdentitiesAsync(person, cancellationToken)).GroupBy(i => stores.For(i.Thread.Id)))
        {
            await using var context = threads.Key.Read();
            var ids = threads.Select(i => i.Thread.Id).ToArray();
            // In a group others are served, too.
            var contacts = threads.Select(i => i.Contact.Id).ToArray();
            if (await context.Conversations.AnyAsync(c => ids.Contains(c.ThreadId) && contacts.Contains(c.ContactId) && c.AgentId == agentId, cancellationToken))
                return true;
        }

        return false;
    }
}

/// <summary>One way in which a person is known to us.</summary>
internal sealed record Identity(ThreadRow Thread, ContactRow Contact)
{
    public Guid Person => Contact.PersonId ?? Contact.Id;
}
