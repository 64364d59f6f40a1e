using Imcc.Core.Contacts;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Organisation;
using Imcc.Infrastructure.Contacts;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Desk;

/// <summary>A person as the card shows them: rows, with the names that their ids stand for.</summary>
internal sealed class CustomerViews(DirectoryCache directory, CustomerNotes notes, Merging merging, IMasks masks, ConversationStores stores, IQrCodes codes)
{
    public async Task<CustomerProfile> ProfileAsync(Conversation conversation, Identity me, IReadOnlyList<Identity> identities, Agent agent, CancellationToken cancellationToken)
    {
        var known = directory.Current;
        var values = ValuesOf(me, identities);
        var first = identities.Where(i => i.Contact.SourceScene is not null).MinBy(i => i.Contact.SourceAt);
        return new CustomerProfile
        {
            PersonId = me.Person,
            Identities = [.. identities.Select(i => Identity(i, i.Contact.Id == me.Contact.Id))],
            Attributes = [.. known.Attributes.Where(a => a.ShownToAgents).Select(a => new CustomerValue(a, values.GetValueOrDefault(a.Id, "")))],
            Notes = await NotesAsync(identities, agent, cancellationToken),
            Origin = first is null ? null : new(first.Contact.SourceScene!, await SourceAsync(first, cancellationToken), first.Contact.SourceAt),
            Links = [.. known.Links.Select(l => (l.Name, Url: Fill(l, conversation, me, identities, values, agent))).Where(l => l.Url is not null).Select(l => new CustomerPlace(l.Name, l.Url!))],
            Merges = await MergesAsync(identities, cancellationToken),
            BlockedAt = me.Contact.BlockedAt,
            BlockReason = me.Contact.BlockReason,
            NotTaken = await NotTakenAsync(me.Thread.Id, cancellationToken),
        };
    }

    /// <summary>What a code of ours is called comes before what is known of scenes.</summary>
    private async Task<string> SourceAsync(Identity first, CancellationToken cancellationToken) =>
        (await codes.FindAsync(first.Thread.AccountId, first.Contact.SourceScene!, cancellationToken))?.Source ?? CustomerSource.Of(first.Contact.SourceScene!, directory.Current.Sources)?.Branch ?? "";

    private async Task<string> NotTakenAsync(Guid threadId, CancellationToken cancellationToken)
    {
        await using var context = stores.For(threadId).Read();
        return await context.FollowerChanges.Where(c => c.ThreadId == threadId && c.NotBefore == null).OrderByDescending(c => c.CreatedAt).Select(c => c.LastError).FirstOrDefaultAsync(cancellationToken) ?? "";
    }

    /// <summary>The own values, and of the other identities what this one lacks.</summary>
    public static Dictionary<Guid, string> ValuesOf(Identity me, IEnumerable<Identity> identities)
    {
        var values = new Dictionary<Guid, string>();
        foreach (var identity in identities.OrderBy(i => i.Contact.Id != me.Contact.Id))
        {
            foreach (var (id, value) in AttributeValues.Read(identity.Contact.Attributes))
                values.TryAdd(id, value);
        }

        return values;
    }

    public CustomerIdentity Identity(Identity identity, bool isThis)
    {
        directory.Current.Accounts.TryGetValue(identity.Thread.AccountId, out var account);
        return new(
            identity.Contact.Id, account?.Kind ?? default, account?.Name ?? "", identity.Contact.DisplayName, identity.Thread.ExternalId, identity.Thread.UnionId ?? "", identity.Thread.CreatedAt, isThis);
    }

    private string? Fill(CustomerLink link, Conversation conversation, Identity me, IReadOnlyList<Identity> identities, Dictionary<Guid, string> values, Agent agent) => link.Fill(
        place => InSight(agent, place switch
        {
            "customerId" => me.Person.ToString(),
            "externalId" => me.Thread.ExternalId,
            "unionId" => me.Thread.UnionId ?? identities.FirstOrDefault(i => i.Thread.UnionId is not null)?.Thread.UnionId,
            "name" => me.Contact.DisplayName,
            "agent" => agent.UserName,
            "conversationId" => conversation.Id.ToString(),
            _ => null,
        }),
        name => directory.Current.Attributes.FirstOrDefault(a => a.Name == name) is { } attribute ? InSight(agent, values.GetValueOrDefault(attribute.Id)) : null);

    /// <summary>What is hidden from the agent does not get into an address either.</summary>
    private string? InSight(Agent agent, string? value) => value is not null && masks.For(agent.Id).Text(value) != value ? null : value;

    private async Task<IReadOnlyList<CustomerNote>> NotesAsync(IReadOnlyList<Identity> identities, Agent agent, CancellationToken cancellationToken)
    {
        var known = await notes.ReadAsync(identities, cancellationToken);
        return
        [
            // For a moment it stands in both places.
            .. identities.Where(i => i.Contact.Note.Length > 0 && !known.Any(n => n.Id == i.Contact.Id && n.Text == i.Contact.Note))
                .Select(i => new CustomerNote(i.Contact.Id, i.Contact.Note, "", null, null, CanEdit: agent.IsLead, CanDelete: agent.IsLead)),
            .. known.Select(n => new CustomerNote(
                n.Id, n.Text, NameOf(n.AuthorId), n.At, n.EditedAt, n.AuthorId == agent.Id || (n.AuthorId == Guid.Empty && agent.IsLead), n.AuthorId == agent.Id || agent.IsLead)),
        ];
    }

    private async Task<IReadOnlyList<CustomerMerge>> MergesAsync(IReadOnlyList<Identity> identities, CancellationToken cancellationToken)
    {
        if (identities.Count < 2)
            return [];
        var names = identities.ToDictionary(i => i.Contact.Id, i => i.Contact.DisplayName);
        return [.. (await merging.LinksAsync(identities, cancellationToken)).GroupBy(l => l.MergeId).Select(g =>
            new CustomerMerge(g.Key, g.First().Kind, g.First().ByAgentId is { } by ? NameOf(by) : "", g.First().At, [.. g.Select(l => names[l.ContactId]).Distinct()]))];
    }

    private string NameOf(Guid agentId) => directory.Current.Agents.TryGetValue(agentId, out var agent) ? agent.DisplayName : "";
}
