using Imcc.Core.Desk;
using Imcc.Infrastructure.Contacts;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Imcc.Tests.Contacts;

public sealed class CustomerNotesTests(PostgresServer postgres)
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Notes_of_all_identities_stand_in_order_are_changed_taken_away_and_brought_back(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var time = new FakeTimeProvider(Start);
        var notes = new CustomerNotes(database.Stores, time);
        var (one, two, author) = (await IdentityAsync(database, 1), await IdentityAsync(database, 2), Id(9));
        Assert.Equal(CommandOutcome.Done, await notes.AddAsync(one, Id(11), author, "先前", Cancel));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(CommandOutcome.Done, await notes.AddAsync(two, Id(12), author, "后来😀", Cancel));
        // Sent twice it is one note.
        Assert.Equal(CommandOutcome.AlreadyDone, await notes.AddAsync(two, Id(12), author, "后来😀", Cancel));
        Assert.Equal(["后来😀", "先前"], await TextsAsync(notes, one, two));

        await notes.EditAsync((await notes.FindAsync([one, two], Id(11), Cancel))!, "改过");
        await notes.DeleteAsync((await notes.FindAsync([one, two], Id(12), Cancel))!, author);
        Assert.Equal(["改过"], await TextsAsync(notes, one, two));
        var gone = (await notes.FindAsync([one, two], Id(12), Cancel))!;
        Assert.Equal((author, (DateTimeOffset?)time.GetUtcNow()), (gone.DeletedById, gone.DeletedAt));
        await notes.RestoreAsync(gone);
        Assert.Equal(["后来😀", "改过"], await TextsAsync(notes, one, two));
        // A note of somebody else's is none of theirs.
        Assert.Null(await notes.FindAsync([one], Id(12), Cancel));
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_person_is_found_by_what_joins_the_identities_and_served_in_any_of_them(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var persons = new Persons(database.Stores);
        var (one, two, person) = (await IdentityAsync(database, 1, Id(50)), await IdentityAsync(database, 2, Id(50)), Id(50));
        var alone = await IdentityAsync(database, 3);
        await database.Store.Writer.CommitAsync(new WriteUnit().Insert(ConversationRow.From(
            Core.Conversations.Conversation.Open(Id(70), two.Thread.Id, Id(100), two.Contact.Id, null, Start) with { AgentId = Id(9), State = Core.Conversations.ConversationState.Closed })));

        Assert.Equal([one.Contact.Id, two.Contact.Id], (await persons.IdentitiesAsync(person, Cancel)).Select(i => i.Contact.Id));
        Assert.Equal([alone.Contact.Id], (await persons.IdentitiesAsync(alone.Contact.Id, Cancel)).Select(i => i.Contact.Id));
        // Whoever went over to another person is not themselves any more.
        Assert.Empty(await persons.IdentitiesAsync(one.Contact.Id, Cancel));
        Assert.True(await persons.IsServedByAsync(person, Id(9), Cancel));
        Assert.False(await persons.IsServedByAsync(alone.Person, Id(9), Cancel));
    }

    private static async Task<IEnumerable<string>> TextsAsync(CustomerNotes notes, params Identity[] identities) => (await notes.ReadAsync(identities, Cancel)).Select(n => n.Text);

    private static async Task<Identity> IdentityAsync(ConversationDatabase database, int number, Guid? person = null)
    {
        var thread = new ThreadRow { Id = Id(number + 200), AccountId = Id(100), ExternalId = "o" + number, ContactId = Id(number + 300), CreatedAt = Start.AddMinutes(number) };
        var contact = new ContactRow { Id = Id(number + 300), OrgUnitId = Id(100), DisplayName = "客户" + number, CreatedAt = Start, PersonId = person };
        Assert.Equal(WriteOutcome.Committed, await database.Store.Writer.CommitAsync(new WriteUnit().Insert(thread).Insert(contact)));
        await using var context = database.Store.Read();
        return new(thread, await context.Contacts.SingleAsync(c => c.Id == contact.Id, Cancel));
    }

    private static Guid Id(int n) => new(n, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);
}
