using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Answering;

/// <summary>Who may write what answers customers: administrators and editors, within their units.</summary>
internal static class EditorGate
{
    /// <exception cref="UnauthorizedAccessException">Neither (any more).</exception>
    public static async Task<AdminRights> AdmitAsync(DirectoryContext context, Guid personId, CancellationToken cancellationToken)
    {
        var rights = await AdminGate.PersonAsync(context, personId, cancellationToken);
        var mayWrite = await context.UserRoles.Where(m => m.UserId == personId).Join(context.Roles, m => m.RoleId, r => r.Id, (m, r) => r.Name!)
            .AnyAsync(r => r == Role.Admin || r == Role.Editor, cancellationToken);
        return mayWrite ? rights : throw new UnauthorizedAccessException($"User {personId} writes no answers.");
    }
}
