using Imcc.Infrastructure.Answering;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Misses;

/// <summary>Whose messages a person may read: those of the accounts of the own unit and below; at the head office all, searches included.</summary>
internal sealed record MissScope(Guid PersonId, bool IsAll, Guid[] Accounts)
{
    /// <exception cref="UnauthorizedAccessException">Neither administrator, editor nor lead.</exception>
    public static async Task<MissScope> ReadAsync(IDbContextFactory<DirectoryContext> contexts, Guid personId, bool writes, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var rights = writes ? await AnswerEditors.AdmitAsync(context, personId, cancellationToken) : await AnswerEditors.AdmitReaderAsync(context, personId, cancellationToken);
        var units = rights.UnitIds;
        var accounts = await context.Accounts.Where(a => units.Contains(a.OrgUnitId)).Select(a => a.Id).ToArrayAsync(cancellationToken);
        return new(personId, rights.Actor!.OrgUnitId == OrgUnitRow.RootId, accounts);
    }

    public IQueryable<MissRow> Of(IQueryable<MissRow> misses) => IsAll ? misses : misses.Where(m => m.AccountId != null && Accounts.Contains(m.AccountId.Value));
}
