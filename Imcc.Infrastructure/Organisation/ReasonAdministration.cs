using Imcc.Core.Agents;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Organisation;

/// <summary>A presence reason as an administrator edits it.</summary>
public sealed class ReasonDraft
{
    /// <summary>Null: a new one.</summary>
    public Guid? Id { get; set; }

    public long Rev { get; set; }

    public string Name { get; set; } = "";

    public Presence Presence { get; set; } = Presence.Break;

    /// <summary>Null: no limit.</summary>
    public int? LimitMinutes { get; set; }

    public bool Enabled { get; set; } = true;
}

/// <summary>
/// Presence reasons on screen: one list for the whole organisation, the head office's to change. They are switched off, never deleted:
/// what agents did in the past is told by their names.
/// </summary>
public sealed class ReasonAdministration
{
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryChange _change;

    internal ReasonAdministration(IDbContextFactory<DirectoryContext> contexts, DirectoryChange change) => (_contexts, _change) = (contexts, change);

    /// <summary>In the order of the menu.</summary>
    public async Task<IReadOnlyList<ReasonDraft>> ListAsync(Guid actorId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        var rows = await context.PresenceReasons.AsNoTracking().ToListAsync(cancellationToken);
        return [.. InOrder(rows).Select(r => new ReasonDraft { Id = r.Id, Rev = r.Rev, Name = r.Name, Presence = r.Presence, LimitMinutes = r.LimitMinutes, Enabled = r.Enabled })];
    }

    /// <summary>A new one goes to the end of the menu.</summary>
    public Task<ChangeOutcome> SaveAsync(Guid actorId, ReasonDraft draft, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            if (!unit.HeadOffice())
                return Guid.Empty;
            var rows = await unit.Context.PresenceReasons.ToListAsync(cancellationToken);
            var row = draft.Id is { } id
                ? rows.Find(r => r.Id == id)
                : new ReasonRow { Id = Guid.CreateVersion7(unit.Now), CreatedAt = unit.Now, Position = rows.Count == 0 ? 0 : rows.Max(r => r.Position) + 1 };
            if (row is null)
            {
                unit.Refuse("", "Gone");
                return Guid.Empty;
            }

            if (draft.Id is not null && row.Rev != draft.Rev)
                unit.Refuse("", "ChangedMeanwhile");
            var name = unit.Name(nameof(draft.Name), draft.Name, ReasonRules.MaxNameLength);
            if (rows.Exists(r => r.Name == name && r.Id != row.Id))
                unit.Refuse(nameof(draft.Name), "NameTaken", name);
            if (!ReasonRules.Presences.Contains(draft.Presence))
                unit.Refuse(nameof(draft.Presence), "Missing");
            if (draft.LimitMinutes is { } limit)
                unit.Range(nameof(draft.LimitMinutes), limit, 1, ReasonRules.MaxLimitMinutes);
            if (draft.Id is null && rows.Count >= ReasonRules.MostReasons)
                unit.Refuse("", "TooManyOfThem", ReasonRules.MostReasons);
            if (unit.Problems.Count > 0)
                return row.Id;

            (row.Name, row.Presence, row.LimitMinutes, row.Enabled) = (name, draft.Presence, draft.LimitMinutes, draft.Enabled);
            if (draft.Id is null)
                unit.Context.PresenceReasons.Add(row);
            else if (unit.Context.Entry(row).State is EntityState.Unchanged)
                return row.Id;
            unit.Audit(draft.Id is null ? "reason.created" : "reason.changed", row.Id, row.Name, unit.Changed(row));
            row.Rev++;
            return row.Id;
        },
        cancellationToken);

    /// <summary>One place up or down in the menu; the first cannot go up, nor the last down.</summary>
    public Task<ChangeOutcome> MoveAsync(Guid actorId, Guid id, bool up, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            if (!unit.HeadOffice())
                return id;
            var rows = InOrder(await unit.Context.PresenceReasons.ToListAsync(cancellationToken)).ToList();
            var from = rows.FindIndex(r => r.Id == id);
            var to = up ? from - 1 : from + 1;
            if (from < 0)
                unit.Refuse("", "Gone");
            if (from < 0 || to < 0 || to >= rows.Count)
                return id;
            (rows[from], rows[to]) = (rows[to], rows[from]);
            for (var i = 0; i < rows.Count; i++)
                rows[i].Position = i;
            unit.Audit("reason.moved", id, rows[to].Name);
            return id;
        },
        cancellationToken);

    private static IEnumerable<ReasonRow> InOrder(IEnumerable<ReasonRow> rows) => rows.OrderBy(r => r.Position).ThenBy(r => r.CreatedAt).ThenBy(r => r.Id);
}
