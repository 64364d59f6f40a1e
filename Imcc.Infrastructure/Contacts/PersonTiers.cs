using Imcc.Core.Conversations;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Contacts;

/// <summary>
/// A person counts in every channel as in the one where they count most: the highest tier of any identity's record, account or tags. Each
/// contact keeps what the others have, so that the queue asks nobody else.
/// </summary>
internal sealed class PersonTiers(Persons persons, DirectoryCache directory, IGrainFactory grains)
{
    public async Task LevelAsync(Guid person, CancellationToken cancellationToken)
    {
        var identities = await persons.IdentitiesAsync(person, cancellationToken);
        var own = identities.ToDictionary(i => i.Contact.Id, OwnTier);
        foreach (var identity in identities)
        {
            var elsewhere = own.Where(o => o.Key != identity.Contact.Id).Select(o => o.Value).DefaultIfEmpty().Max();
            if (elsewhere != identity.Contact.PersonTier)
                await Retried.Async(() => grains.GetGrain<IConversationGrain>(identity.Thread.Id).SaveCustomerAsync(new CustomerChange { PersonTier = elsewhere, ContactId = identity.Contact.Id }));
        }
    }

    /// <summary>After something of one identity has changed.</summary>
    /// <param name="contactId">Whose, where several people speak in the thread; null: the thread's own.</param>
    public async Task LevelOfAsync(Guid threadId, Guid? contactId, CancellationToken cancellationToken)
    {
        if (await (contactId is { } of ? persons.IdentityAsync(threadId, of, cancellationToken) : persons.IdentityAsync(threadId, cancellationToken)) is { } identity)
            await LevelAsync(identity.Person, cancellationToken);
    }

    private int OwnTier(Identity identity)
    {
        var contact = identity.Contact.ToContact();
        return directory.Current.Accounts.TryGetValue(identity.Thread.AccountId, out var account) ? directory.Current.TierOf(contact.VipTier, account, contact.Tags) : contact.VipTier;
    }
}
