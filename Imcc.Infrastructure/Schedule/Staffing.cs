using Imcc.Core.Agents;
using Imcc.Core.Organisation;
using Imcc.Core.Reporting;
using Imcc.Core.Schedule;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Reporting;
using Imcc.Infrastructure.Routing;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Schedule;

/// <summary>Planned, needed and actual staff of a group. What is needed is entered, or computed from the reports' own sheets: the same weekday's mean of the last weeks.</summary>
public sealed class Staffing
{
    public const int MostNeed = 5000;

    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly Adherences _shifts;
    private readonly PresenceReading _presence;
    private readonly Reports _reports;
    private readonly ShiftKinds _kinds;
    private readonly DirectoryCache _directory;
    private readonly TimeZoneInfo _zone;
    private readonly TimeProvider _time;

    internal Staffing(
        IDbContextFactory<DirectoryContext> contexts, Adherences shifts, PresenceReading presence, Reports reports, ShiftKinds kinds, DirectoryCache directory, IOptions<RoutingOptions> routing, TimeProvider time) =>
        (_contexts, _shifts, _presence, _reports, _kinds, _directory, _zone, _time) = (contexts, shifts, presence, reports, kinds, directory, TimeZoneInfo.FindSystemTimeZoneById(routing.Value.TimeZone), time);

    /// <summary>Whose days they are: the organisation's.</summary>
    public TimeZoneInfo Zone => _zone;

    /// <summary>The groups of the person's units.</summary>
    /// <exception cref="UnauthorizedAccessException">Neither administrator nor lead.</exception>
    public async Task<IReadOnlyList<(Guid Id, string Name)>> GroupsAsync(Guid personId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await LeadGate.AdmitAsync(context, personId, cancellationToken);
        return [.. _directory.Current.Groups.Values.Where(g => rights.Units.Contains(g.OrgUnitId)).OrderBy(g => g.Name, StringComparer.Ordinal).Select(g => (g.Id, g.Name))];
    }

    /// <summary>Days of a group, which serve one after the other.</summary>
    /// <returns>Null: no such group of the person's.</returns>
    /// <exception cref="UnauthorizedAccessException">Neither administrator nor lead.</exception>
    public async Task<IReadOnlyList<StaffDay>?> ReadAsync(Guid personId, Guid groupId, DateOnly first, int days, CancellationToken cancellationToken = default)
    {
        if ((await GroupsAsync(personId, cancellationToken)).All(g => g.Id != groupId))
            return null;
        var last = first.AddDays(days - 1);
        var (rules, _) = await _kinds.RulesAsync(cancellationToken);
        // Everybody who serves the group, of whatever unit: it is the group that is staffed.
        var agents = _directory.Current.Agents.Values.Where(a => a.Enabled && a.Skills.Any(s => s.GroupId == groupId)).ToList();
        var working = (await _shifts.PublishedAsync(agents, first.AddDays(-1), last.AddDays(1), cancellationToken)).SelectMany(s => s.Hours.On(s.Day)).Where(s => s.Activity == PlannedActivity.Work).Select(s => (s.From, s.To)).ToList();
        var there = await ThereAsync(agents, HalfHours.Midnight(first, _zone), HalfHours.Midnight(last.AddDays(1), _zone), cancellationToken);
        var (volumes, handle) = await HistoryAsync(groupId, first.AddDays(-7 * rules.Weeks), last, cancellationToken);
        Dictionary<DateOnly, StaffNeedRow> entered;
        await using (var context = _contexts.CreateDbContext())
            entered = await context.StaffNeeds.AsNoTracking().Where(n => n.GroupId == groupId && n.Day >= first && n.Day <= last).ToDictionaryAsync(n => n.Day, cancellationToken);
        return [.. Enumerable.Range(0, days).Select(i => Day(first.AddDays(i)))];

        StaffDay Day(DateOnly day)
        {
            var halfHours = HalfHours.Of(day, _zone);
            var planned = HalfHours.Heads(halfHours, working);
            var actual = HalfHours.Heads(halfHours, there);
            var learnt = volumes.Where(v => v.Volume > 0 && v.Day < day && (day.DayNumber - v.Day.DayNumber) % 7 == 0 && day.DayNumber - v.Day.DayNumber <= 7 * rules.Weeks).Select(v => v.Day).Distinct().Count();
            var expected = ExpectedDay.Of(volumes, day, rules.Weeks);
            var needs = entered.GetValueOrDefault(day)?.ToNeeds();
            var now = _time.GetUtcNow();
            return new(
                day,
                [.. halfHours.Select((h, n) => new StaffHalfHour(
                    h.From, h.Place, planned[n], learnt > 0 ? expected[h.Place] : null, learnt > 0 && handle is { } of ? rules.ToPlan(rules.Target.AgentsFor(expected[h.Place], of)) : null, needs?[h.Place],
                    h.From + HalfHours.Length <= now ? actual[n] : null))],
                handle, learnt, entered.GetValueOrDefault(day)?.Rev ?? 0);
        }
    }

