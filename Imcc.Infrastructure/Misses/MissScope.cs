using Imcc.Infrastructure.Answering;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Replies;
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

    /// <summary>Ratings at the desk by whose customer asked; those on the reading page belong to no account, and count where all of them do.</summary>
    public IQueryable<FindingRatingRow> RatingsOf(ConversationContext context, Guid? accountId = null) => (IsAll, accountId) switch
    {
        (true, null) => context.FindingRatings,
        (_, null) => context.FindingRatings.Where(r => context.Threads.Any(t => t.Id == r.ThreadId && Accounts.Contains(t.AccountId))),
        _ => context.FindingRatings.Where(r => context.Threads.Any(t => t.Id == r.ThreadId && t.AccountId == accountId && (IsAll || Accounts.Contains(t.AccountId)))),
    };

    public IQueryable<MissRow> Of(IQueryable<MissRow> misses) => IsAll ? misses : misses.Where(m => m.AccountId != null && Accounts.Contains(m.AccountId.Value));
}
