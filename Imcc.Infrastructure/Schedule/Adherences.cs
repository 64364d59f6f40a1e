using Imcc.Core.Agents;
using Imcc.Core.Organisation;
using Imcc.Core.Schedule;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Infrastructure.Schedule;

/// <summary>How published shifts were kept: counted anew from the rows each time, so that the answer is the same whenever it is asked.</summary>
public sealed class Adherences
{
    /// <summary>The longest time that one report is about.</summary>
    public const int MostDays = 92;

    private static readonly TimeSpan Around = TimeSpan.FromHours(1);

    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly PresenceReading _presence;
    private readonly ShiftPlans _plans;
    private readonly ShiftKinds _kinds;
    private readonly DirectoryCache _directory;
    private readonly StoredJson _json;
    private readonly TimeProvider _time;

    internal Adherences(
        IDbContextFactory<DirectoryContext> contexts, PresenceReading presence, ShiftPlans plans, ShiftKinds kinds, DirectoryCache directory, StoredJson json, TimeProvider time) =>
        (_contexts, _presence, _plans, _kinds, _directory, _json, _time) = (contexts, presence, plans, kinds, directory, json, time);

    /// <param name="last">Included; at most <see cref="MostDays"/> are looked at.</param>
    /// <exception cref="UnauthorizedAccessException">Neither administrator nor lead.</exception>
    public async Task<AdherenceReport> CountAsync(Guid personId, DateOnly first, DateOnly last, Guid? groupId = null, Guid? agentId = null, CancellationToken cancellationToken = default)
    {
        List<Agent> agents;
        await using (var context = _contexts.CreateDbContext())
            agents = [.. _plans.AgentsOf(await LeadGate.AdmitAsync(context, personId, cancellationToken), groupId, withLeft: true).Where(a => agentId is null || a.Id == agentId)];
        last = last.DayNumber - first.DayNumber < MostDays ? last : first.AddDays(MostDays - 1);
        var shifts = await StripsAsync(agents, first, last, cancellationToken);
        var known = _directory.Current;
        return new(
            shifts.Aggregate(default(AdherenceFigures), (sum, s) => sum + s.Figures),
            [.. shifts.GroupBy(s => s.AgentId).Select(g => Line(g.Key.ToString(), g.First().Agent, g)).OrderBy(l => l.Figures.Share ?? 2).ThenBy(l => l.Name, StringComparer.Ordinal)],
            [.. shifts.GroupBy(s => s.Day).OrderBy(g => g.Key).Select(g => Line(g.Key.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), "", g))],
            [.. GroupsOf(shifts, known, groupId)],
            [.. shifts.SelectMany(s => s.Exceptions.Select(e => new AdherenceIncident(s.AgentId, s.Agent, s.Day, s.Hours.Name, e))).OrderByDescending(i => i.Exception.From).ThenBy(i => i.Agent, StringComparer.Ordinal)]);
    }

    /// <returns>Null: no shift was published, or it is not the person's to see.</returns>
    /// <exception cref="UnauthorizedAccessException">Neither administrator nor lead.</exception>
    public async Task<ShiftStrip?> StripAsync(Guid personId, Guid agentId, DateOnly day, CancellationToken cancellationToken = default)
    {
        await using (var context = _contexts.CreateDbContext())
        {
            var rights = await LeadGate.AdmitAsync(context, personId, cancellationToken);
            if (!_directory.Current.Agents.TryGetValue(agentId, out var agent) || !rights.Leads(agent))
                return null;
        }

        return (await StripsAsync([_directory.Current.Agents[agentId]], day, day, cancellationToken)).FirstOrDefault();
    }

    /// <summary>An agent's own shifts as published, those that have begun with how they were kept.</summary>
    public async Task<OwnShifts> OwnAsync(Guid agentId, DateOnly first, DateOnly last, CancellationToken cancellationToken = default)
    {
        if (!_directory.Current.Agents.TryGetValue(agentId, out var agent))
            return new([], []);
        List<(DateOnly Day, ShiftHours Hours)> days;
        await using (var context = _contexts.CreateDbContext())
        {
            var rows = await context.ShiftDays.AsNoTracking().Where(d => d.AgentId == agentId && d.Day >= first && d.Day <= last).OrderBy(d => d.Day).ToListAsync(cancellationToken);
            days = [.. rows.Select(r => (r.Day, Hours: r.ToPublished(_json))).Where(r => r.Hours is not null).Select(r => (r.Day, r.Hours!))];
        }

        return new(days, await StripsAsync([agent], first, last, cancellationToken));
    }

    /// <summary>The published shifts of some people that have begun, laid over what the people were.</summary>
    private async Task<List<ShiftStrip>> StripsAsync(IReadOnlyCollection<Agent> agents, DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var (rules, _) = await _kinds.RulesAsync(cancellationToken);
        var planned = (await PublishedAsync(agents, first, last, cancellationToken)).Select(p => (p.Agent, p.Day, p.Hours, Spans: p.Hours.On(p.Day))).Where(p => p.Spans.Count > 0 && p.Spans[0].From < now).ToList();
        if (planned.Count == 0)
            return [];
        var (from, to) = (planned.Min(p => p.Spans[0].From) - Around, planned.Max(p => p.Spans[^1].To) + Around);
        to = to < now ? to : now;
        var presence = await _presence.ReadAsync([.. planned.Select(p => p.Agent.Id).Distinct()], from, to, cancellationToken);
        var strips = new List<ShiftStrip>(planned.Count);
        foreach (var (agent, day, hours, spans) in planned)
        {
            var (begin, end) = (spans[0].From - Around, spans[^1].To + Around < now ? spans[^1].To + Around : now);
            var actual = PresenceHistory.Spans(agent.Id, presence.GetValueOrDefault(agent.Id) ?? [], begin, end);
            var stretches = Adherence.Judge(spans, actual, rules.Grace, now);
            strips.Add(new(agent.Id, agent.DisplayName, day, hours, begin, end, spans, actual, stretches, AdherenceFigures.Of(stretches)));
        }

        return strips;
    }

    internal async Task<List<(Agent Agent, DateOnly Day, ShiftHours Hours)>> PublishedAsync(IReadOnlyCollection<Agent> agents, DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        var byId = agents.ToDictionary(a => a.Id);
        await using var context = _contexts.CreateDbContext();
        var rows = await context.ShiftDays.AsNoTracking().Where(d => d.Day >= first && d.Day <= last && d.Published != "").ToListAsync(cancellationToken);
        return [.. rows.Where(r => byId.ContainsKey(r.AgentId)).OrderBy(r => r.Day).Select(r => (byId[r.AgentId], r.Day, Hours: r.ToPublished(_json))).Where(r => r.Hours is not null).Select(r => (r.Item1, r.Day, r.Hours!))];
    }

    private static IEnumerable<AdherenceLine> GroupsOf(List<ShiftStrip> shifts, Directory known, Guid? groupId) =>
        known.Groups.Values.Where(g => groupId is null || g.Id == groupId).OrderBy(g => g.Name, StringComparer.Ordinal)
            .Select(g => (Group: g, Of: shifts.Where(s => known.Agents[s.AgentId].Skills.Any(k => k.GroupId == g.Id)).ToList())).Where(g => g.Of.Count > 0).Select(g => Line(g.Group.Id.ToString(), g.Group.Name, g.Of));

    private static AdherenceLine Line(string key, string name, IEnumerable<ShiftStrip> shifts)
    {
        var all = shifts.ToList();
        return new(
            key, name, all.Aggregate(default(AdherenceFigures), (sum, s) => sum + s.Figures), all.Count, all.SelectMany(s => s.Exceptions).GroupBy(e => e.Kind).ToDictionary(g => g.Key, g => g.Count()));
    }
}

/// <param name="Days">Published, in order.</param>
/// <param name="Kept">Those that have begun.</param>
public sealed record OwnShifts(IReadOnlyList<(DateOnly Day, ShiftHours Hours)> Days, IReadOnlyList<ShiftStrip> Kept);
