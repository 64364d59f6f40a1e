using System.Text.Json;
using Imcc.Core.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Organisation;

/// <summary>Skill groups on screen: what they are, how they choose, who waits how, and who serves.</summary>
public sealed class GroupAdministration
{
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryChange _change;
    private readonly StoredJson _json;

    internal GroupAdministration(IDbContextFactory<DirectoryContext> contexts, DirectoryChange change, StoredJson json) =>
        (_contexts, _change, _json) = (contexts, change, json);

    public async Task<IReadOnlyList<GroupDraft>> ListAsync(Guid actorId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        var units = rights.Units.ToDictionary(u => u.Unit.Id, u => u.Unit.Name);
        var rows = await context.SkillGroups.AsNoTracking().Where(g => rights.UnitIds.Contains(g.OrgUnitId)).ToListAsync(cancellationToken);
        var members = await context.AgentSkills.GroupBy(s => s.GroupId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var accounts = await context.Accounts.GroupBy(a => a.SkillGroupId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return [.. rows.OrderBy(g => g.CreatedAt).ThenBy(g => g.Id)
            .Select(g => ToDraft(g, units[g.OrgUnitId], members.GetValueOrDefault(g.Id), accounts.GetValueOrDefault(g.Id), []))];
    }

    /// <param name="id">Null: a new one, in the actor's own unit.</param>
    /// <returns>With the people who are in it or could be; null: there is none, or it is not in the actor's units.</returns>
    public async Task<GroupDraft?> OpenAsync(Guid actorId, Guid? id, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        var row = id is null ? null : await context.SkillGroups.AsNoTracking().SingleOrDefaultAsync(g => g.Id == id && rights.UnitIds.Contains(g.OrgUnitId), cancellationToken);
        if (id is not null && row is null)
            return null;
        var members = await GroupMembers.ReadAsync(context, rights, id, cancellationToken);
        return row is null
            ? new() { OrgUnitId = rights.Units[0].Unit.Id, Times = SkillGroupRules.TimesOfNewGroup, Members = members }
            : ToDraft(row, rights.Units.First(u => u.Unit.Id == row.OrgUnitId).Unit.Name, members.Count(m => m.IsMember), 0, members);
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
            await CheckAsync(unit, row.Id, draft, cancellationToken);
            if (unit.Problems.Count > 0)
                return row.Id;

            Fill(row, draft);
            if (draft.Id is null)
                unit.Context.SkillGroups.Add(row);
            if (unit.Context.Entry(row).State is not EntityState.Unchanged)
            {
                unit.Audit(draft.Id is null ? "group.created" : "group.changed", row.Id, row.Name, unit.Changed(row));
                row.Rev++;
            }

            await GroupMembers.SetAsync(unit, row, draft.Members, cancellationToken);
            return row.Id;
        },
        cancellationToken);

    private static async Task CheckAsync(ChangeUnit unit, Guid id, GroupDraft draft, CancellationToken cancellationToken)
    {
        var name = unit.Name(nameof(draft.Name), draft.Name, AccountRules.MaxNameLength);
        if (await unit.Context.SkillGroups.AnyAsync(g => g.Name == name && g.Id != id, cancellationToken))
            unit.Refuse(nameof(draft.Name), "NameTaken", name);
        unit.OrgUnit(nameof(draft.OrgUnitId), draft.OrgUnitId);
        unit.Range(nameof(draft.RingSeconds), draft.RingSeconds, 5, 300);
        unit.Range(nameof(draft.WrapUpSeconds), draft.WrapUpSeconds, 0, 900);
        unit.Range(nameof(draft.MaxWaitMinutes), draft.MaxWaitMinutes, 1, 24 * 60);
        unit.Range(nameof(draft.Units), draft.Units, 1, 10);
        if (draft.CalendarId is { } calendar && !await unit.Context.Calendars.AnyAsync(c => c.Id == calendar, cancellationToken))
            unit.Refuse(nameof(draft.CalendarId), "Gone");
        var groups = await unit.Context.SkillGroups.Select(g => g.Id).ToListAsync(cancellationToken);
        await SkillGroupRules.CheckAsync(unit, draft.Reasons, cancellationToken);
        SkillGroupRules.Check(unit, draft.Strategy);
        SkillGroupRules.Check(unit, id, draft.Line, groups.ToHashSet());
        SkillGroupRules.Check(unit, draft.Times);
        ServiceQuality.Check(unit, draft.Survey);
        ServiceQuality.Check(unit, draft.Targets);
        SkillGroupRules.Check(unit, draft.Members);
    }

    private static void Fill(SkillGroupRow row, GroupDraft draft)
    {
        row.Name = draft.Name.Trim();
        row.OrgUnitId = draft.OrgUnitId;
        row.AutoAccept = draft.AutoAccept;
        row.RingSeconds = draft.RingSeconds;
        row.WrapUpSeconds = draft.WrapUpSeconds;
        row.MaxWaitSeconds = draft.MaxWaitMinutes * 60;
        row.Units = draft.Units;
        row.PickByHand = draft.PickByHand;
        row.CalendarId = draft.CalendarId;
        row.Strategy = JsonSerializer.Serialize(draft.Strategy, DirectoryJson.Options);
        row.Line = JsonSerializer.Serialize(draft.Line, DirectoryJson.Options);
        row.Times = JsonSerializer.Serialize(draft.Times, DirectoryJson.Options);
        row.Survey = JsonSerializer.Serialize(draft.Survey, DirectoryJson.Options);
        row.Targets = JsonSerializer.Serialize(draft.Targets, DirectoryJson.Options);
        row.Reasons = JsonSerializer.Serialize(draft.Reasons, DirectoryJson.Options);
    }

    private GroupDraft ToDraft(SkillGroupRow row, string orgUnit, int memberCount, int accounts, List<MemberDraft> members)
    {
        var group = row.ToGroup(_json);
        return new()
        {
            Id = row.Id,
            Rev = row.Rev,
            Name = row.Name,
            OrgUnitId = row.OrgUnitId,
            OrgUnit = orgUnit,
            AutoAccept = row.AutoAccept,
            RingSeconds = row.RingSeconds,
            WrapUpSeconds = row.WrapUpSeconds,
            MaxWaitMinutes = row.MaxWaitSeconds / 60,
            Units = row.Units,
            PickByHand = row.PickByHand,
            CalendarId = row.CalendarId,
            Strategy = group.Strategy,
            Line = group.Line,
            Times = group.Times,
            Survey = group.Survey,
            Targets = group.Targets,
            Reasons = group.Reasons,
            Members = members,
            MemberCount = memberCount,
            Accounts = accounts,
        };
    }
}
