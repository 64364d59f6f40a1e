using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Delivery;

/// <summary>Who may look after what failed: administrators and leads, each for the accounts of their units.</summary>
internal static class DeliveryRights
{
    /// <returns>Who it is, and the accounts.</returns>
    /// <exception cref="UnauthorizedAccessException">Neither (any more).</exception>
    public static async Task<(ImccUser Actor, IReadOnlyList<Guid> Accounts)> ReadAsync(IDbContextFactory<DirectoryContext> contexts, Guid actorId, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var rights = await AdminGate.PersonAsync(context, actorId, cancellationToken);
        var isAllowed = await context.UserRoles.Where(m => m.UserId == actorId).Join(context.Roles, m => m.RoleId, r => r.Id, (m, r) => r.Name!)
            .AnyAsync(r => r == Role.Admin || r == Role.Lead, cancellationToken);
        if (!isAllowed)
            throw new UnauthorizedAccessException($"User {actorId} looks after no deliveries.");
        return (rights.Actor!, await context.Accounts.Where(a => rights.UnitIds.Contains(a.OrgUnitId)).Select(a => a.Id).ToListAsync(cancellationToken));
    }

    /// <summary>Who did it, in the audit log.</summary>
    /// <param name="detail">Nothing personal.</param>
    public static async Task NoteAsync(
        IDbContextFactory<DirectoryContext> contexts, ImccUser actor, string action, Guid targetId, string target, string detail, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        context.AuditLog.Add(new()
        {
            Id = Guid.CreateVersion7(now),
            At = now,
            ActorId = actor.Id,
            Actor = actor.UserName ?? "",
            Action = action,
            TargetId = targetId,
            Target = target,
            Detail = detail.Length <= AuditRowMapping.DetailLength ? detail : detail[..AuditRowMapping.DetailLength],
        });
        await context.SaveChangesAsync(cancellationToken);
    }
}
