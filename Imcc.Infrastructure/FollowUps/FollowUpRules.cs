using Imcc.Core.FollowUps;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.FollowUps;

/// <summary>When low ratings call for tasks, unit by unit, on screen.</summary>
public sealed class FollowUpRules
{
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryChange _change;
    private readonly DirectoryCache _directory;

    internal FollowUpRules(IDbContextFactory<DirectoryContext> contexts, DirectoryChange change, DirectoryCache directory) => (_contexts, _change, _directory) = (contexts, change, directory);

    /// <summary>The units of the person, each with its own rule or none.</summary>
    /// <exception cref="UnauthorizedAccessException">Neither administrator nor lead.</exception>
    public async Task<IReadOnlyList<UnitRule>> ListAsync(Guid personId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await LeadGate.AdmitAsync(context, personId, cancellationToken);
        var rules = (await context.FollowUpRules.AsNoTracking().ToListAsync(cancellationToken)).ToDictionary(r => r.OrgUnitId, r => r.ToRule());
        return [.. _directory.OrgTree.Under(rights.Person.OrgUnitId).Select(u => new UnitRule(u.Unit.Id, u.Unit.Name, u.Depth, rules.GetValueOrDefault(u.Unit.Id), FollowUpRule.Of(rules, _directory.Current.Units, u.Unit.Id)))];
    }

    /// <summary>Those who can be given tasks: leads and administrators.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Name)>> PeopleAsync(Guid personId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        await LeadGate.AdmitAsync(context, personId, cancellationToken);
        return [.. (await LeadGate.Leads(context).Select(u => new { u.Id, u.DisplayName }).ToListAsync(cancellationToken)).OrderBy(u => u.DisplayName, StringComparer.Ordinal).Select(u => (u.Id, u.DisplayName))];
    }

    public Task<ChangeOutcome> SaveAsync(Guid personId, FollowUpRule rule, CancellationToken cancellationToken = default) => _change.MakeByPersonAsync(
        personId,
        async unit =>
        {
            await LeadGate.RequireAsync(unit, cancellationToken);
            unit.OrgUnit("", rule.OrgUnitId);
            var row = await unit.Context.FollowUpRules.SingleOrDefaultAsync(r => r.OrgUnitId == rule.OrgUnitId, cancellationToken);
            if ((row?.Rev ?? 0) != rule.Rev)
                unit.Refuse("", "ChangedMeanwhile");
            unit.Range(nameof(rule.Limit), rule.Limit, 1, 4);
            unit.Range(nameof(rule.DueHours), rule.DueHours, 1, FollowUpRule.LongestHours);
            if (rule.AssigneeId is { } person && !await LeadGate.Leads(unit.Context).AnyAsync(u => u.Id == person, cancellationToken))
                unit.Refuse(nameof(rule.AssigneeId), "PersonGone");
            if (unit.Problems.Count > 0)
                return rule.Id;
            var isNew = row is null;
            row ??= new() { Id = rule.Id, OrgUnitId = rule.OrgUnitId };
            // What did not call for a task then does not do so now.
            if (isNew || (rule.Enabled && !row.Enabled) || rule.Limit > row.Limit)
                row.Since = unit.Now;
            (row.Enabled, row.Limit, row.AssigneeId, row.DueHours) = (rule.Enabled, rule.Limit, rule.AssigneeId, rule.DueHours);
            row.Rev++;
            if (isNew)
                unit.Context.FollowUpRules.Add(row);
            unit.Audit("followup.rule.changed", row.OrgUnitId, _directory.OrgTree.NameOf(row.OrgUnitId), $"{(row.Enabled ? "on" : "off")}, up to {row.Limit}, {row.DueHours} h");
            return row.Id;
        },
        cancellationToken);

    /// <summary>From now on the unit above says.</summary>
    public Task<ChangeOutcome> DeleteAsync(Guid personId, Guid unitId, CancellationToken cancellationToken = default) => _change.MakeByPersonAsync(
        personId,
        async unit =>
        {
            await LeadGate.RequireAsync(unit, cancellationToken);
            if (await unit.Context.FollowUpRules.SingleOrDefaultAsync(r => r.OrgUnitId == unitId, cancellationToken) is not { } row)
                return unitId;
            unit.OrgUnit("", row.OrgUnitId);
            unit.Context.FollowUpRules.Remove(row);
            unit.Audit("followup.rule.deleted", row.OrgUnitId, _directory.OrgTree.NameOf(row.OrgUnitId));
            return row.Id;
        },
        cancellationToken);
}

/// <param name="Own">Null: the unit has none of its own.</param>
/// <param name="InForce">The own, or that of the nearest unit above; null: there is none.</param>
public sealed record UnitRule(Guid UnitId, string Unit, int Depth, FollowUpRule? Own, FollowUpRule? InForce);
