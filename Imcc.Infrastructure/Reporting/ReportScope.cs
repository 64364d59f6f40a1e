using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Infrastructure.Reporting;

/// <summary>
/// Whose figures a person may see: of the own unit and those below. A line belongs to its group's unit (without one, to its account's); an agent's work also to
/// the agent's. At the head office all, also of what is there no more.
/// </summary>
internal sealed record ReportScope(bool IsAll, HashSet<Guid> Groups, HashSet<Guid> Agents, HashSet<Guid> Accounts)
{
    private static readonly string[] Readers = [Role.Admin, Role.Lead];

    public static readonly ReportScope Everything = new(true, [], [], []);

    /// <exception cref="UnauthorizedAccessException">Neither administrator nor lead.</exception>
    public static async Task<ReportScope> ReadAsync(IDbContextFactory<DirectoryContext> contexts, Directory known, Guid personId, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var rights = await AdminGate.PersonAsync(context, personId, cancellationToken);
        var mayRead = await context.UserRoles.Where(m => m.UserId == personId).Join(context.Roles, m => m.RoleId, r => r.Id, (m, r) => r.Name!).AnyAsync(name => Readers.Contains(name), cancellationToken);
        if (!mayRead)
            throw new UnauthorizedAccessException($"User {personId} reads no reports.");
        if (rights.Actor!.OrgUnitId == OrgUnitRow.RootId)
            return Everything;
        return new(
            false,
            [.. known.Groups.Values.Where(g => rights.UnitIds.Contains(g.OrgUnitId)).Select(g => g.Id)],
            [.. known.Agents.Values.Where(a => rights.UnitIds.Contains(a.OrgUnitId)).Select(a => a.Id)],
            [.. known.Accounts.Values.Where(a => rights.UnitIds.Contains(a.OrgUnitId)).Select(a => a.Id)]);
    }

    public bool Sees(Guid group, Guid agent, Guid account, bool isWork) =>
        IsAll || (group != Guid.Empty ? Groups.Contains(group) : account != Guid.Empty && Accounts.Contains(account)) || (isWork && SeesAgent(agent));

    public bool SeesAgent(Guid agent) => IsAll || Agents.Contains(agent);
}
