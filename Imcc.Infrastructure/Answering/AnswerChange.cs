using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Infrastructure.Answering;

/// <summary>
/// One change of what answers customers, by an editor or administrator: as <see cref="DirectoryChange"/>, but it counts up its own stock and wakes
/// those who keep it in memory, so that one edited keyword reloads no directory.
/// </summary>
internal sealed class AnswerChange(IServiceScopeFactory scopes, AnswerWatch watch, SecretSeal seal, TimeProvider time)
{
    /// <param name="stock">One of <see cref="AnswerStock"/>.</param>
    /// <param name="change">Given the number that the change has: what it changes carries it.</param>
    public async Task<ChangeOutcome> MakeAsync(Guid personId, string stock, Func<ChangeUnit, long, Task<Guid>> change, CancellationToken cancellationToken)
    {
        // Sealing may have to store a new key in this very database: not while our transaction holds its lock.
        seal.Prepare();
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<DirectoryContext>();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var version = await AnswerVersionRow.NextAsync(context, stock, cancellationToken);
        var rights = await EditorGate.AdmitAsync(context, personId, cancellationToken);
        var unit = new ChangeUnit
        {
            Context = context,
            Users = scope.ServiceProvider.GetRequiredService<UserManager<ImccUser>>(),
            Actor = rights.Actor,
            OrgUnits = rights.UnitIds,
            Now = time.GetUtcNow(),
        };
        var made = await change(unit, version);
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
        watch.Poke();
        return new(made, []);
    }
}
