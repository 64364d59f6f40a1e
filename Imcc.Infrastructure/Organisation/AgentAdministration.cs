using Imcc.Infrastructure.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Organisation;

/// <summary>People on screen. Whatever takes rights away (disabling, other roles, a new password) ends the person's sessions.</summary>
public sealed class AgentAdministration
{
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryChange _change;
    private readonly TimeProvider _time;

    internal AgentAdministration(IDbContextFactory<DirectoryContext> contexts, DirectoryChange change, TimeProvider time) =>
        (_contexts, _change, _time) = (contexts, change, time);

    public async Task<IReadOnlyList<AgentDraft>> ListAsync(Guid actorId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        var units = rights.Units.ToDictionary(u => u.Unit.Id, u => u.Unit.Name);
        var users = await context.Users.AsNoTracking().Where(u => rights.UnitIds.Contains(u.OrgUnitId)).ToListAsync(cancellationToken);
        var agents = await context.Agents.AsNoTracking().Include(a => a.Skills).ToDictionaryAsync(a => a.Id, cancellationToken);
        var roles = (await context.UserRoles.AsNoTracking()
                .Join(context.Roles, m => m.RoleId, r => r.Id, (m, r) => new { m.UserId, r.Name })
                .ToListAsync(cancellationToken))
            .ToLookup(m => m.UserId, m => m.Name!);
        var now = _time.GetUtcNow();
        return [.. users.OrderBy(u => u.UserName, StringComparer.OrdinalIgnoreCase).Select(u => new AgentDraft
        {
            Id = u.Id,
            UserName = u.UserName!,
            DisplayName = u.DisplayName,
            OrgUnitId = u.OrgUnitId,
            OrgUnit = units[u.OrgUnitId],
            Roles = new(roles[u.Id], StringComparer.Ordinal),
            Capacity = agents.TryGetValue(u.Id, out var agent) ? agent.Capacity : 0,
            Skills = agent is null ? [] : [.. agent.Skills.OrderBy(s => s.GroupId).Select(s => new SkillDraft { GroupId = s.GroupId, Level = s.Level, Weight = s.Weight })],
            Enabled = u.Enabled,
            Locked = u.LockoutEnd > now,
        })];
    }

