using Imcc.Core.Organisation;
using Imcc.Core.Schedule;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Schedule;

/// <summary>
/// Who works when: planned by leads for the people of their units, seen by agents once it is published. Not part of the cached directory: a plan is read by who
/// asks, and a painted cell reloads nothing on other nodes. Every change stands in the audit log, written with it.
/// </summary>
public sealed class ShiftPlans
{
    private const int MostCells = 20_000;

    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryCache _directory;
    private readonly ShiftKinds _kinds;
    private readonly StoredJson _json;
    private readonly TimeProvider _time;

    internal ShiftPlans(IDbContextFactory<DirectoryContext> contexts, DirectoryCache directory, ShiftKinds kinds, StoredJson json, TimeProvider time) =>
        (_contexts, _directory, _kinds, _json, _time) = (contexts, directory, kinds, json, time);

    /// <param name="monday">The week's first day.</param>
    /// <param name="groupId">Only those who serve it; null: everybody of the person's units.</param>
    /// <exception cref="UnauthorizedAccessException">Neither administrator nor lead.</exception>
    public async Task<WeekPlan> ReadAsync(Guid personId, DateOnly monday, Guid? groupId = null, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await LeadGate.AdmitAsync(context, personId, cancellationToken);
        var agents = AgentsOf(rights, groupId);
        var kinds = (await _kinds.VisibleAsync(context, rights, cancellationToken)).ToDictionary(k => k.Id);
        var rows = await RowsAsync(context.ShiftDays.AsNoTracking(), agents, monday, monday.AddDays(6), cancellationToken);
        var today = DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);
        var plan = agents.ConvertAll(a => new WeekRow(a.Id, a.DisplayName, a.UserName, [.. Enumerable.Range(0, 7).Select(i => Cell(rows.GetValueOrDefault(new(a.Id, monday.AddDays(i))), monday.AddDays(i)))]));
        return new(monday, [.. kinds.Values], plan, plan.Sum(r => r.Cells.Count(c => c.IsDraft)));

