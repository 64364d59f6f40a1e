using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Organisation;

/// <summary>Who serves a skill group, read and set from the group's side.</summary>
internal static class GroupMembers
{
    public static async Task SetAsync(ChangeUnit unit, SkillGroupRow group, IReadOnlyList<MemberDraft> members, CancellationToken cancellationToken)
    {
        if (members.Count == 0)
            return;
        var wanted = members.ToDictionary(m => m.AgentId);
        var agents = await unit.Context.Agents.Include(a => a.Skills.Where(s => s.GroupId == group.Id))
            .Where(a => unit.Context.Users.Any(u => u.Id == a.Id && unit.OrgUnits.Contains(u.OrgUnitId))).ToListAsync(cancellationToken);
        foreach (var agent in agents.Where(a => wanted.ContainsKey(a.Id)))
        {
            var (member, skill) = (wanted[agent.Id], agent.Skills.SingleOrDefault());
            if (!member.IsMember)
                agent.Skills.Clear();
            else if (skill is null)
                agent.Skills.Add(new() { AgentId = agent.Id, GroupId = group.Id, Level = member.Level, Weight = member.Weight });
            else
                (skill.Level, skill.Weight) = (member.Level, member.Weight);
        }

        unit.Context.ChangeTracker.DetectChanges();
        var changed = unit.Context.ChangeTracker.Entries<AgentSkillRow>().Count(e => e.State is not EntityState.Unchanged);
        if (changed == 0)
            return;
        unit.Audit("group.members", group.Id, group.Name, string.Join(' ', members.Where(m => m.IsMember).Select(m => $"{m.UserName}:{m.Level}/{m.Weight}")));
        group.Rev++;
    }

    public static async Task<List<MemberDraft>> ReadAsync(DirectoryContext context, AdminRights rights, Guid? groupId, CancellationToken cancellationToken)
    {
        var units = await context.OrgUnits.AsNoTracking().ToDictionaryAsync(u => u.Id, u => u.Name, cancellationToken);
        var users = await context.Users.AsNoTracking().Join(context.Agents.AsNoTracking(), u => u.Id, a => a.Id, (u, a) => new { u.Id, u.UserName, u.DisplayName, u.OrgUnitId, u.Enabled, a.Capacity }).ToListAsync(cancellationToken);
        var skills = await context.AgentSkills.AsNoTracking().Where(s => s.GroupId == groupId).ToDictionaryAsync(s => s.AgentId, cancellationToken);
        return [.. users
            .Where(u => skills.ContainsKey(u.Id) || (u.Enabled && rights.UnitIds.Contains(u.OrgUnitId)))
            .OrderBy(u => u.UserName, StringComparer.OrdinalIgnoreCase)
            .Select(u => new MemberDraft
            {
                AgentId = u.Id,
                Name = u.DisplayName,
                UserName = u.UserName!,
                OrgUnit = units[u.OrgUnitId],
                Capacity = u.Capacity,
                Enabled = u.Enabled,
                MayChange = rights.UnitIds.Contains(u.OrgUnitId),
                IsMember = skills.TryGetValue(u.Id, out var skill),
                Level = skill?.Level ?? 5,
                Weight = skill?.Weight ?? 1,
            })];
    }
}