    public Task<ChangeOutcome> SaveAsync(Guid actorId, AgentDraft draft, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            var user = draft.Id is null
                ? new ImccUser { Id = Guid.CreateVersion7(unit.Now), UserName = draft.UserName.Trim(), CreatedAt = unit.Now }
                : await FindAsync(unit, draft.Id.Value, cancellationToken);
            if (user is null)
                return Guid.Empty;
            await CheckAsync(unit, user, draft, cancellationToken);
            if (unit.Problems.Count > 0)
                return user.Id;

            user.DisplayName = draft.DisplayName.Trim();
            user.OrgUnitId = draft.OrgUnitId;
            unit.Audit(draft.Id is null ? "user.created" : "user.changed", user.Id, user.UserName!, draft.Id is null ? "" : unit.Changed(user));
            unit.Take(draft.Id is null ? nameof(draft.InitialPassword) : "", draft.Id is null ? await unit.Users.CreateAsync(user, draft.InitialPassword) : await unit.Users.UpdateAsync(user));
            if (unit.Problems.Count > 0)
                return user.Id;
            await SetRolesAsync(unit, user, draft.Roles);
            await SetSkillsAsync(unit, user, draft, cancellationToken);
            await KeepAnAdminAsync(unit, cancellationToken);
            return user.Id;
        },
        cancellationToken);

    /// <summary>Gives the person a new password, unlocks them and ends their sessions.</summary>
    public Task<ChangeOutcome> ResetPasswordAsync(Guid actorId, Guid id, string password, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            if (await FindAsync(unit, id, cancellationToken) is not { } user)
                return id;
            // The hash of the old one is gone with RemovePassword, and the stamp is new: no session survives.
            unit.Take("Password", await unit.Users.RemovePasswordAsync(user));
            unit.Take("Password", await unit.Users.AddPasswordAsync(user, password));
            if (unit.Problems.Count > 0)
                return id;
            user.LockoutEnd = null;
            user.AccessFailedCount = 0;
            unit.Take("", await unit.Users.UpdateSecurityStampAsync(user));
            unit.Audit("user.password", id, user.UserName!, "reset by administrator");
            return id;
        },
        cancellationToken);

    public Task<ChangeOutcome> SetEnabledAsync(Guid actorId, Guid id, bool enabled, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            if (await FindAsync(unit, id, cancellationToken) is not { } user || user.Enabled == enabled)
                return id;
            if (id == actorId)
            {
                unit.Refuse("", "NotYourself");
                return id;
            }

            user.Enabled = enabled;
            unit.Take("", await unit.Users.UpdateSecurityStampAsync(user));
            await KeepAnAdminAsync(unit, cancellationToken);
            unit.Audit(enabled ? "user.enabled" : "user.disabled", id, user.UserName!);
            return id;
        },
        cancellationToken);

    private static async Task<ImccUser?> FindAsync(ChangeUnit unit, Guid id, CancellationToken cancellationToken)
    {
        var user = await unit.Context.Users.SingleOrDefaultAsync(u => u.Id == id && unit.OrgUnits.Contains(u.OrgUnitId), cancellationToken);
        if (user is null)
            unit.Refuse("", "Gone");
        return user;
    }

    private static async Task CheckAsync(ChangeUnit unit, ImccUser user, AgentDraft draft, CancellationToken cancellationToken)
    {
        if (draft.Id is null)
        {
            if (!AgentRules.IsUserName(user.UserName!))
                unit.Refuse(nameof(draft.UserName), "UserNameBad");
            else if (await unit.Users.FindByNameAsync(user.UserName!) is not null)
                unit.Refuse(nameof(draft.UserName), "UserNameTaken", user.UserName);
            if (PasswordProfile.Judge(user.UserName!, draft.InitialPassword) is { } code)
                unit.Refuse(nameof(draft.InitialPassword), code, code is "PasswordTooShort" ? PasswordProfile.MinLength : PasswordProfile.MaxLength);
        }

        unit.Name(nameof(draft.DisplayName), draft.DisplayName, AgentRules.MaxDisplayNameLength);
        unit.OrgUnit(nameof(draft.OrgUnitId), draft.OrgUnitId);
        if (draft.Roles.Count == 0 || !draft.Roles.All(Role.All.Contains))
            unit.Refuse(nameof(draft.Roles), "RolesMissing");
        unit.Range(nameof(draft.Capacity), draft.Capacity, 0, AgentRules.MaxCapacity);
        var groups = await unit.Context.SkillGroups.Select(g => g.Id).ToListAsync(cancellationToken);
        if (draft.Skills.Any(s => !groups.Contains(s.GroupId)) || draft.Skills.DistinctBy(s => s.GroupId).Count() != draft.Skills.Count)
            unit.Refuse(nameof(draft.Skills), "SkillsBad");
        foreach (var skill in draft.Skills)
        {
            unit.Range(nameof(draft.Skills), skill.Level, 1, 10);
            unit.Range(nameof(draft.Skills), skill.Weight, 0, 100);
        }
    }

    private static async Task SetRolesAsync(ChangeUnit unit, ImccUser user, HashSet<string> wanted)
    {
        var has = await unit.Users.GetRolesAsync(user);
        var gone = has.Except(wanted, StringComparer.Ordinal).ToList();
        var added = wanted.Except(has, StringComparer.Ordinal).ToList();
        if (gone.Count + added.Count == 0)
            return;
        unit.Take("Roles", await unit.Users.RemoveFromRolesAsync(user, gone));
        unit.Take("Roles", await unit.Users.AddToRolesAsync(user, added));
        // The cookie carries the roles.
        unit.Take("Roles", await unit.Users.UpdateSecurityStampAsync(user));
        unit.Audit("user.roles", user.Id, user.UserName!, string.Join(' ', wanted.Order(StringComparer.Ordinal)));
    }

    private static async Task SetSkillsAsync(ChangeUnit unit, ImccUser user, AgentDraft draft, CancellationToken cancellationToken)
    {
        var agent = await unit.Context.Agents.Include(a => a.Skills).SingleOrDefaultAsync(a => a.Id == user.Id, cancellationToken);
        if (agent is null)
        {
            if (draft.Roles.All(r => r == Role.Editor))
                return;
            agent = new AgentRow { Id = user.Id };
            unit.Context.Agents.Add(agent);
        }

        agent.Capacity = draft.Capacity;
        agent.Skills.RemoveAll(s => draft.Skills.All(d => d.GroupId != s.GroupId));
        foreach (var skill in draft.Skills)
        {
            var row = agent.Skills.FirstOrDefault(s => s.GroupId == skill.GroupId);
            if (row is null)
                agent.Skills.Add(row = new AgentSkillRow { AgentId = user.Id, GroupId = skill.GroupId });
            (row.Level, row.Weight) = (skill.Level, skill.Weight);
        }
    }

    /// <summary>Somebody must be left who may do everything.</summary>
    private static async Task KeepAnAdminAsync(ChangeUnit unit, CancellationToken cancellationToken)
    {
        await unit.Context.SaveChangesAsync(cancellationToken);
        if (!await unit.Context.Admins().AnyAsync(u => u.OrgUnitId == OrgUnitRow.RootId, cancellationToken))
            unit.Refuse("", "LastAdmin");
    }
}
