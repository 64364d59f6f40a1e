using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Organisation;

/// <summary>Who came in, and who tried. Only for names that exist: what is typed into the wrong field may be a password.</summary>
public sealed class SignInAudit
{
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly TimeProvider _time;

    internal SignInAudit(IDbContextFactory<DirectoryContext> contexts, TimeProvider time) => (_contexts, _time) = (contexts, time);

    public async Task RecordAsync(ImccUser user, bool admitted, bool locked, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        await using var context = _contexts.CreateDbContext();
        context.AuditLog.Add(new()
        {
            Id = Guid.CreateVersion7(now),
            At = now,
            ActorId = user.Id,
            Actor = user.UserName!,
            Action = admitted ? "signin.admitted" : locked ? "signin.locked" : "signin.refused",
            TargetId = user.Id,
            Target = user.UserName!,
        });
        await context.SaveChangesAsync(cancellationToken);
    }
}
