using Imcc.Infrastructure.Storage;

namespace Imcc.Infrastructure.Organisation;

internal static class DirectoryQueries
{
    /// <summary>Who can set things up: enabled, with the role.</summary>
    public static IQueryable<ImccUser> Admins(this DirectoryContext context) =>
        from user in context.Users
        join membership in context.UserRoles on user.Id equals membership.UserId
        join role in context.Roles on membership.RoleId equals role.Id
        where user.Enabled && role.Name == Role.Admin
        select user;
}
