using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Replies;

/// <summary>Whose quick replies a person may edit.</summary>
internal sealed record ReplyRights(bool IsCompany, IReadOnlyDictionary<Guid, string> Groups)
{
    public static async Task<ReplyRights> OfAsync(DirectoryContext context, ImccUser person, IReadOnlySet<Guid> units, CancellationToken cancellationToken)
    {
        var roles = await context.UserRoles.Where(m => m.UserId == person.Id).Join(context.Roles, m => m.RoleId, r => r.Id, (m, r) => r.Name!).ToListAsync(cancellationToken);
        var groups = await context.SkillGroups.AsNoTracking().ToListAsync(cancellationToken);
        var isAdmin = roles.Contains(Role.Admin);
        var own = roles.Contains(Role.Lead)
            ? (await context.AgentSkills.Where(s => s.AgentId == person.Id).Select(s => s.GroupId).ToListAsync(cancellationToken)).ToHashSet()
            : [];
        return new(
            isAdmin && person.OrgUnitId == OrgUnitRow.RootId,
            groups.Where(g => own.Contains(g.Id) || (isAdmin && units.Contains(g.OrgUnitId))).OrderBy(g => g.CreatedAt).ToDictionary(g => g.Id, g => g.Name));
    }

    public bool May(Guid? groupId) => groupId is { } id ? Groups.ContainsKey(id) : IsCompany;
}
