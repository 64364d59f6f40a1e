using System.Data.Common;
using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>
/// One change of the knowledge base: a transaction that looks whether the person may, gathers problems and writes the audit log beside the change. The directory
/// in memory is not read anew for it; where something was published, <paramref name="published"/> is told after the commit.
/// </summary>
internal sealed class KnowledgeChange(IServiceScopeFactory scopes, TimeProvider time, Action published)
{
    /// <param name="personId">Who asks for it; null: the system itself.</param>
    /// <exception cref="UnauthorizedAccessException">This person writes no articles.</exception>
    public async Task<ChangeOutcome> MakeAsync(Guid? personId, Func<EditorUnit, Task<Guid>> change, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<DirectoryContext>();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var rights = await KnowledgeRights.OfWriterAsync(context, personId, cancellationToken);
        var unit = new EditorUnit(
            new ChangeUnit
            {
                Context = context,
                Users = scope.ServiceProvider.GetRequiredService<UserManager<ImccUser>>(),
                Actor = rights.Person,
                OrgUnits = rights.UnitIds,
                Now = time.GetUtcNow(),
            },
            rights);
        var made = await change(unit);
        if (unit.Unit.Problems.Count == 0)
        {
            try
            {
                await context.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || e.InnerException is DbException inner && inner.IsUniqueViolation())
            {
                // Somebody else has changed the same article, or taken the same code, since it was read.
                unit.Refuse(ArticleFault.ChangedMeanwhile);
            }
        }

        if (unit.Unit.Problems.Count > 0)
            return new(made, unit.Unit.Problems);
        await transaction.CommitAsync(cancellationToken);
        if (unit.HasPublished)
            published();
        return new(made, []);
    }
}
