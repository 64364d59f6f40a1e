using Imcc.Core.Schedule;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Schedule;

/// <summary>The kinds of shifts and the rules of judging them, on screen.</summary>
public sealed class ShiftKinds
{
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryChange _change;
    private readonly DirectoryCache _directory;
    private readonly StoredJson _json;

    internal ShiftKinds(IDbContextFactory<DirectoryContext> contexts, DirectoryChange change, DirectoryCache directory, StoredJson json) =>
        (_contexts, _change, _directory, _json) = (contexts, change, directory, json);

    /// <summary>Those of the person's units, and of those above and below, in the order in which they begin.</summary>
    /// <exception cref="UnauthorizedAccessException">Neither administrator nor lead.</exception>
    public async Task<IReadOnlyList<ShiftKindLine>> ListAsync(Guid personId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await LeadGate.AdmitAsync(context, personId, cancellationToken);
        return [.. (await VisibleAsync(context, rights, cancellationToken)).Select(k => new ShiftKindLine(k, _directory.OrgTree.NameOf(k.OrgUnitId), rights.Units.Contains(k.OrgUnitId)))];
    }

    /// <summary>The units that a kind can belong to, for whoever asks.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Name)>> UnitsAsync(Guid personId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await LeadGate.AdmitAsync(context, personId, cancellationToken);
        return [.. _directory.OrgTree.Under(rights.Person.OrgUnitId).Select(u => (u.Unit.Id, u.Unit.Name))];
    }

    public async Task<(ScheduleRules Rules, long Rev)> RulesAsync(CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        return await context.ScheduleRules.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is { } row ? (row.ToRules(_json), row.Rev) : (new(), 0);
    }

    public Task<ChangeOutcome> SaveAsync(Guid personId, ShiftKind kind, CancellationToken cancellationToken = default) => _change.MakeByPersonAsync(
        personId,
        async unit =>
        {
            await LeadGate.RequireAsync(unit, cancellationToken);
            var row = await unit.Context.ShiftKinds.SingleOrDefaultAsync(k => k.Id == kind.Id, cancellationToken);
            if ((row?.Rev ?? 0) != kind.Rev)
            {
                unit.Refuse("", row is null ? "Gone" : "ChangedMeanwhile");
                return kind.Id;
            }

            var isNew = row is null;
            row ??= new() { Id = kind.Id, OrgUnitId = kind.OrgUnitId, CreatedAt = unit.Now };
            unit.OrgUnit(nameof(kind.OrgUnitId), row.OrgUnitId);
            var hours = kind.Hours with { Name = unit.Name("Name", kind.Hours.Name, ShiftHours.LongestName), Sign = unit.Name("Sign", kind.Hours.Sign, ShiftHours.LongestSign) };
            if (await unit.Context.ShiftKinds.AnyAsync(k => k.Id != kind.Id && k.OrgUnitId == row.OrgUnitId && k.Name == hours.Name, cancellationToken))
                unit.Refuse("Name", "NameTaken", hours.Name);
            foreach (var (field, code, argument) in ShiftCheck.Faults(hours))
                unit.Refuse(field, code, argument);
            foreach (var reason in hours.Breaks.Select(b => b.ReasonId).OfType<Guid>().Where(id => _directory.Current.PresenceReasons.All(r => r.Id != id)))
                unit.Refuse(nameof(hours.Breaks), "ReasonGone");
            if (unit.Problems.Count > 0)
                return kind.Id;
            (row.Name, row.Hours, row.Enabled) = (hours.Name, ShiftKindRow.Write(hours), kind.Enabled);
            row.Rev++;
            if (isNew)
                unit.Context.ShiftKinds.Add(row);
            unit.Audit(isNew ? "schedule.kind.created" : "schedule.kind.changed", row.Id, row.Name, isNew ? "" : unit.Changed(row));
            return row.Id;
        },
        cancellationToken);

    /// <summary>Only what is planned nowhere can go; the rest is switched off.</summary>
    public Task<ChangeOutcome> DeleteAsync(Guid personId, Guid kindId, CancellationToken cancellationToken = default) => _change.MakeByPersonAsync(
        personId,
        async unit =>
        {
            await LeadGate.RequireAsync(unit, cancellationToken);
            if (await unit.Context.ShiftKinds.SingleOrDefaultAsync(k => k.Id == kindId, cancellationToken) is not { } row)
                return kindId;
            unit.OrgUnit("", row.OrgUnitId);
            if (await unit.Context.ShiftDays.AnyAsync(d => d.KindId == kindId || d.PublishedKindId == kindId, cancellationToken))
                unit.Refuse("", "KindInUse");
            unit.Context.ShiftKinds.Remove(row);
            unit.Audit("schedule.kind.deleted", row.Id, row.Name);
            return row.Id;
        },
        cancellationToken);

    /// <summary>They hold for the whole organisation: the head office's to change.</summary>
    public Task<ChangeOutcome> SaveRulesAsync(Guid personId, ScheduleRules rules, long rev, CancellationToken cancellationToken = default) => _change.MakeByPersonAsync(
        personId,
        async unit =>
        {
            await LeadGate.RequireAsync(unit, cancellationToken);
            if (!unit.HeadOffice())
                return ScheduleRulesRow.OnlyId;
            var row = await unit.Context.ScheduleRules.SingleOrDefaultAsync(cancellationToken);
            if ((row?.Rev ?? 0) != rev)
                unit.Refuse("", "ChangedMeanwhile");
            unit.Span(nameof(rules.Grace), rules.Grace, TimeSpan.Zero, TimeSpan.FromMinutes(30));
            unit.Range(nameof(rules.Weeks), rules.Weeks, 1, 26);
            unit.Range(nameof(rules.TargetPercent), rules.TargetPercent, 1, 99);
            unit.Span(nameof(rules.Within), rules.Within, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
            unit.Span(nameof(rules.Patience), rules.Patience, TimeSpan.FromSeconds(10), TimeSpan.FromHours(2));
            unit.Range(nameof(rules.MostOccupancyPercent), rules.MostOccupancyPercent, 10, 100);
            unit.Range(nameof(rules.ShrinkagePercent), rules.ShrinkagePercent, 0, 60);
            if (unit.Problems.Count > 0)
                return ScheduleRulesRow.OnlyId;
            if (row is null)
                unit.Context.ScheduleRules.Add(row = new());
            row.Rules = System.Text.Json.JsonSerializer.Serialize(rules, DirectoryJson.Options);
            unit.Audit("schedule.rules.changed", row.Id, "schedule", $"grace {rules.Grace.TotalSeconds:0} s, weeks {rules.Weeks}, {rules.TargetPercent} % in {rules.Within.TotalSeconds:0} s, patience {rules.Patience?.TotalSeconds ?? 0:0} s, occupancy {rules.MostOccupancyPercent} %, shrinkage {rules.ShrinkagePercent} %");
            row.Rev++;
            return row.Id;
        },
        cancellationToken);

    internal async Task<List<ShiftKind>> VisibleAsync(DirectoryContext context, LeadRights rights, CancellationToken cancellationToken)
    {
        var around = _directory.OrgTree.Around(rights.Person.OrgUnitId);
        var rows = await context.ShiftKinds.AsNoTracking().Where(k => around.Contains(k.OrgUnitId)).ToListAsync(cancellationToken);
        return [.. rows.Select(r => r.ToKind(_json)).OrderBy(k => k.Hours.From).ThenBy(k => k.Hours.Name, StringComparer.Ordinal).ThenBy(k => k.Id)];
    }
}

/// <param name="IsOwn">The person may change it.</param>
public sealed record ShiftKindLine(ShiftKind Kind, string Unit, bool IsOwn);
