using Imcc.Core.Contacts;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Organisation;

/// <summary>
/// Looks a scene up where it is stored: there may be 100,000 codes an account, and one that is led elsewhere does so with the next scan, on every node.
/// </summary>
internal sealed class QrCodes(IDbContextFactory<DirectoryContext> contexts) : IQrCodes
{
    public async Task<QrCode?> FindAsync(Guid accountId, string scene, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return (await context.QrCodes.AsNoTracking().SingleOrDefaultAsync(c => c.AccountId == accountId && c.Scene == scene, cancellationToken))?.ToCode();
    }
}
