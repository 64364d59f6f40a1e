using Imcc.Core.Desk;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Contacts;

/// <summary>What agents noted of a customer: each note in the store of the contact under which it was written.</summary>
internal sealed class CustomerNotes(ConversationStores stores, TimeProvider time)
{
    private const int Shown = 100;
    private const int Most = 500;

    private static readonly string[] Words = [nameof(ContactNoteRow.Text), nameof(ContactNoteRow.EditedAt)];
    private static readonly string[] Deletion = [nameof(ContactNoteRow.DeletedAt), nameof(ContactNoteRow.DeletedById)];

    /// <summary>Of all identities, the newest first.</summary>
    public async Task<IReadOnlyList<ContactNoteRow>> ReadAsync(IReadOnlyList<Identity> identities, CancellationToken cancellationToken)
    {
        var notes = new List<ContactNoteRow>();
        foreach (var part in identities.GroupBy(i => stores.For(i.Thread.Id), i => i.Contact.Id))
        {
            await using var context = part.Key.Read();
            var ids = part.ToArray();
            notes.AddRange(await context.ContactNotes.Where(n => ids.Contains(n.ContactId) && n.DeletedAt == null).OrderByDescending(n => n.At).Take(Shown).ToListAsync(cancellationToken));
        }

        return [.. notes.OrderByDescending(n => n.At).ThenByDescending(n => n.Id).Take(Shown)];
    }

    public async Task<CommandOutcome> AddAsync(Identity identity, Guid noteId, Guid authorId, string text, CancellationToken cancellationToken)
    {
        var store = stores.For(identity.Thread.Id);
        await using var context = store.Read();
        if (await context.ContactNotes.CountAsync(n => n.ContactId == identity.Contact.Id, cancellationToken) >= Most)
            return CommandOutcome.TooMany;
        var note = new ContactNoteRow { Id = noteId, ThreadId = identity.Thread.Id, ContactId = identity.Contact.Id, AuthorId = authorId, Text = text, At = time.GetUtcNow() };
        return await store.Writer.CommitAsync(new WriteUnit().Insert(note)) == WriteOutcome.Duplicate ? CommandOutcome.AlreadyDone : CommandOutcome.Done;
    }

    /// <summary>
    /// The note from before there were authors becomes a note like any other, with its contact's id where that is free. Until it is taken from the
    /// contact it stands in both places.
    /// </summary>
    public async Task<ContactNoteRow> AdoptAsync(Identity identity, CancellationToken cancellationToken)
    {
        var (contact, thread) = (identity.Contact, identity.Thread.Id);
        if (await FindAsync([identity], contact.Id, cancellationToken) is { } known)
        {
            if (known.DeletedAt is null && known.Text == contact.Note)
                return known;
            return await KeepAsync(Guid.CreateVersion7(time.GetUtcNow()));
        }

        return await KeepAsync(contact.Id);

        async Task<ContactNoteRow> KeepAsync(Guid id)
        {
            var note = new ContactNoteRow { Id = id, ThreadId = thread, ContactId = contact.Id, AuthorId = Guid.Empty, Text = contact.Note, At = contact.CreatedAt };
            await stores.For(thread).Writer.CommitAsync(new WriteUnit().Insert(note));
            return note;
        }
    }

    /// <summary>One note of these identities, deleted or not.</summary>
    public async Task<ContactNoteRow?> FindAsync(IReadOnlyList<Identity> identities, Guid noteId, CancellationToken cancellationToken)
    {
        var contacts = identities.Select(i => i.Contact.Id).ToHashSet();
        foreach (var store in identities.Select(i => stores.For(i.Thread.Id)).Distinct())
        {
            await using var context = store.Read();
            if (await context.ContactNotes.SingleOrDefaultAsync(n => n.Id == noteId, cancellationToken) is { } found && contacts.Contains(found.ContactId))
                return found;
        }

        return null;
    }

    public Task EditAsync(ContactNoteRow note, string text) => PatchAsync(With(note, text, time.GetUtcNow(), note.DeletedAt, note.DeletedById), Words);

    public Task DeleteAsync(ContactNoteRow note, Guid by) => PatchAsync(With(note, note.Text, note.EditedAt, time.GetUtcNow(), by), Deletion);

    public Task RestoreAsync(ContactNoteRow note) => PatchAsync(With(note, note.Text, note.EditedAt, null, null), Deletion);

    private async Task PatchAsync(ContactNoteRow note, string[] columns) => await stores.For(note.ThreadId).Writer.CommitAsync(new WriteUnit().Patch(note, columns));

    private static ContactNoteRow With(ContactNoteRow note, string text, DateTimeOffset? editedAt, DateTimeOffset? deletedAt, Guid? deletedBy) => new()
    {
        Id = note.Id,
        ThreadId = note.ThreadId,
        ContactId = note.ContactId,
        AuthorId = note.AuthorId,
        Text = text,
        At = note.At,
        EditedAt = editedAt,
        DeletedAt = deletedAt,
        DeletedById = deletedBy,
    };
}
