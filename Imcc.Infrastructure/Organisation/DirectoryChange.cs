using Imcc.Infrastructure.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Infrastructure.Organisation;

/// <summary>
/// One change of the directory: a transaction that counts the version up first (so changes stand in a line, on all nodes), looks whether the
/// actor may, gathers problems, writes the audit log beside the change, and reloads the cache when it is made. With a problem, nothing is made.
/// </summary>
internal sealed class DirectoryChange(IServiceScopeFactory scopes, DirectoryCache cache, SecretSeal seal, TimeProvider time)
{
    /// <param name="actorId">Who asks for it; null: the system itself.</param>
    public Task<ChangeOutcome> MakeAsync(Guid? actorId, Func<ChangeUnit, Task<Guid>> change, CancellationToken cancellationToken) =>
        MakeAsync(context => actorId is { } id ? AdminGate.AdmitAsync(context, id, cancellationToken) : AdminGate.SystemAsync(context, cancellationToken), change, cancellationToken);

    /// <summary>As <see cref="MakeAsync(Guid?, Func{ChangeUnit, Task{Guid}}, CancellationToken)"/>, for a change that others than administrators may make: <paramref name="change"/> looks itself whether this person may.</summary>
    public Task<ChangeOutcome> MakeByPersonAsync(Guid personId, Func<ChangeUnit, Task<Guid>> change, CancellationToken cancellationToken) =>
        MakeAsync(context => AdminGate.PersonAsync(context, personId, cancellationToken), change, cancellationToken);

    private async Task<ChangeOutcome> MakeAsync(Func<DirectoryContext, Task<AdminRights>> admit, Func<ChangeUnit, Task<Guid>> change, CancellationToken cancellationToken)
    {
        // Sealing may have to store a new key in this very database: not while our transaction holds its lock.
        seal.Prepare();
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<DirectoryContext>();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Versions.ExecuteUpdateAsync(set => set.SetProperty(v => v.Version, v => v.Version + 1), cancellationToken);
        var rights = await admit(context);
        var unit = new ChangeUnit
        {
            Context = context,
            Users = scope.ServiceProvider.GetRequiredService<UserManager<ImccUser>>(),
            Actor = rights.Actor,
            OrgUnits = rights.UnitIds,
            Now = time.GetUtcNow(),
        };
        var made = await change(unit);
        if (unit.Problems.Count == 0)
        {
            try
            {
                await context.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                unit.Refuse("", "ChangedMeanwhile");
            }
        }

        if (unit.Problems.Count > 0)
            return new(made, unit.Problems);
        await transaction.CommitAsync(cancellationToken);
        // The change is made: whoever asked may be gone, the others still have to see it.
        await cache.ReloadAsync(CancellationToken.None);
        return new(made, []);
    }
}