        WeekCell Cell(ShiftDayRow? row, DateOnly day)
        {
            if (row is null)
                return new(day, null, null, false);
            var published = row.ToPublished(_json);
            var hours = row.KindId is not { } id ? null : row.KindId == row.PublishedKindId && day < today ? published : kinds.GetValueOrDefault(id)?.Hours ?? published;
            return new(day, row.KindId, hours, row.KindId != row.PublishedKindId || (hours is not null && hours != published));
        }
    }

    /// <summary>Gives a shift to cells, or takes it from them.</summary>
    /// <param name="kindId">Null: no shift.</param>
    public Task<ChangeOutcome> PaintAsync(Guid personId, IReadOnlyCollection<CellKey> cells, Guid? kindId, CancellationToken cancellationToken = default) => ChangeAsync(
        personId, cells, "schedule.planned",
        (kinds, problems) =>
        {
            if (kindId is { } id && !(kinds.TryGetValue(id, out var kind) && kind.Enabled))
                problems.Add(new("", "KindGone"));
            return (row, _) => row.KindId = kindId;
        },
        kindId, cancellationToken);

    /// <summary>A week becomes as the one before it, draft or not.</summary>
    public async Task<ChangeOutcome> CopyAsync(Guid personId, DateOnly monday, Guid? groupId, CancellationToken cancellationToken = default)
    {
        var before = await ReadAsync(personId, monday.AddDays(-7), groupId, cancellationToken);
        var wanted = before.Rows.SelectMany(r => r.Cells.Select(c => (Key: new CellKey(r.AgentId, c.Day.AddDays(7)), c.KindId))).ToDictionary(c => c.Key, c => c.KindId);
        return await ChangeAsync(
            personId, [.. wanted.Keys], "schedule.copied",
            (kinds, _) => (row, _) => row.KindId = wanted[new(row.AgentId, row.Day)] is { } id && kinds.TryGetValue(id, out var kind) && kind.Enabled ? id : null,
            null, cancellationToken);
    }

    /// <summary>From now on agents see what is planned, with the times that hold now.</summary>
    public async Task<ChangeOutcome> PublishAsync(Guid personId, DateOnly monday, Guid? groupId, CancellationToken cancellationToken = default)
    {
        var plan = await ReadAsync(personId, monday, groupId, cancellationToken);
        var drafts = plan.Rows.SelectMany(r => r.Cells.Where(c => c.IsDraft).Select(c => new CellKey(r.AgentId, c.Day))).ToHashSet();
        return await ChangeAsync(
            personId, drafts, "schedule.published",
            (kinds, _) => (row, _) =>
                (row.PublishedKindId, row.Published) = row.KindId is { } id && kinds.TryGetValue(id, out var kind) ? (id, ShiftKindRow.Write(kind.Hours)) : (row.KindId, row.KindId is null ? "" : row.Published),
            null, cancellationToken);
    }

    /// <summary>Takes a whole sheet, or nothing of it.</summary>
    /// <returns>What is wrong with it; empty: it was taken.</returns>
    public async Task<IReadOnlyList<SheetFault>> ImportAsync(Guid personId, SheetLines sheet, CancellationToken cancellationToken = default)
    {
        List<ShiftKind> kinds;
        List<Agent> agents;
        await using (var context = _contexts.CreateDbContext())
        {
            var rights = await LeadGate.AdmitAsync(context, personId, cancellationToken);
            kinds = [.. (await _kinds.VisibleAsync(context, rights, cancellationToken)).Where(k => k.Enabled)];
            agents = AgentsOf(rights, null);
        }

        var (cells, faults) = ShiftSheet.Read(sheet, agents, kinds);
        if (faults.Count > 0)
            return faults;
        var outcome = await ChangeAsync(personId, [.. cells.Keys], "schedule.imported", (_, _) => (row, _) => row.KindId = cells[new(row.AgentId, row.Day)], null, cancellationToken);
        return [.. outcome.Problems.Select(p => new SheetFault(0, "", p.Code, p.Argument?.ToString() ?? ""))];
    }

    /// <param name="withLeft">Also those who do not work here any more: what they kept stays as it was.</param>
    internal List<Agent> AgentsOf(LeadRights rights, Guid? groupId, bool withLeft = false) =>
    [
        .. _directory.Current.Agents.Values.Where(a => (a.Enabled || withLeft) && rights.Leads(a) && (groupId is null ? a.Skills.Count > 0 || !a.IsLead : a.Skills.Any(s => s.GroupId == groupId)))
            .OrderBy(a => a.DisplayName, StringComparer.Ordinal).ThenBy(a => a.Id),
    ];

    private async Task<ChangeOutcome> ChangeAsync(
        Guid personId, IReadOnlyCollection<CellKey> cells, string action, Func<IReadOnlyDictionary<Guid, ShiftKind>, List<Problem>, Action<ShiftDayRow, DateOnly>> step, Guid? target, CancellationToken cancellationToken)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await LeadGate.AdmitAsync(context, personId, cancellationToken);
        var known = _directory.Current;
        var problems = new List<Problem>();
        var kinds = (await _kinds.VisibleAsync(context, rights, cancellationToken)).ToDictionary(k => k.Id);
        var apply = step(kinds, problems);
        if (cells.Count > MostCells)
            problems.Add(new("", "TooManyCells", MostCells));
        var agents = cells.Select(c => c.AgentId).Distinct().Select(id => known.Agents.GetValueOrDefault(id)).OfType<Agent>().Where(rights.Leads).ToList();
        if (agents.Count != cells.Select(c => c.AgentId).Distinct().Count())
            problems.Add(new("", "AgentForeign"));
        if (problems.Count > 0 || cells.Count == 0)
            return new(personId, problems);
        var (first, last) = (cells.Min(c => c.Day), cells.Max(c => c.Day));
        var rows = await RowsAsync(context.ShiftDays, agents, first, last, cancellationToken);
        foreach (var cell in cells)
        {
            var row = rows.GetValueOrDefault(cell);
            var isNew = row is null;
            row ??= new() { AgentId = cell.AgentId, Day = cell.Day };
            apply(row, cell.Day);
            // What says nothing needs no row.
            if (row is { KindId: null, PublishedKindId: null, Published: "" })
            {
                if (!isNew)
                    context.ShiftDays.Remove(row);
            }
            else if (isNew)
            {
                context.ShiftDays.Add(row);
            }
        }

        var changed = context.ChangeTracker.Entries<ShiftDayRow>().Where(e => e.State is not EntityState.Unchanged).ToList();
        if (changed.Count == 0)
            return new(personId, []);
        foreach (var entry in changed.Where(e => e.State != EntityState.Deleted))
            entry.Entity.Rev++;
        var names = string.Join(", ", changed.Select(e => e.Entity.AgentId).Distinct().Select(id => known.Agents[id].UserName).Order(StringComparer.Ordinal));
        context.AuditLog.Add(rights.Audit(
            _time.GetUtcNow(), action, target, target is { } id && kinds.TryGetValue(id, out var named) ? named.Hours.Name : "", $"{changed.Min(e => e.Entity.Day):yyyy-MM-dd}…{changed.Max(e => e.Entity.Day):yyyy-MM-dd}, {changed.Count}: {names}"));
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Somebody else wrote the same cells first.
            return new(personId, [new("", "ChangedMeanwhile")]);
        }

        return new(personId, []);
    }

    private static async Task<Dictionary<CellKey, ShiftDayRow>> RowsAsync(IQueryable<ShiftDayRow> days, IReadOnlyCollection<Agent> agents, DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        var ids = agents.Select(a => a.Id).ToHashSet();
        return (await days.Where(d => d.Day >= first && d.Day <= last).ToListAsync(cancellationToken)).Where(d => ids.Contains(d.AgentId)).ToDictionary(d => new CellKey(d.AgentId, d.Day));
    }
}
