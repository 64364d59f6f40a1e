using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Organisation;

/// <summary>A skill group as an administrator edits it.</summary>
public sealed class GroupDraft
{
    /// <summary>Null: a new one.</summary>
    public Guid? Id { get; set; }

    public long Rev { get; set; }

    public string Name { get; set; } = "";

    public Guid OrgUnitId { get; set; }

    public bool AutoAccept { get; set; }

    public int RingSeconds { get; set; } = 30;

    public int WrapUpSeconds { get; set; } = 60;

    public int MaxWaitMinutes { get; set; } = 120;

    /// <summary>How many people serve it; for the list.</summary>
    public int Members { get; init; }

    /// <summary>The accounts whose customers wait here; for the list.</summary>
    public int Accounts { get; init; }

    public string OrgUnit { get; init; } = "";
}

/// <summary>Skill groups on screen.</summary>
public sealed class GroupAdministration
{
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryChange _change;

    internal GroupAdministration(IDbContextFactory<DirectoryContext> contexts, DirectoryChange change) => (_contexts, _change) = (contexts, change);

    public async Task<IReadOnlyList<GroupDraft>> ListAsync(Guid actorId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        var units = rights.Units.ToDictionary(u => u.Unit.Id, u => u.Unit.Name);
        var rows = await context.SkillGroups.AsNoTracking().Where(g => rights.UnitIds.Contains(g.OrgUnitId)).ToListAsync(cancellationToken);
        var members = await context.AgentSkills.GroupBy(s => s.GroupId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var accounts = await context.Accounts.GroupBy(a => a.SkillGroupId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return [.. rows.OrderBy(g => g.CreatedAt).ThenBy(g => g.Id).Select(g => new GroupDraft
        {
            Id = g.Id,
            Rev = g.Rev,
            Name = g.Name,
            OrgUnitId = g.OrgUnitId,
            OrgUnit = units[g.OrgUnitId],
            AutoAccept = g.AutoAccept,
            RingSeconds = g.RingSeconds,
            WrapUpSeconds = g.WrapUpSeconds,
            MaxWaitMinutes = g.MaxWaitSeconds / 60,
            Members = members.GetValueOrDefault(g.Id),
            Accounts = accounts.GetValueOrDefault(g.Id),
        })];
    }

    public Task<ChangeOutcome> SaveAsync(Guid actorId, GroupDraft draft, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            var row = draft.Id is { } id
                ? await unit.Context.SkillGroups.SingleOrDefaultAsync(g => g.Id == id && unit.OrgUnits.Contains(g.OrgUnitId), cancellationToken)
                : new SkillGroupRow { Id = Guid.CreateVersion7(unit.Now), CreatedAt = unit.Now };
            if (row is null)
            {
                unit.Refuse("", "Gone");
                return Guid.Empty;
            }

            if (draft.Id is not null && row.Rev != draft.Rev)
                unit.Refuse("", "ChangedMeanwhile");
            var name = unit.Name(nameof(draft.Name), draft.Name, AccountRules.MaxNameLength);
            if (await unit.Context.SkillGroups.AnyAsync(g => g.Name == name && g.Id != row.Id, cancellationToken))
                unit.Refuse(nameof(draft.Name), "NameTaken", name);
            unit.OrgUnit(nameof(draft.OrgUnitId), draft.OrgUnitId);
            unit.Range(nameof(draft.RingSeconds), draft.RingSeconds, 5, 300);
            unit.Range(nameof(draft.WrapUpSeconds), draft.WrapUpSeconds, 0, 900);
            unit.Range(nameof(draft.MaxWaitMinutes), draft.MaxWaitMinutes, 1, 24 * 60);
            if (unit.Problems.Count > 0)
                return row.Id;

            row.Name = name;
            row.OrgUnitId = draft.OrgUnitId;
            row.AutoAccept = draft.AutoAccept;
            row.RingSeconds = draft.RingSeconds;
            row.WrapUpSeconds = draft.WrapUpSeconds;
            row.MaxWaitSeconds = draft.MaxWaitMinutes * 60;
            if (draft.Id is null)
                unit.Context.SkillGroups.Add(row);
            else if (unit.Context.Entry(row).State is EntityState.Unchanged)
                return row.Id;
            unit.Audit(draft.Id is null ? "group.created" : "group.changed", row.Id, row.Name, unit.Changed(row));
            row.Rev++;
            return row.Id;
        },
        cancellationToken);
}
