using System.Text.Json;
using Imcc.Core.Alerts;
using Imcc.Infrastructure.Mail;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Infrastructure.Alerts;

/// <summary>
/// One look at all rules. What it remembers, the alerts, their e-mails and what webhooks are to be told are one commit under the bookmark's revision: after a
/// crash the next look finds the same again, and of two nodes that look at once one has looked.
/// </summary>
internal sealed class AlertLook(
    ConversationStores stores, IDbContextFactory<DirectoryContext> contexts, Func<Directory> directory, AlertFigures figures, IAlertWords words, AlertBoard board, StoredJson json, IOptions<AlertOptions> options, TimeProvider time)
{
    /// <summary>An event counts by when it was decided; it is in its row a moment later, and clocks differ.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private const int ReadTogether = 500;

    private readonly string _node = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    /// <returns>What was told or is over; empty too where another node looks.</returns>
    public async Task<IReadOnlyList<Alert>> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = stores.Home.Read();
        var bookmark = await context.AlertBookmarks.SingleOrDefaultAsync(cancellationToken);
        if (bookmark is not null && bookmark.Node != _node && bookmark.LeasedUntil > now)
            return [];
        var rules = await RulesAsync(cancellationToken);
        var watches = await context.AlertWatches.ToListAsync(cancellationToken);
        var inForce = rules.Where(r => r.Enabled).ToList();
        if (inForce.Count == 0 && watches.Count == 0)
            return [];
        var floor = await figures.ReadAsync(inForce, (bookmark?.At ?? now) - Overlap, now, cancellationToken);
        var (unit, told) = (new WriteUnit(), new List<Alert>());
        foreach (var rule in rules.Concat(Gone(rules, watches)))
            await LookAsync(context, rule, floor, watches, unit, told, now, cancellationToken);
        Move(unit, bookmark, now);
        if (unit.Changes.Count > 0 && await stores.Home.Writer.CommitAsync(unit) != WriteOutcome.Committed)
            // Another node, or a lead's hand, was faster: the next look sees what there is then.
            return [];
        if (told.Count > 0)
            board.Changed();
        return told;
    }

    // A rule that was deleted has no figure any more, so whatever it told is over.
    private static IEnumerable<AlertRule> Gone(List<AlertRule> rules, List<AlertWatchRow> watches) => watches.Select(w => w.RuleId).Distinct().Except(rules.Select(r => r.Id))
        .Select(id => new AlertRule { Id = id, Name = "", OrgUnitId = OrgUnitRow.RootId, Enabled = false, Kind = AlertKind.Wait, Limit = 1, CoolDown = TimeSpan.Zero });

    private async Task LookAsync(
        ConversationContext context, AlertRule rule, AlertFloor floor, List<AlertWatchRow> watches, WriteUnit unit, List<Alert> told, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var known = directory();
        var rows = watches.Where(w => w.RuleId == rule.Id).ToDictionary(w => w.SubjectId);
        var readings = rule.Enabled ? floor.Read(rule, now).Where(r => known.Units.IsWithin(UnitOf(known, rule, r), rule.OrgUnitId)).ToList() : [];
        int? mailed = null;
        var changes = AlertRound.Look(rule, readings, rows.ToDictionary(r => r.Key, r => r.Value.ToWatch()), now, () => Guid.CreateVersion7(now)).ToList();
        var over = await AlertsAsync(context, [.. changes.Where(c => c.News == AlertNews.Cleared).Select(c => c.Before!.FiringId!.Value)], cancellationToken);
        foreach (var change in changes)
        {
            Remember(unit, rule, change, rows.GetValueOrDefault(change.SubjectId));
            if (change.News == AlertNews.Fired)
            {
                var row = Fired(known, rule, change, now);
                unit.Insert(row);
                mailed = (mailed ?? await MailedAsync(context, rule, now, cancellationToken)) + 1;
                Tell(unit, rule, row, isOver: false, mailed.Value, now, told);
            }
            else if (change.News == AlertNews.Cleared && over.GetValueOrDefault(change.Before!.FiringId!.Value) is { ClearedAt: null } row)
            {
                var cleared = row with { ClearedAt = now, Revision = row.Revision + 1 };
                unit.Update(cleared, row.Revision);
                mailed ??= await MailedAsync(context, rule, now, cancellationToken);
                Tell(unit, rule, cleared, isOver: true, mailed.Value, now, told);
            }
        }
    }

    /// <summary>After a flood hundreds are over at once: they are read together.</summary>
    private static async Task<Dictionary<Guid, AlertRow>> AlertsAsync(ConversationContext context, Guid[] ids, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, AlertRow>(ids.Length);
        foreach (var some in ids.Chunk(ReadTogether))
        {
            foreach (var row in await context.Alerts.Where(a => some.Contains(a.Id)).ToListAsync(cancellationToken))
                found.Add(row.Id, row);
        }

        return found;
    }

    private static void Remember(WriteUnit unit, AlertRule rule, AlertChange change, AlertWatchRow? row)
    {
        if (change.After is { } after)
        {
            var next = new AlertWatchRow { RuleId = rule.Id, SubjectId = change.SubjectId, BadSince = after.BadSince, FiringId = after.FiringId, ToldAt = after.ToldAt, Revision = (row?.Revision ?? 0) + 1 };
            _ = row is null ? unit.Insert(next) : unit.Update(next, row.Revision);
        }
        else if (row is not null)
        {
            unit.Delete(row);
        }
    }

    private static AlertRow Fired(Directory known, AlertRule rule, AlertChange change, DateTimeOffset now)
    {
        var reading = change.Reading!;
        var name = rule.Kind.SubjectOf() switch
        {
            AlertSubject.Group => reading.GroupId is { } group ? known.Groups.GetValueOrDefault(group)?.Name : null,
            AlertSubject.Account => reading.AccountId is { } account ? known.Accounts.GetValueOrDefault(account)?.Name : null,
            // Who the customer is stays where the conversation is; of one that nobody serves yet its line is named.
            _ => (reading.AgentId is { } agent ? known.Agents.GetValueOrDefault(agent)?.DisplayName : null) ?? (reading.GroupId is { } line ? known.Groups.GetValueOrDefault(line)?.Name : null),
        };
        return new()
        {
            Id = change.After!.FiringId!.Value,
            RuleId = rule.Id,
            RuleName = rule.Name,
            Kind = rule.Kind,
            SubjectId = change.SubjectId,
            SubjectName = name ?? "",
            UnitId = UnitOf(known, rule, reading),
            GroupId = reading.GroupId,
            AccountId = reading.AccountId,
            AgentId = reading.AgentId,
            Figure = reading.Figure,
            Bound = rule.Limit,
            Detail = reading.Detail.Length <= AlertRow.Mapping.DetailLength ? reading.Detail : reading.Detail[..AlertRow.Mapping.DetailLength],
            OnScreen = rule.OnScreen,
            FiredAt = now,
            Revision = 1,
        };
    }

    private static Guid UnitOf(Directory known, AlertRule rule, AlertReading reading) =>
        (reading.AccountId is { } account ? known.UnitOf(reading.GroupId, account) : reading.GroupId is { } group ? known.Groups.GetValueOrDefault(group)?.OrgUnitId : null) ?? rule.OrgUnitId;

    /// <summary>A flood of customers without an answer is no flood of e-mails.</summary>
    private static Task<int> MailedAsync(ConversationContext context, AlertRule rule, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var from = now - Hour;
        return rule.Mails.IsEmpty ? Task.FromResult(0) : context.Alerts.CountAsync(a => a.RuleId == rule.Id && a.FiredAt > from, cancellationToken);
    }

    /// <param name="fired">How many alerts of the rule there were within the hour, with this one.</param>
    private void Tell(WriteUnit unit, AlertRule rule, AlertRow row, bool isOver, int fired, DateTimeOffset now, List<Alert> told)
    {
        var alert = row.ToAlert();
        told.Add(alert);
        // That a moment is over goes without saying.
        var most = options.Value.MailedPerHour;
        if (fired <= most && (!isOver || rule.Kind is not (AlertKind.Words or AlertKind.Survey)))
            unit.Post(isOver ? words.Cleared(alert) : words.Fired(alert, isLastOfHour: fired == most), rule.Enabled || !isOver ? rule.Mails : [], now);
        if (rule.Webhook.Length > 0)
            unit.Insert(new AlertCallRow { Id = Guid.CreateVersion7(now), AlertId = row.Id, RuleId = rule.Id, Address = rule.Webhook, Body = Body(row, isOver), DueAt = now, CreatedAt = now });
    }

    private static string Body(AlertRow row, bool isOver) => JsonSerializer.Serialize(
        new
        {
            type = isOver ? "alert.cleared" : "alert.fired",
            timestamp = isOver ? row.ClearedAt : row.FiredAt,
            data = new
            {
                id = row.Id,
                rule = new { id = row.RuleId, name = row.RuleName, kind = row.Kind.ToString() },
                subject = new { kind = row.Kind.SubjectOf().ToString(), id = row.SubjectId, name = row.SubjectName },
                groupId = row.GroupId,
                accountId = row.AccountId,
                agentId = row.AgentId,
                figure = row.Figure,
                limit = row.Bound,
                detail = row.Detail,
                firedAt = row.FiredAt,
                clearedAt = row.ClearedAt,
            },
        },
        DirectoryJson.Options);

    private void Move(WriteUnit unit, AlertBookmarkRow? bookmark, DateTimeOffset now)
    {
        if (bookmark is null)
        {
            unit.Insert(new AlertBookmarkRow { At = now, Node = _node, LeasedUntil = now + options.Value.Lease, Revision = 1 });
            return;
        }

        // Nothing new costs no write: what lies between is looked at once more.
        if (unit.Changes.Count > 0 || bookmark.Node != _node || now - bookmark.At >= options.Value.Lease / 4 || now < bookmark.At)
            unit.Update(bookmark with { At = now, Node = _node, LeasedUntil = now + options.Value.Lease, Revision = bookmark.Revision + 1 }, bookmark.Revision);
    }

    private async Task<List<AlertRule>> RulesAsync(CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return [.. (await context.AlertRules.AsNoTracking().OrderBy(r => r.CreatedAt).ToListAsync(cancellationToken)).Select(r => r.ToRule(json))];
    }
}
