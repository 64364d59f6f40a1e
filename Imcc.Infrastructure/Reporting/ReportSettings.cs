using System.Text.Json;
using Imcc.Core.Reporting;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Reporting;

/// <summary>The rules of figures as an administrator edits them.</summary>
public sealed class ReportRulesDraft
{
    public long Rev { get; set; }

    public ReportRules Rules { get; set; } = new();
}

/// <summary>By what figures are taken: one set of rules for the whole organisation, the head office's to change. They hold backwards as well: figures are made of facts when they are read.</summary>
public sealed class ReportSettings
{
    private const int MostWithin = 86_400;
    private const int MostShort = 600;

    /// <summary>Skill groups with thresholds of their own: what the row has room for.</summary>
    public const int MostGroups = 160;

    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryChange _change;
    private readonly StoredJson _json;

    internal ReportSettings(IDbContextFactory<DirectoryContext> contexts, DirectoryChange change, StoredJson json) => (_contexts, _change, _json) = (contexts, change, json);

    public async Task<ReportRulesDraft> OpenAsync(Guid actorId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        return await context.ReportRules.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is { } row ? new() { Rev = row.Rev, Rules = row.ToRules(_json) } : new();
    }

    public Task<ChangeOutcome> SaveAsync(Guid actorId, ReportRulesDraft draft, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            if (!unit.HeadOffice())
                return ReportRulesRow.OnlyId;
            var row = await unit.Context.ReportRules.SingleOrDefaultAsync(cancellationToken);
            if ((row?.Rev ?? 0) != draft.Rev)
                unit.Refuse("", "ChangedMeanwhile");
            var rule = draft.Rules.ServiceLevel;
            if (draft.Rules.Groups.Count > MostGroups)
                unit.Refuse("", "TooManyOfThem", MostGroups);
            if (!Enum.IsDefined(rule.Variant))
                unit.Refuse(nameof(rule.Variant), "Missing");
            foreach (var own in draft.Rules.Groups.Values.Append(new(rule.Within, rule.ShortAbandon)))
            {
                unit.Range(nameof(rule.Within), (int)(own.Within ?? rule.Within).TotalSeconds, 1, MostWithin);
                unit.Range(nameof(rule.ShortAbandon), (int)(own.ShortAbandon ?? rule.ShortAbandon).TotalSeconds, 0, MostShort);
            }

            if (unit.Problems.Count > 0)
                return ReportRulesRow.OnlyId;
            if (row is null)
                unit.Context.ReportRules.Add(row = new());
            row.Rules = JsonSerializer.Serialize(draft.Rules, DirectoryJson.Options);
            if (unit.Context.Entry(row).State is EntityState.Unchanged)
                return ReportRulesRow.OnlyId;
            unit.Audit("reports.rules.changed", row.Id, "reports", $"{rule.Variant} {rule.Within.TotalSeconds:0} s, short {rule.ShortAbandon.TotalSeconds:0} s, groups {draft.Rules.Groups.Count}");
            row.Rev++;
            return row.Id;
        },
        cancellationToken);
}
