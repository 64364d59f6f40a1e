using System.Text.Json;
using Imcc.Core.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Organisation;

/// <summary>What agents see of their supervisors, as an administrator edits it.</summary>
public sealed class SupervisionDraft
{
    public long Rev { get; set; }

    public bool ShowsMonitoring { get; set; } = true;

    /// <summary>Every skill group, and whether the other holds for it.</summary>
    public IReadOnlyList<SupervisionOfGroup> Groups { get; init; } = [];
}

/// <summary>Whether agents see who looks on: one set of rules for the whole organisation, the head office's to change.</summary>
public sealed class SupervisionAdministration
{
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryChange _change;
    private readonly StoredJson _json;

    internal SupervisionAdministration(IDbContextFactory<DirectoryContext> contexts, DirectoryChange change, StoredJson json) => (_contexts, _change, _json) = (contexts, change, json);

    public async Task<SupervisionDraft> OpenAsync(Guid actorId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        var row = await context.Supervision.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        var rules = row?.ToRules(_json) ?? new();
        var groups = await context.SkillGroups.AsNoTracking().Select(g => new { g.Id, g.Name, g.CreatedAt }).ToListAsync(cancellationToken);
        return new()
        {
            Rev = row?.Rev ?? 0,
            ShowsMonitoring = rules.ShowsMonitoring,
            Groups = [.. groups.OrderBy(g => g.CreatedAt).ThenBy(g => g.Id).Select(g => new SupervisionOfGroup { Id = g.Id, Name = g.Name, IsException = rules.Exceptions.Contains(g.Id) })],
        };
    }

    public Task<ChangeOutcome> SaveAsync(Guid actorId, SupervisionDraft draft, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            if (!unit.HeadOffice())
                return SupervisionRow.OnlyId;
            var row = await unit.Context.Supervision.SingleOrDefaultAsync(cancellationToken);
            if ((row?.Rev ?? 0) != draft.Rev)
                unit.Refuse("", "ChangedMeanwhile");
            // A group that is gone takes its exception with it.
            var known = await unit.Context.SkillGroups.Select(g => g.Id).ToListAsync(cancellationToken);
            var exceptions = draft.Groups.Where(g => g.IsException && known.Contains(g.Id)).ToList();
            unit.Range(nameof(draft.Groups), exceptions.Count, 0, SupervisionRules.MostExceptions);
            if (unit.Problems.Count > 0)
                return SupervisionRow.OnlyId;
            if (row is null)
                unit.Context.Supervision.Add(row = new());
            row.Rules = JsonSerializer.Serialize(new SupervisionRules { ShowsMonitoring = draft.ShowsMonitoring, Exceptions = [.. exceptions.Select(g => g.Id)] }, DirectoryJson.Options);
            if (unit.Context.Entry(row).State is EntityState.Unchanged)
                return SupervisionRow.OnlyId;
            unit.Audit("supervision.changed", row.Id, "supervision", $"monitoring shown: {draft.ShowsMonitoring}; otherwise in: {string.Join(", ", exceptions.Select(g => g.Name))}");
            row.Rev++;
            return row.Id;
        },
        cancellationToken);
}
