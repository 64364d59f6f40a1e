using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Conversations;

namespace Imcc.Infrastructure.Contacts;

/// <summary>
/// Saves what our own people or other systems say of a customer, and levels the tiers of the person. When the directory gives another tier to a
/// tag or an account, a person is levelled with the next save of any of their identities.
/// </summary>
public sealed class CustomerSaving
{
    private readonly PersonTiers _tiers;
    private readonly IGrainFactory _grains;

    internal CustomerSaving(PersonTiers tiers, IGrainFactory grains) => (_tiers, _grains) = (tiers, grains);

    public async Task<CommandOutcome> SaveAsync(Guid threadId, CustomerChange change, CancellationToken cancellationToken)
    {
        var outcome = await Retried.Async(() => _grains.GetGrain<IConversationGrain>(threadId).SaveCustomerAsync(change));
        if (outcome == CommandOutcome.Done)
            await _tiers.LevelOfAsync(threadId, change.ContactId, cancellationToken);
        return outcome;
    }
}
