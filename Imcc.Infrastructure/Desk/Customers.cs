using Imcc.Core.Contacts;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Organisation;
using Imcc.Infrastructure.Contacts;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Desk;

/// <inheritdoc cref="ICustomers"/>
internal sealed class Customers(
    IGrainFactory grains, DirectoryCache directory, ConversationFinder finder, Persons persons, CustomerNotes notes, Merging merging, CustomerViews views, CustomerSearch search,
    AuditTrail audit, TimeProvider time) : ICustomers
{
    public async Task<CustomerProfile?> ReadAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        await CustomerAsync(agentId, conversationId, cancellationToken) is { } customer
            ? await views.ProfileAsync(customer.Conversation, customer.This, await persons.IdentitiesAsync(customer.This.Person, cancellationToken), AgentOf(agentId), cancellationToken)
            : null;

    public async Task<CommandOutcome> SaveAttributeAsync(Guid agentId, Guid conversationId, Guid attributeId, string value, CancellationToken cancellationToken = default)
    {
        if (await CustomerAsync(agentId, conversationId, cancellationToken) is not { } customer)
            return CommandOutcome.NotFound;
        if (directory.Current.Attributes.FirstOrDefault(a => a.Id == attributeId) is not { ShownToAgents: true } attribute)
            return CommandOutcome.NotAllowed;
        if (value.Length > CustomerAttribute.LongestValue)
            return CommandOutcome.TooLong;
        if (attribute.Accept(value) is not { } accepted)
            return CommandOutcome.Invalid;
        var outcome = CommandOutcome.Done;
        foreach (var identity in await persons.IdentitiesAsync(customer.This.Person, cancellationToken))
        {
            var saved = await SaveAsync(identity, new CustomerChange { Attribute = (attributeId, accepted) });
            outcome = saved == CommandOutcome.Done ? outcome : saved;
        }

        return outcome;
    }

    public async Task<CommandOutcome> AddNoteAsync(Guid agentId, Guid conversationId, Guid noteId, string text, CancellationToken cancellationToken = default)
    {
        if (noteId == Guid.Empty)
            return CommandOutcome.Invalid;
        if (Refusal(text) is { } refusal)
            return refusal;
        return await CustomerAsync(agentId, conversationId, cancellationToken) is { } customer
            ? await notes.AddAsync(customer.This, noteId, agentId, Clean(text), cancellationToken)
            : CommandOutcome.NotFound;
    }

    public async Task<CommandOutcome> EditNoteAsync(Guid agentId, Guid conversationId, Guid noteId, string text, CancellationToken cancellationToken = default)
    {
        var (note, old) = await NoteAsync(agentId, conversationId, noteId, cancellationToken);
        if (note is null && old is null)
            return CommandOutcome.NotFound;
        if (Refusal(text) is { } refusal)
            return refusal;
        // What has no author is everybody's: a lead answers for it.
        if (note?.AuthorId != agentId && !((note is null || note.AuthorId == Guid.Empty) && AgentOf(agentId).IsLead))
            return CommandOutcome.NotAllowed;
        note ??= await AdoptAsync(old!, cancellationToken);
        await notes.EditAsync(note, Clean(text));
        return CommandOutcome.Done;
    }

    public async Task<CommandOutcome> DeleteNoteAsync(Guid agentId, Guid conversationId, Guid noteId, bool isDeleted = true, CancellationToken cancellationToken = default)
    {
        var (note, old) = await NoteAsync(agentId, conversationId, noteId, cancellationToken);
        if (note is null && old is null)
            return CommandOutcome.NotFound;
        // What a lead has taken away its author does not bring back.
        var whose = isDeleted || note?.DeletedAt is null ? note?.AuthorId : note.DeletedById ?? note.AuthorId;
        if (whose != agentId && !AgentOf(agentId).IsLead)
            return CommandOutcome.NotAllowed;
        if (isDeleted == (note?.DeletedAt is not null))
            return CommandOutcome.AlreadyDone;
        note ??= await AdoptAsync(old!, cancellationToken);
        await (isDeleted ? notes.DeleteAsync(note, agentId) : notes.RestoreAsync(note));
        return CommandOutcome.Done;
    }

    private async Task<ContactNoteRow> AdoptAsync(Identity old, CancellationToken cancellationToken)
    {
        var note = await notes.AdoptAsync(old, cancellationToken);
        await SaveAsync(old, new CustomerChange { Note = "" });
        return note;
    }

    public async Task<IReadOnlyList<CustomerFound>> FindAsync(Guid agentId, Guid conversationId, string text, CancellationToken cancellationToken = default) =>
        await CustomerAsync(agentId, conversationId, cancellationToken) is { } customer ? await search.FindAsync(AgentOf(agentId), customer.This.Person, text, cancellationToken) : [];

    public async Task<CommandOutcome> MergeAsync(Guid agentId, Guid conversationId, Guid otherConversationId, CancellationToken cancellationToken = default) =>
        await CustomerAsync(agentId, conversationId, cancellationToken) is { } into && await CustomerAsync(agentId, otherConversationId, cancellationToken) is { } other
            ? await merging.MergeAsync(into.This, other.This, agentId, cancellationToken)
            : CommandOutcome.NotFound;

    public async Task<CommandOutcome> UndoMergeAsync(Guid agentId, Guid conversationId, Guid mergeId, CancellationToken cancellationToken = default) =>
        await CustomerAsync(agentId, conversationId, cancellationToken) is { } customer
            ? await merging.UndoAsync(customer.This.Person, mergeId, agentId, cancellationToken)
            : CommandOutcome.NotFound;

    public async Task<CommandOutcome> BlockAsync(Guid agentId, Guid conversationId, string reason, CancellationToken cancellationToken = default)
    {
        var why = Clean(reason);
        if (why.Length > FollowerRules.LongestReason)
            return CommandOutcome.TooLong;
        if (await CustomerAsync(agentId, conversationId, cancellationToken) is not { } customer)
            return CommandOutcome.NotFound;
        var agent = AgentOf(agentId);
        if (why.Length == 0 && !agent.IsLead)
            return CommandOutcome.NotAllowed;
        if (customer.This.Contact.BlockedAt is null == (why.Length == 0))
            return CommandOutcome.AlreadyDone;
        // Recorded first: what cannot be recorded is not done.
        await audit.WriteAsync(agent, why.Length == 0 ? "customer.unblocked" : "customer.blocked", customer.This.Thread.Id, directory.Current.Accounts.GetValueOrDefault(customer.This.Thread.AccountId)?.Name ?? "", why, cancellationToken);
        return await SaveAsync(customer.This, new CustomerChange { Block = (why, time.GetUtcNow()) });
    }

    public async Task<HistoryPage> TimelineAsync(Guid agentId, Guid conversationId, string text, int skip, int take, CancellationToken cancellationToken = default)
    {
        var query = new HistoryQuery(text, Skip: skip, Take: take);
        if (!query.IsSound)
            return HistoryPage.Refused(CommandOutcome.Invalid);
        return await CustomerAsync(agentId, conversationId, cancellationToken) is { } customer
            ? await search.TimelineAsync(agentId, customer.This.Person, query, cancellationToken)
            : HistoryPage.Refused(CommandOutcome.NotFound);
    }

    private static string Clean(string text) => text.Replace("\0", "", StringComparison.Ordinal).Trim();

    private static CommandOutcome? Refusal(string text) =>
        string.IsNullOrWhiteSpace(text) ? CommandOutcome.Invalid : text.Length > CustomerNote.Longest ? CommandOutcome.TooLong : null;

    private Task<CommandOutcome> SaveAsync(Identity identity, CustomerChange change) =>
        Retried.Async(() => grains.GetGrain<IConversationGrain>(identity.Thread.Id).SaveCustomerAsync(change with { ContactId = identity.Contact.Id }));

    /// <summary>The customer of a conversation that the agent may read.</summary>
    private async Task<(Conversation Conversation, Identity This)?> CustomerAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken) =>
        await finder.ReadableAsync(agentId, conversationId, cancellationToken) is { } conversation
        && await persons.IdentityAsync(conversation.ThreadId, conversation.ContactId, cancellationToken) is { } identity
            ? (conversation, identity)
            : null;

    /// <summary>A note of the person's; the one from before there were authors stands with its contact and has the contact's id.</summary>
    private async Task<(ContactNoteRow? Note, Identity? Old)> NoteAsync(Guid agentId, Guid conversationId, Guid noteId, CancellationToken cancellationToken)
    {
        if (await CustomerAsync(agentId, conversationId, cancellationToken) is not { } customer)
            return (null, null);
        var identities = await persons.IdentitiesAsync(customer.This.Person, cancellationToken);
        return identities.FirstOrDefault(i => i.Contact.Id == noteId && i.Contact.Note.Length > 0) is { } old
            ? (null, old)
            : (await notes.FindAsync(identities, noteId, cancellationToken), null);
    }

    private Agent AgentOf(Guid agentId) => directory.Current.Agents[agentId];
}
