using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Answering;

/// <summary>Who may see and change what answers customers: administrators and editors; leads look on where they are admitted.</summary>
internal static class AnswerEditors
{
    private static readonly string[] Writers = [Role.Admin, Role.Editor];
    private static readonly string[] Readers = [Role.Admin, Role.Editor, Role.Lead];

    /// <exception cref="UnauthorizedAccessException">Neither administrator nor editor.</exception>
    public static Task<AdminRights> AdmitAsync(DirectoryContext context, Guid personId, CancellationToken cancellationToken) => AdmitAsync(context, personId, Writers, cancellationToken);

    /// <exception cref="UnauthorizedAccessException">Neither administrator, editor nor lead.</exception>
    public static Task<AdminRights> AdmitReaderAsync(DirectoryContext context, Guid personId, CancellationToken cancellationToken) => AdmitAsync(context, personId, Readers, cancellationToken);

    /// <exception cref="UnauthorizedAccessException">Neither administrator nor editor.</exception>
    public static async Task RequireAsync(ChangeUnit unit, CancellationToken cancellationToken)
    {
        if (unit.Actor is not null && !await HasAsync(unit.Context, unit.Actor.Id, Writers, cancellationToken))
            throw new UnauthorizedAccessException($"User {unit.Actor.Id} edits no answers.");
    }

    private static async Task<AdminRights> AdmitAsync(DirectoryContext context, Guid personId, string[] roles, CancellationToken cancellationToken)
    {
        var rights = await AdminGate.PersonAsync(context, personId, cancellationToken);
        return await HasAsync(context, personId, roles, cancellationToken) ? rights : throw new UnauthorizedAccessException($"User {personId} edits no answers.");
    }

    private static Task<bool> HasAsync(DirectoryContext context, Guid personId, string[] roles, CancellationToken cancellationToken) =>
        context.UserRoles.Where(m => m.UserId == personId).Join(context.Roles, m => m.RoleId, r => r.Id, (m, r) => r.Name!).AnyAsync(name => roles.Contains(name), cancellationToken);
}
