using Imcc.Core.Desk;
using Imcc.Core.FollowUps;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.FollowUps;

/// <summary>The tasks that low ratings have called for: lists, and what leads do about them, each step in the audit log.</summary>
public sealed class FollowUpTasks
{
    public const int MostTake = 200;

    private readonly ConversationStores _stores;
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryCache _directory;
    private readonly AuditTrail _audit;
    private readonly IMasks _masks;
    private readonly TimeProvider _time;

    internal FollowUpTasks(ConversationStores stores, IDbContextFactory<DirectoryContext> contexts, DirectoryCache directory, AuditTrail audit, IMasks masks, TimeProvider time) =>
        (_stores, _contexts, _directory, _audit, _masks, _time) = (stores, contexts, directory, audit, masks, time);

    /// <summary>The most urgent first; what is done, the latest first.</summary>
    /// <exception cref="UnauthorizedAccessException">Neither administrator nor lead.</exception>
    public async Task<FollowUpPage> ListAsync(Guid personId, FollowUpFilter filter, int skip, int take, CancellationToken cancellationToken = default)
    {
        var (rights, people) = await AdmitAsync(personId, cancellationToken);
        var now = _time.GetUtcNow();
        take = Math.Clamp(take, 1, MostTake);
        var (total, open, overdue, mine) = (0, 0, 0, 0);
        var found = new List<FollowUpLine>();
        foreach (var store in _stores.All)
        {
            await using var context = store.Read();
            var all = Seen(context.FollowUps, rights);
            var undone = all.Where(t => t.State != FollowUpState.Done);
            open += await undone.CountAsync(cancellationToken);
            overdue += await undone.CountAsync(t => t.DueAt < now, cancellationToken);
            mine += await undone.CountAsync(t => t.AssigneeId == personId, cancellationToken);
            var asked = Where(filter.State is { } state ? all.Where(t => t.State == state) : undone, filter, personId, now);
            total += await asked.CountAsync(cancellationToken);
            var ordered = filter.State == FollowUpState.Done ? asked.OrderByDescending(t => t.DoneAt).ThenBy(t => t.ConversationId) : asked.OrderBy(t => t.DueAt).ThenBy(t => t.ConversationId);
            found.AddRange(await LinesAsync(context, await ordered.Take(skip + take).ToListAsync(cancellationToken), personId, people, now, cancellationToken));
        }

        var merged = filter.State == FollowUpState.Done ? found.OrderByDescending(l => l.Task.DoneAt) : found.OrderBy(l => l.Task.DueAt);
        return new(total, [.. merged.ThenBy(l => l.Task.ConversationId).Skip(skip).Take(take)], open, overdue, mine);
    }

    /// <returns>Null: no such task of the person's.</returns>
    /// <exception cref="UnauthorizedAccessException">Neither administrator nor lead.</exception>
    public async Task<FollowUpSheet?> OpenAsync(Guid personId, Guid conversationId, CancellationToken cancellationToken = default)
    {
        var (rights, people) = await AdmitAsync(personId, cancellationToken);
        if (await FindAsync(rights, conversationId, cancellationToken) is not { } row)
            return null;
        await using var context = _stores.For(row.ThreadId).Read();
        var line = (await LinesAsync(context, [row], personId, people, _time.GetUtcNow(), cancellationToken))[0];
        var unit = _directory.Current.UnitOf(row.GroupId, row.AccountId);
        var names = people.ToDictionary(p => p.Key, p => p.Value.Name);
        var unknown = line.Task.History.SelectMany(h => new[] { h.By, h.To }).OfType<Guid>().Where(id => !names.ContainsKey(id)).Distinct().ToArray();
        await using (var directory = _contexts.CreateDbContext())
        {
            foreach (var user in await directory.Users.AsNoTracking().Where(u => unknown.Contains(u.Id)).Select(u => new { u.Id, u.DisplayName }).ToListAsync(cancellationToken))
                names[user.Id] = user.DisplayName;
        }

        return new(line, names, [.. people.Where(p => Covers(p.Value.UnitId, unit)).OrderBy(p => p.Value.Name, StringComparer.Ordinal).Select(p => (p.Key, p.Value.Name))]);
    }

    /// <param name="to">Null: nobody's.</param>
    public Task<FollowUpOutcome> AssignAsync(Guid personId, Guid conversationId, Guid? to, CancellationToken cancellationToken = default) => StepAsync(
        personId, conversationId,
        (task, people, now) => to is { } id && !(people.TryGetValue(id, out var person) && Covers(person.UnitId, _directory.Current.UnitOf(task.GroupId, task.AccountId))) ? new(task, FollowUpOutcome.NotTheirs) : task.Assign(personId, to, now),
        cancellationToken);

    public Task<FollowUpOutcome> BeginAsync(Guid personId, Guid conversationId, CancellationToken cancellationToken = default) =>
        StepAsync(personId, conversationId, (task, _, now) => task.Begin(personId, now), cancellationToken);

    public Task<FollowUpOutcome> NoteAsync(Guid personId, Guid conversationId, string words, CancellationToken cancellationToken = default) =>
        StepAsync(personId, conversationId, (task, _, now) => task.Note(personId, words, now), cancellationToken);

    public Task<FollowUpOutcome> FinishAsync(Guid personId, Guid conversationId, FollowUpResult result, string words, CancellationToken cancellationToken = default) =>
        StepAsync(personId, conversationId, (task, _, now) => task.Finish(personId, result, words, now), cancellationToken);

    public Task<FollowUpOutcome> ReopenAsync(Guid personId, Guid conversationId, string words, CancellationToken cancellationToken = default) =>
        StepAsync(personId, conversationId, (task, _, now) => task.Reopen(personId, words, now), cancellationToken);

