using Imcc.Core.Desk;
using Imcc.Core.Organisation;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.History;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Desk;

/// <summary>A person's conversations over all channels, and other customers who may be the same person.</summary>
internal sealed class CustomerSearch(HistorySearch history, HistoryKeeper keeper, ConversationStores stores, ConversationFinder finder, Persons persons, DirectoryCache directory, IMasks masks)
{
    private const int MostFound = 10;
    private const int ConversationsLooked = 60;

    public async Task<HistoryPage> TimelineAsync(Guid agentId, Guid person, HistoryQuery query, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(query.Text))
            return await history.SearchAsync(agentId, query, person, cancellationToken);
        var found = new List<(Guid Id, Guid ThreadId, DateTimeOffset OpenedAt)>();
        var total = 0;
        foreach (var part in (await persons.IdentitiesAsync(person, cancellationToken)).GroupBy(i => stores.For(i.Thread.Id)))
        {
            await using var context = part.Key.Read();
            var threads = part.Select(i => i.Thread.Id).ToArray();
            var contacts = part.Select(i => i.Contact.Id).ToArray();
            total += await context.Conversations.CountAsync(c => threads.Contains(c.ThreadId) && contacts.Contains(c.ContactId), cancellationToken);
            // Of several stores each may hold the whole page.
            var rows = await context.Conversations.Where(c => threads.Contains(c.ThreadId) && contacts.Contains(c.ContactId)).OrderByDescending(c => c.OpenedAt).Take(query.Skip + query.Take)
                .Select(c => new { c.Id, c.ThreadId, c.OpenedAt }).ToListAsync(cancellationToken);
            found.AddRange(rows.Select(r => (r.Id, r.ThreadId, r.OpenedAt)));
        }

        var page = found.OrderByDescending(f => f.OpenedAt).ThenByDescending(f => f.Id).Skip(query.Skip).Take(query.Take).ToList();
        var readable = await finder.ReadableAsync(agentId, page.Select(f => (f.Id, f.ThreadId)), cancellationToken);
        return new([.. page.Where(f => readable.ContainsKey(f.Id)).Select(f => new HistoryHit(readable[f.Id], [], 0))], total - (page.Count - readable.Count));
    }

    public async Task<IReadOnlyList<CustomerFound>> FindAsync(Agent agent, Guid except, string text, CancellationToken cancellationToken)
    {
        var words = SearchWords.Of(text);
        if (words.IsEmpty || text.Length > HistoryQuery.LongestText || !keeper.TryGet(out var index))
            return [];
        var answer = new HistoryLookup(words).Ask(index, HistorySearch.Rights(agent, directory.Current), HistoryOrder.Newest, 0, ConversationsLooked, inText: false);
        var readable = await finder.ReadableAsync(agent.Id, answer.Keys.Select(k => (k.ConversationId, k.ThreadId)), cancellationToken);
        var found = new Dictionary<Guid, CustomerFound>();
        var mask = masks.For(agent.Id);
        var asking = mask.Hidden.IsEmpty ? [] : words.Asking();
        foreach (var key in answer.Keys.Where(k => readable.ContainsKey(k.ConversationId)).DistinctBy(k => (k.ThreadId, readable[k.ConversationId].ContactId)))
        {
            if (found.Count == MostFound)
                break;
            if (await persons.IdentityAsync(key.ThreadId, readable[key.ConversationId].ContactId, cancellationToken) is not { } identity || identity.Person == except || found.ContainsKey(identity.Person))
                continue;
            var said = CustomerWords.Of(identity.Contact, identity.Thread, directory.Current);
            if (asking.Any(w => w.In(said, mask).Count == 0))
                continue;
            var identities = await persons.IdentitiesAsync(identity.Person, cancellationToken);
            var values = CustomerViews.ValuesOf(identity, identities);
            var c = readable[key.ConversationId];
            found[identity.Person] = new(
                c.Id, identity.Person, identity.Contact.DisplayName, c.Channel, c.AccountName, identity.Thread.ExternalId, c.LastMessageAt ?? c.OpenedAt,
                [.. directory.Current.Attributes.Where(a => a.ShownToAgents && values.ContainsKey(a.Id)).Select(a => new CustomerValue(a, values[a.Id]))], identities.Count);
        }

        return [.. found.Values];
    }
}
