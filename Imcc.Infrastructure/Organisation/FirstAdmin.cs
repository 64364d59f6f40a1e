using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Organisation;

/// <summary>Makes the first administrator, from the command line; or gives an administrator who cannot get in a new password.</summary>
public sealed class FirstAdmin
{
    private readonly DirectoryChange _change;

    internal FirstAdmin(DirectoryChange change) => _change = change;

    public Task<ChangeOutcome> MakeAsync(string userName, string password, CancellationToken cancellationToken = default) => _change.MakeAsync(
        null,
        async unit =>
        {
            if (!AgentRules.IsUserName(userName))
            {
                unit.Refuse("UserName", "UserNameBad");
                return Guid.Empty;
            }

            var user = await unit.Users.FindByNameAsync(userName);
            if (user is null)
            {
                user = new ImccUser { Id = Guid.CreateVersion7(unit.Now), UserName = userName, DisplayName = userName, OrgUnitId = OrgUnitRow.RootId, CreatedAt = unit.Now };
                unit.Take("Password", await unit.Users.CreateAsync(user, password));
            }
            else
            {
                await unit.Users.RemovePasswordAsync(user);
                unit.Take("Password", await unit.Users.AddPasswordAsync(user, password));
            }

            if (unit.Problems.Count > 0)
                return user.Id;
            user.Enabled = true;
            user.LockoutEnd = null;
            user.AccessFailedCount = 0;
            user.OrgUnitId = OrgUnitRow.RootId;
            unit.Take("Roles", await unit.Users.UpdateSecurityStampAsync(user));
            if (!await unit.Users.IsInRoleAsync(user, Role.Admin))
                unit.Take("Roles", await unit.Users.AddToRoleAsync(user, Role.Admin));
            if (!await unit.Context.Agents.AnyAsync(a => a.Id == user.Id, cancellationToken))
                unit.Context.Agents.Add(new AgentRow { Id = user.Id });
            unit.Audit("admin.created", user.Id, userName, "by command line");
            return user.Id;
        },
        cancellationToken);
}
