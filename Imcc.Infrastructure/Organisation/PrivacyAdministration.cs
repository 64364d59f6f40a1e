using System.Text.Json;
using Imcc.Core.Privacy;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Organisation;

/// <summary>The rules of hiding as an administrator edits them.</summary>
public sealed class PrivacyDraft
{
    public long Rev { get; set; }

    public PrivacyRules Rules { get; set; } = new();
}

/// <summary>Who may see which numbers: one set of rules for the whole organisation, the head office's to change.</summary>
public sealed class PrivacyAdministration
{
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryChange _change;
    private readonly StoredJson _json;

    internal PrivacyAdministration(IDbContextFactory<DirectoryContext> contexts, DirectoryChange change, StoredJson json) => (_contexts, _change, _json) = (contexts, change, json);

    public async Task<PrivacyDraft> OpenAsync(Guid actorId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        return await context.Privacy.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is { } row ? new() { Rev = row.Rev, Rules = row.ToRules(_json) } : new();
    }

    public Task<ChangeOutcome> SaveAsync(Guid actorId, PrivacyDraft draft, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            if (!unit.HeadOffice())
                return PrivacyRow.OnlyId;
            var row = await unit.Context.Privacy.SingleOrDefaultAsync(cancellationToken);
            if ((row?.Rev ?? 0) != draft.Rev)
                unit.Refuse("", "ChangedMeanwhile");
            var rules = draft.Rules;
            if (rules.HiddenFromAgents.Concat(rules.HiddenFromLeads).Any(k => !PrivacyRules.Kinds.Contains(k)))
                unit.Refuse(nameof(rules.HiddenFromAgents), "Missing");
            var reasons = rules.Reasons.Select(r => r.Trim()).Where(r => r.Length > 0).Distinct(StringComparer.Ordinal).ToArray();
            unit.Range(nameof(rules.Reasons), reasons.Length, 1, PrivacyRules.MostReasons);
            foreach (var reason in reasons)
                unit.Name(nameof(rules.Reasons), reason, PrivacyRules.LongestReason);
            if (unit.Problems.Count > 0)
                return PrivacyRow.OnlyId;
            if (row is null)
                unit.Context.Privacy.Add(row = new());
            row.Rules = JsonSerializer.Serialize(rules with { Reasons = [.. reasons] }, DirectoryJson.Options);
            if (unit.Context.Entry(row).State is EntityState.Unchanged)
                return PrivacyRow.OnlyId;
            unit.Audit("privacy.changed", row.Id, "privacy", string.Join(", ", Said(rules)));
            row.Rev++;
            return row.Id;
        },
        cancellationToken);

    private static IEnumerable<string> Said(PrivacyRules rules) =>
    [
        "agents: " + (rules.HiddenFromAgents.IsEmpty ? "-" : string.Join('+', rules.HiddenFromAgents)),
        "leads: " + (rules.HiddenFromLeads.IsEmpty ? "-" : string.Join('+', rules.HiddenFromLeads)),
        $"agents reveal: {rules.AgentsReveal}",
        $"leads reveal: {rules.LeadsReveal}",
        $"programs masked: {rules.MaskPrograms}",
    ];
}