    /// <summary>What a group needs in a day's half hours, said by hand.</summary>
    /// <param name="needs">48; null: what is computed.</param>
    public async Task<ChangeOutcome> EnterAsync(Guid personId, Guid groupId, DateOnly day, IReadOnlyList<int?> needs, long rev, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await LeadGate.AdmitAsync(context, personId, cancellationToken);
        if (!_directory.Current.Groups.TryGetValue(groupId, out var group) || !rights.Units.Contains(group.OrgUnitId))
            return new(groupId, [new("", "GroupForeign")]);
        if (needs.Count != HalfHours.ADay || needs.Any(n => n is < 0 or > MostNeed))
            return new(groupId, [new("", "OutOfRange", $"0–{MostNeed}")]);
        var row = await context.StaffNeeds.SingleOrDefaultAsync(n => n.GroupId == groupId && n.Day == day, cancellationToken);
        if ((row?.Rev ?? 0) != rev)
            return new(groupId, [new("", "ChangedMeanwhile")]);
        if (row is null)
            context.StaffNeeds.Add(row = new() { GroupId = groupId, Day = day });
        row.Needs = StaffNeedRow.Write(needs);
        row.Rev++;
        context.AuditLog.Add(rights.Audit(_time.GetUtcNow(), "schedule.needs.entered", groupId, group.Name, $"{day:yyyy-MM-dd}: {needs.Count(n => n is not null)}"));
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            return new(groupId, [new("", "ChangedMeanwhile")]);
        }

        return new(groupId, []);
    }

    /// <summary>Takes a whole sheet of needs, or nothing of it; the days that it names are as it says.</summary>
    /// <returns>What is wrong with it; empty: it was taken.</returns>
    public async Task<IReadOnlyList<SheetFault>> ImportAsync(Guid personId, Guid groupId, SheetLines sheet, CancellationToken cancellationToken = default)
    {
        var (days, faults) = NeedSheet.Read(sheet);
        if (faults.Count > 0)
            return faults;
        await using var context = _contexts.CreateDbContext();
        var rights = await LeadGate.AdmitAsync(context, personId, cancellationToken);
        if (!_directory.Current.Groups.TryGetValue(groupId, out var group) || !rights.Units.Contains(group.OrgUnitId))
            return [new(0, "", "GroupForeign", "")];
        var (first, last) = (days.Keys.Min(), days.Keys.Max());
        var rows = await context.StaffNeeds.Where(n => n.GroupId == groupId && n.Day >= first && n.Day <= last).ToDictionaryAsync(n => n.Day, cancellationToken);
        foreach (var (day, needs) in days)
        {
            if (!rows.TryGetValue(day, out var row))
                context.StaffNeeds.Add(row = new() { GroupId = groupId, Day = day });
            row.Needs = StaffNeedRow.Write(needs);
            row.Rev++;
        }

        context.AuditLog.Add(rights.Audit(_time.GetUtcNow(), "schedule.needs.imported", groupId, group.Name, $"{first:yyyy-MM-dd}…{last:yyyy-MM-dd}: {days.Count}"));
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            return [new(0, "", "ChangedMeanwhile", "")];
        }

        return [];
    }

    private async Task<List<(DateTimeOffset From, DateTimeOffset To)>> ThereAsync(List<Agent> agents, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        to = to < now ? to : now;
        if (from >= to)
            return [];
        var presence = await _presence.ReadAsync([.. agents.Select(a => a.Id)], from, to, cancellationToken);
        return [.. presence.SelectMany(p => PresenceHistory.Spans(p.Key, p.Value, from, to)).Where(s => s.State is { Presence: Presence.Available, Connection: not Connection.Lost }).Select(s => (s.From, s.To))];
    }

    private async Task<(List<(DateOnly Day, int Place, double Volume)> Volumes, TimeSpan? Handle)> HistoryAsync(Guid groupId, DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        // Everybody's figures of this group: the person may see it, and has been asked for it.
        var table = await _reports.ReadAsync(
            ReportScope.Everything,
            new()
            {
                From = HalfHours.Midnight(first, _zone), To = HalfHours.Midnight(last, _zone), TimeZone = _zone.Id, Interval = ReportInterval.Half, Rows = ReportDimension.Time, Kpis = ["offered", "aht", "concurrency", "concurrentAht"], Groups = [groupId],
            },
            new(), cancellationToken);
        var volumes = table.Rows.Where(r => r.Values[0] > 0).Select(r =>
        {
            var at = DateTimeOffset.FromUnixTimeMilliseconds(r.First.Number);
            return (DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, _zone).DateTime), HalfHours.PlaceOf(at, _zone), r.Values[0]!.Value);
        }).ToList();
        return (volumes, table.Totals.Values[3] is { } ms ? TimeSpan.FromMilliseconds(ms) : null);
    }
}
