using Imcc.Core.Contacts;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Contacts;

/// <summary>
/// Makes one person of several identities, and several of one again. Each identity goes over by itself, in its own store, with its record; what was
/// interrupted in the middle is finished by doing it again.
/// </summary>
internal sealed class Merging(ConversationStores stores, Persons persons, PersonTiers tiers, UnionHistory unions, IGrainFactory grains, TimeProvider time)
{
    /// <summary>All identities of the other's person become this one's.</summary>
    public async Task<CommandOutcome> MergeAsync(Identity into, Identity other, Guid by, CancellationToken cancellationToken)
    {
        if (into.Person == other.Person)
            return await FinishAsync(other, by, cancellationToken);
        var coming = await persons.IdentitiesAsync(other.Person, cancellationToken);
        if (coming.Count + (await persons.IdentitiesAsync(into.Person, cancellationToken)).Count > Persons.MostIdentities)
            return CommandOutcome.TooMany;
        var outcome = await MoveAsync(coming, Guid.CreateVersion7(time.GetUtcNow()), PersonLinkKind.ByHand, _ => into.Person, by);
        await tiers.LevelAsync(into.Person, cancellationToken);
        return outcome;
    }

    /// <summary>Who was left behind when a merge was interrupted comes after, under the same merge.</summary>
    private async Task<CommandOutcome> FinishAsync(Identity moved, Guid by, CancellationToken cancellationToken)
    {
        if ((await LinksAsync([moved], cancellationToken)) is not [{ Kind: PersonLinkKind.ByHand } link])
            return CommandOutcome.AlreadyDone;
        var left = await persons.IdentitiesAsync(link.FromPersonId ?? link.ContactId, cancellationToken);
        if (left.Count > 0 && left.Count + (await persons.IdentitiesAsync(moved.Person, cancellationToken)).Count > Persons.MostIdentities)
            return CommandOutcome.TooMany;
        var outcome = left.Count == 0 ? CommandOutcome.AlreadyDone : await MoveAsync(left, link.MergeId, PersonLinkKind.ByHand, _ => moved.Person, by);
        await tiers.LevelAsync(moved.Person, cancellationToken);
        return outcome;
    }

    /// <summary>
    /// The channel names the person of an identity. What a colleague has decided about it stands. When the account went over to another open platform,
    /// its followers have new UnionIDs: the person goes over as a whole, for what the old one said of them is as true as before.
    /// </summary>
    public async Task JoinAsync(Guid threadId, string unionId, CancellationToken cancellationToken)
    {
        if (await persons.IdentityAsync(threadId, cancellationToken) is not { } identity)
            return;
        if (identity.Thread.UnionId != unionId
            && await SaveAsync(threadId, new CustomerChange { UnionId = unionId, OldUnionId = identity.Thread.UnionId }) == CommandOutcome.Unavailable)
            throw new TimeoutException($"The UnionID of thread {threadId} could not be stored.");
        var person = PersonKey.For(await unions.LatestAsync(unionId, cancellationToken));
        if (identity.Contact.PersonId is { } now && (now == person || !(await unions.EarlierAsync(threadId, cancellationToken)).Append(unionId).Select(PersonKey.For).Contains(now)))
            return;
        // Whoever was merged into this one by hand comes along.
        var coming = await persons.IdentitiesAsync(identity.Person, cancellationToken);
        if (await MoveAsync(coming, Guid.CreateVersion7(time.GetUtcNow()), PersonLinkKind.ByUnionId, _ => person, null) == CommandOutcome.Unavailable)
            throw new TimeoutException($"Thread {threadId} could not be joined to its person.");
        await tiers.LevelAsync(person, cancellationToken);
    }

    /// <returns>TooLate: all of it has gone on to other persons since, or was undone before.</returns>
    public async Task<CommandOutcome> UndoAsync(Guid person, Guid mergeId, Guid by, CancellationToken cancellationToken)
    {
        var links = new List<PersonLinkRow>();
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            links.AddRange(await context.PersonLinks.Where(l => l.MergeId == mergeId && l.Kind != PersonLinkKind.Undo && l.ToPersonId == person).ToListAsync(cancellationToken));
        }

        var before = links.ToDictionary(l => l.ContactId);
        var here = (await persons.IdentitiesAsync(person, cancellationToken)).Where(i => before.ContainsKey(i.Contact.Id)).ToList();
        if (here.Count == 0)
            return CommandOutcome.TooLate;
        // Its own id, not nobody's: the same UnionID does not join it again.
        var outcome = await MoveAsync(
            here, mergeId, PersonLinkKind.Undo, i => before[i.Contact.Id] is { Kind: PersonLinkKind.ByUnionId, FromPersonId: null } ? i.Contact.Id : before[i.Contact.Id].FromPersonId, by);
        foreach (var apart in here.Select(i => before[i.Contact.Id].FromPersonId ?? i.Contact.Id).Append(person).Distinct())
            await tiers.LevelAsync(apart, cancellationToken);
        return outcome;
    }

    /// <summary>What holds these identities together, the latest first.</summary>
    public async Task<IReadOnlyList<PersonLinkRow>> LinksAsync(IReadOnlyList<Identity> identities, CancellationToken cancellationToken)
    {
        var links = new List<PersonLinkRow>();
        foreach (var part in identities.GroupBy(i => stores.For(i.Thread.Id), i => i.Contact.Id))
        {
            await using var context = part.Key.Read();
            var ids = part.ToArray();
            links.AddRange(await context.PersonLinks.Where(l => ids.Contains(l.ContactId)).ToListAsync(cancellationToken));
        }

        var persons = identities.ToDictionary(i => i.Contact.Id, i => i.Contact.PersonId);
        return [.. links.GroupBy(l => l.ContactId).Select(g => g.OrderByDescending(l => l.At).ThenByDescending(l => l.Id).First())
            .Where(l => l.Kind != PersonLinkKind.Undo && l.ToPersonId == persons[l.ContactId]).OrderByDescending(l => l.At)];
    }

    private async Task<CommandOutcome> MoveAsync(IReadOnlyList<Identity> identities, Guid mergeId, PersonLinkKind kind, Func<Identity, Guid?> to, Guid? by)
    {
        var now = time.GetUtcNow();
        var outcomes = new List<CommandOutcome>();
        foreach (var identity in identities)
        {
            var link = new PersonLink(Guid.CreateVersion7(now), mergeId, kind, identity.Contact.PersonId, to(identity), by, now);
            outcomes.Add(await SaveAsync(identity.Thread.Id, new CustomerChange { Link = link, ContactId = identity.Contact.Id }));
        }

        return outcomes.Contains(CommandOutcome.Unavailable) ? CommandOutcome.Unavailable : outcomes.Contains(CommandOutcome.Done) ? CommandOutcome.Done : CommandOutcome.TooLate;
    }

    private Task<CommandOutcome> SaveAsync(Guid threadId, CustomerChange change) => Retried.Async(() => grains.GetGrain<IConversationGrain>(threadId).SaveCustomerAsync(change));
}
