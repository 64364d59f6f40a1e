using Imcc.Core.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Organisation;

/// <summary>What an agent looked at, for the audit log: no change of the directory, so nothing is reloaded for it.</summary>
internal sealed class AuditTrail(IDbContextFactory<DirectoryContext> contexts, TimeProvider time)
{
    /// <param name="detail">No secret and nothing personal.</param>
    public Task WriteAsync(Agent actor, string action, Guid targetId, string target, string detail, CancellationToken cancellationToken) =>
        WriteAsync(actor.Id, actor.UserName, action, targetId, target, detail, cancellationToken);

    /// <param name="actorId">Null: the system itself.</param>
    /// <param name="detail">No secret and nothing personal.</param>
    public async Task WriteAsync(Guid? actorId, string actor, string action, Guid targetId, string target, string detail, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = contexts.CreateDbContext();
        context.AuditLog.Add(new()
        {
            Id = Guid.CreateVersion7(now),
            At = now,
            ActorId = actorId,
            Actor = actor,
            Action = action,
            TargetId = targetId,
            Target = target,
            Detail = detail.Length <= AuditRowMapping.DetailLength ? detail : detail[..AuditRowMapping.DetailLength],
        });
        await context.SaveChangesAsync(cancellationToken);
    }
}
