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
            found.AddRange(await context.Contacts.Where(c => c.PersonId == person || (c.Id == person && c.PersonId == null)).Take(MostIdentities)
                .Join(context.Threads, c => c.Id, t => t.ContactId, (c, t) => new Identity(t, c)).ToListAsync(cancellationToken));
        }

        return [.. found.OrderBy(i => i.Thread.CreatedAt).ThenBy(i => i.Thread.Id).Take(MostIdentities)];
    }

    public async Task<Identity?> IdentityAsync(Guid threadId, CancellationToken cancellationToken)
    {
        await using var context = stores.For(threadId).Read();
        return await context.Threads.Where(t => t.Id == threadId).Join(context.Contacts, t => t.ContactId, c => c.Id, (t, c) => new Identity(t, c)).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Whether this agent serves the person or has served them, in whatever channel.</summary>
    public async Task<bool> IsServedByAsync(Guid person, Guid agentId, CancellationToken cancellationToken)
    {
        foreach (var threads in (await IdentitiesAsync(person, cancellationToken)).GroupBy(i => stores.For(i.Thread.Id), i => i.Thread.Id))
        {
            await using var context = threads.Key.Read();
            var ids = threads.ToArray();
            if (await context.Conversations.AnyAsync(c => ids.Contains(c.ThreadId) && c.AgentId == agentId, cancellationToken))
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
