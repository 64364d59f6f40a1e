using System.Collections.Concurrent;
using Imcc.Core.Agents;
using Imcc.Core.Desk;
using Imcc.Core.Organisation;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Routing;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Desk;

/// <inheritdoc cref="IMyDay"/>
internal sealed class MyDay(DirectoryCache directory, DayRows rows, IOptions<RoutingOptions> routing, TimeProvider time) : IMyDay
{
    private static readonly TimeSpan TodayIsFresh = TimeSpan.FromSeconds(3);

    // Yesterday moves only because its hour does.
    private static readonly TimeSpan YesterdayIsFresh = TimeSpan.FromMinutes(5);

    // One entry an agent; what is asked about is read once, however many ask.
    private readonly ConcurrentDictionary<Guid, Kept> _kept = new();

    public async Task<DayView?> LookAsync(Guid viewerId, Guid agentId, CancellationToken cancellationToken = default)
    {
        var known = directory.Current;
        if (!known.Agents.TryGetValue(viewerId, out var viewer) || !viewer.Enabled || !known.Agents.TryGetValue(agentId, out var agent) || (viewerId != agentId && !known.IsLeadOf(viewerId, agent.OrgUnitId)))
            return null;
        var kept = _kept.GetOrAdd(agentId, _ => new());
        await kept.Turn.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            if (kept.Today is { } fresh && fresh.To <= now && now - fresh.To < TodayIsFresh)
                return fresh;
            var from = routing.Value.DayOf(now);
            var before = routing.Value.DayOf(from - TimeSpan.FromHours(1));
            if (kept.Yesterday is null || now - kept.YesterdayAt >= YesterdayIsFresh || now < kept.YesterdayAt || kept.Today?.From != from)
                (kept.Yesterday, kept.YesterdayAt) = (await rows.FiguresAsync(agentId, before, before + (now - from), cancellationToken), now);
            var reasons = known.PresenceReasons.ToDictionary(r => r.Id, r => r.Name);
            return kept.Today = new DayView
            {
                AgentId = agentId,
                AgentName = agent.DisplayName,
                From = from,
                To = now,
                Today = await rows.FiguresAsync(agentId, from, now, cancellationToken),
                Yesterday = kept.Yesterday,
                Goals = GoalsOf(agent, known),
                Presence = [.. (await rows.PresenceAsync(agentId, from, now, cancellationToken)).Select(s => new DayStretch(
                    s.From, s.To, s.State.Presence, s.State.ReasonId is { } reason ? reasons.GetValueOrDefault(reason, "") : "", s.State.Connection != Connection.Lost))],
            };
        }
        finally
        {
            kept.Turn.Release();
        }
    }

    private static DayGoals GoalsOf(Agent agent, Core.Organisation.Directory known)
    {
        var groups = agent.Skills.Select(s => known.Groups.GetValueOrDefault(s.GroupId)).OfType<SkillGroup>().ToList();
        return new(
            groups.Max(g => g.Targets.Handled),
            groups.Min(g => g.Times.FirstReplyLimit),
            groups.Min(g => g.Times.ReplyLimit),
            groups.Max(g => g.Targets.SatisfactionHundredths) is { } hundredths ? hundredths / 100.0 : null);
    }

    private sealed class Kept
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public DayView? Today { get; set; }

        public DayFigures? Yesterday { get; set; }

        public DateTimeOffset YesterdayAt { get; set; }
    }
}
