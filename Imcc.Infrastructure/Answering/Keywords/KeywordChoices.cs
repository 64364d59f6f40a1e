using Imcc.Infrastructure.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Answering.Keywords;

/// <summary>What the actor may choose for a rule.</summary>
/// <param name="IsHeadOffice">Rules for all accounts.</param>
/// <param name="Accounts">Of the actor's units, with their names.</param>
/// <param name="Groups">All, with their names: a branch's rule may pass on to the head office's people.</param>
internal sealed record KeywordChoices(bool IsHeadOffice, IReadOnlyDictionary<Guid, string> Accounts, IReadOnlyDictionary<Guid, string> Groups)
{
    public static async Task<KeywordChoices> OfAsync(ChangeUnit unit, CancellationToken cancellationToken) => new(
        unit.Actor is null || unit.Actor.OrgUnitId == OrgUnitRow.RootId,
        await unit.Context.Accounts.Where(a => unit.OrgUnits.Contains(a.OrgUnitId)).ToDictionaryAsync(a => a.Id, a => a.Name, cancellationToken),
        await unit.Context.SkillGroups.ToDictionaryAsync(g => g.Id, g => g.Name, cancellationToken));
}
