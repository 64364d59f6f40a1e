using System.Text.Json;
using Imcc.Core.Quality;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Quality;

/// <summary>Sampling plans on screen.</summary>
public sealed class SamplingPlans
{
    private const int MostKeywords = 100;

    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryChange _change;
    private readonly DirectoryCache _directory;
    private readonly StoredJson _json;

    internal SamplingPlans(IDbContextFactory<DirectoryContext> contexts, DirectoryChange change, DirectoryCache directory, StoredJson json) =>
        (_contexts, _change, _directory, _json) = (contexts, change, directory, json);

    public async Task<IReadOnlyList<(SamplingPlan Plan, long Rev)>> ListAsync(Guid personId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await QualityGate.AdmitAsync(context, personId, cancellationToken);
        var rows = await context.SamplingPlans.AsNoTracking().Where(p => rights.Units.Contains(p.OrgUnitId)).OrderBy(p => p.CreatedAt).ToListAsync(cancellationToken);
        return [.. rows.Select(r => (r.ToPlan(_json), r.Rev))];
    }

    /// <summary>What the choices of forms and filters are filled with.</summary>
    public async Task<QualityChoices> ChoicesAsync(Guid personId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await QualityGate.AdmitAsync(context, personId, cancellationToken);
        var known = _directory.Current;
        var inspectors = await QualityGate.Inspectors(context).OrderBy(u => u.DisplayName).Select(u => new { u.Id, u.DisplayName }).ToListAsync(cancellationToken);
        var forms = await context.QualityForms.AsNoTracking().OrderBy(f => f.CreatedAt).Select(f => new { f.Id, f.Name, IsOffered = f.Enabled && f.Version > 0 }).ToListAsync(cancellationToken);
        return new(
            [.. known.Agents.Values.Where(rights.MayJudge).OrderBy(a => a.DisplayName, StringComparer.Ordinal).Select(a => new QualityChoice(a.Id, a.DisplayName))],
            [.. known.Groups.Values.OrderBy(g => g.Name, StringComparer.Ordinal).Select(g => new QualityChoice(g.Id, g.Name))],
            [.. forms.Select(f => new QualityChoice(f.Id, f.Name, f.IsOffered))],
            [.. inspectors.Select(i => new QualityChoice(i.Id, i.DisplayName))],
            [.. known.Reasons.All.Select(r => new QualityChoice(r.Id, string.Join(" › ", known.Reasons.PathOf(r.Id).Select(n => n.Name))))]);
    }

    /// <param name="rev">0: a new plan.</param>
    public Task<ChangeOutcome> SaveAsync(Guid personId, SamplingPlan plan, long rev, CancellationToken cancellationToken = default) => _change.MakeByPersonAsync(
        personId,
        async unit =>
        {
            await QualityGate.RequireAsync(unit, cancellationToken);
            var row = await unit.Context.SamplingPlans.SingleOrDefaultAsync(p => p.Id == plan.Id, cancellationToken);
            if ((row?.Rev ?? 0) != rev)
            {
                unit.Refuse("", row is null ? "Gone" : "ChangedMeanwhile");
                return plan.Id;
            }

            var isNew = row is null;
            row ??= new() { Id = plan.Id, OrgUnitId = unit.Actor?.OrgUnitId ?? OrgUnitRow.RootId, CreatedAt = unit.Now };
            unit.OrgUnit("", row.OrgUnitId);
            row.Name = unit.Name("Name", plan.Name, SamplingPlanRow.Mapping.NameLength);
            if (await unit.Context.SamplingPlans.AnyAsync(p => p.Id != plan.Id && p.Name == row.Name, cancellationToken))
                unit.Refuse("Name", "NameTaken", row.Name);
            if (!await unit.Context.QualityForms.AnyAsync(f => f.Id == plan.FormId && f.Version > 0, cancellationToken))
                unit.Refuse("Form", "Missing");
            Check(unit, plan);
            if (unit.Problems.Count > 0)
                return plan.Id;
            (row.FormId, row.Enabled, row.Settings) = (plan.FormId, plan.Enabled, JsonSerializer.Serialize(PlanSettings.Of(plan), DirectoryJson.Options));
            row.Rev++;
            if (isNew)
                unit.Context.SamplingPlans.Add(row);
            unit.Audit(isNew ? "quality.plan.created" : "quality.plan.changed", row.Id, row.Name, isNew ? "" : unit.Changed(row));
            return row.Id;
        },
        cancellationToken);

    public Task<ChangeOutcome> DeleteAsync(Guid personId, Guid planId, CancellationToken cancellationToken = default) => _change.MakeByPersonAsync(
        personId,
        async unit =>
        {
            await QualityGate.RequireAsync(unit, cancellationToken);
            if (await unit.Context.SamplingPlans.SingleOrDefaultAsync(p => p.Id == planId, cancellationToken) is not { } row)
                return planId;
            unit.OrgUnit("", row.OrgUnitId);
            unit.Context.SamplingPlans.Remove(row);
            unit.Audit("quality.plan.deleted", row.Id, row.Name);
            return row.Id;
        },
        cancellationToken);

    private static void Check(ChangeUnit unit, SamplingPlan plan)
    {
        unit.Range("PerStratum", plan.PerStratum, 0, SamplingPlan.MostPerStratum);
        unit.Range("MostRisky", plan.MostRisky, 0, SamplingPlan.MostPerStratum);
        unit.Range("LeastMessages", plan.LeastMessages, 0, 100);
        unit.Range("LongerThan", plan.Risks.LongerThan ?? 1, 1, 10_000);
        unit.Range("Transfers", plan.Risks.Transfers ?? 1, 1, 20);
        unit.Range("SilentFor", plan.Risks.SilentFor ?? 10, 10, 86_400);
        if (plan.Risks.Keywords.Count > MostKeywords)
            unit.Refuse("Keywords", "OutOfRange", $"0–{MostKeywords}");
    }
}

public sealed record QualityChoices(
    IReadOnlyList<QualityChoice> Agents, IReadOnlyList<QualityChoice> Groups, IReadOnlyList<QualityChoice> Forms, IReadOnlyList<QualityChoice> Inspectors, IReadOnlyList<QualityChoice> Reasons)
{
    public static readonly QualityChoices Empty = new([], [], [], [], []);
}

/// <param name="IsOffered">May be chosen for what is new.</param>
public sealed record QualityChoice(Guid Id, string Name, bool IsOffered = true);