    private async Task<FollowUpOutcome> StepAsync(
        Guid personId, Guid conversationId, Func<FollowUp, IReadOnlyDictionary<Guid, (string Name, Guid UnitId)>, DateTimeOffset, FollowUpChange> step, CancellationToken cancellationToken)
    {
        var (rights, people) = await AdmitAsync(personId, cancellationToken);
        if (await FindAsync(rights, conversationId, cancellationToken) is not { } row)
            return FollowUpOutcome.NotFound;
        var before = row.ToTask();
        var (after, outcome) = step(before, people, _time.GetUtcNow());
        if (outcome != FollowUpOutcome.Done || after.Revision == before.Revision)
            return outcome;
        if (await _stores.For(row.ThreadId).Writer.CommitAsync(new WriteUnit().Update(FollowUpRow.From(after), before.Revision)) != WriteOutcome.Committed)
            return FollowUpOutcome.ChangedMeanwhile;
        // It is done: whoever did it may be gone, it stands in the log all the same.
        var deed = after.History[^1];
        await _audit.WriteAsync(
            personId, rights.Person.UserName ?? "", $"followup.{deed.Deed.ToString().ToLowerInvariant()}", conversationId, _directory.Current.Agents.GetValueOrDefault(before.AgentId)?.UserName ?? "",
            deed.To is { } to ? people.GetValueOrDefault(to).Name ?? "" : after.Result?.ToString() ?? "", CancellationToken.None);
        return FollowUpOutcome.Done;
    }

    private async Task<(LeadRights Rights, IReadOnlyDictionary<Guid, (string Name, Guid UnitId)> People)> AdmitAsync(Guid personId, CancellationToken cancellationToken)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await LeadGate.AdmitAsync(context, personId, cancellationToken);
        return (rights, (await LeadGate.Leads(context).Select(u => new { u.Id, u.DisplayName, u.OrgUnitId }).ToListAsync(cancellationToken)).ToDictionary(u => u.Id, u => (u.DisplayName, u.OrgUnitId)));
    }

    private async Task<FollowUpRow?> FindAsync(LeadRights rights, Guid conversationId, CancellationToken cancellationToken)
    {
        foreach (var store in _stores.All)
        {
            await using var context = store.Read();
            if (await Seen(context.FollowUps, rights).SingleOrDefaultAsync(t => t.ConversationId == conversationId, cancellationToken) is { } row)
                return row;
        }

        return null;
    }

    private IQueryable<FollowUpRow> Seen(IQueryable<FollowUpRow> tasks, LeadRights rights)
    {
        if (rights.IsAll)
            return tasks;
        var known = _directory.Current;
        var groups = known.Groups.Values.Where(g => rights.Units.Contains(g.OrgUnitId)).Select(g => (Guid?)g.Id).ToArray();
        var accounts = known.Accounts.Values.Where(a => rights.Units.Contains(a.OrgUnitId)).Select(a => a.Id).ToArray();
        var person = rights.Person.Id;
        return tasks.Where(t => groups.Contains(t.GroupId) || (t.GroupId == null && accounts.Contains(t.AccountId)) || t.AssigneeId == person);
    }

    private static IQueryable<FollowUpRow> Where(IQueryable<FollowUpRow> tasks, FollowUpFilter filter, Guid personId, DateTimeOffset now)
    {
        if (filter.MineOnly)
            tasks = tasks.Where(t => t.AssigneeId == personId);
        if (filter.OverdueOnly)
            tasks = tasks.Where(t => t.DueAt < now);
        if (filter.GroupId is { } group)
            tasks = tasks.Where(t => t.GroupId == group);
        return filter.AgentId is { } agent ? tasks.Where(t => t.AgentId == agent) : tasks;
    }

    private bool Covers(Guid unitId, Guid? of) => unitId == OrgUnitRow.RootId || (of is { } unit && _directory.Current.Units.IsWithin(unit, unitId));

    private async Task<List<FollowUpLine>> LinesAsync(
        ConversationContext context, IReadOnlyCollection<FollowUpRow> rows, Guid personId, IReadOnlyDictionary<Guid, (string Name, Guid UnitId)> people, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = rows.Select(r => r.ConversationId).ToArray();
        var ratings = (await context.Ratings.Where(r => ids.Contains(r.ConversationId)).ToListAsync(cancellationToken)).ToDictionary(r => r.ConversationId, r => r.ToRating());
        var customers = await context.Conversations.Where(c => ids.Contains(c.Id)).Join(context.Contacts, c => c.ContactId, p => p.Id, (c, p) => new { c.Id, p.DisplayName }).ToDictionaryAsync(c => c.Id, c => c.DisplayName, cancellationToken);
        var (known, mask) = (_directory.Current, _masks.For(personId));
        return [.. rows.Select(r =>
        {
            var (task, rating) = (r.ToTask(), ratings.GetValueOrDefault(r.ConversationId));
            return new FollowUpLine(
                task, mask.Text(customers.GetValueOrDefault(r.ConversationId, "")), known.Agents.GetValueOrDefault(r.AgentId)?.DisplayName ?? "", r.GroupId is { } g ? known.Groups.GetValueOrDefault(g)?.Name ?? "" : "",
                known.Accounts.GetValueOrDefault(r.AccountId)?.Name ?? "", r.AssigneeId is { } a ? people.GetValueOrDefault(a).Name ?? "" : "", rating?.Scale ?? default, rating?.Tags ?? [], mask.Text(rating?.Comment ?? ""), task.IsOverdueAt(now));
        })];
    }
}
