using Imcc.Core.Organisation;
using Imcc.Core.Routing;
using Imcc.Infrastructure.Organisation;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Administration;

/// <summary>Asks the ACD itself, which tries the draft out on the agents as they are now.</summary>
internal sealed class RoutedPreview(IGrainFactory grains, DirectoryCache directory, TimeProvider time, IStringLocalizer<AdminText> l) : IStrategyPreview
{
    public async Task<IReadOnlyList<PreviewLine>> NextAsync(Guid groupId, GroupRules draft, CancellationToken cancellationToken)
    {
        var agents = await grains.GetGrain<IAcdGrain>(IAcdGrain.MainDomain).PreviewAsync(groupId, draft).AsTask().WaitAsync(cancellationToken);
        return Told(agents, draft.Strategy, id => directory.Current.Agents.GetValueOrDefault(id)?.DisplayName ?? "", time.GetUtcNow(), l);
    }

    internal static IReadOnlyList<PreviewLine> Told(
        IReadOnlyList<PreviewedAgent> agents, StrategySettings strategy, Func<Guid, string> name, DateTimeOffset now, IStringLocalizer<AdminText> l)
    {
        var lines = new List<PreviewLine>(agents.Count);
        var place = 0;
        foreach (var agent in agents)
        {
            var isAsked = agent.Obstacle == Obstacle.None;
            lines.Add(new(
                agent.Candidate.Standing.AgentId,
                name(agent.Candidate.Standing.AgentId),
                isAsked ? ++place : null,
                agent.Obstacle,
                agent.AskedAfter ?? TimeSpan.Zero,
                agent.Candidate.Key.IsHelper,
                agent.Obstacle is Obstacle.NotRoutable ? [] : Values(agent.Candidate, strategy, now, l)));
        }

        return lines;
    }

    private static IReadOnlyList<PreviewValue> Values(Candidate agent, StrategySettings strategy, DateTimeOffset now, IStringLocalizer<AdminText> l)
    {
        var (standing, here) = (agent.Standing, agent.Here);
        var load = new PreviewValue("Load", $"{standing.Load}/{standing.Capacity}");
        var idle = Idle(standing, strategy, now, l);
        return strategy.Ranking switch
        {
            RankingNames.Even => [new("Rate", PerHour(here.Tally)), new("Today", Count(here.Tally.Assigned)), load],
            RankingNames.Proportional => [new("Share", $"{here.Tally.Assigned}/{here.Weight}"), load],
            RankingNames.SkillLevel when strategy.Level == LevelPreference.Nearest => [new("Level", l["LevelOff", here.Level, Math.Abs(here.Level - strategy.RequiredLevel)]), idle, load],
            RankingNames.SkillLevel => [new("Level", Count(here.Level)), idle, load],
            RankingNames.LeastLoaded => [load, idle],
            _ => [idle, load],
        };
    }

    private static PreviewValue Idle(AgentStanding standing, StrategySettings strategy, DateTimeOffset now, IStringLocalizer<AdminText> l)
    {
        if (standing.Load > 0)
            return new("LastGiven", Ago(standing.LastAssignedAt, now, l));
        var since = strategy is { Ranking: RankingNames.LongestIdle, ResetOnReady: true } && standing.ReadySince > standing.IdleSince ? standing.ReadySince : standing.IdleSince;
        return new("Idle", Ago(since, now, l));
    }

    private static string Ago(DateTimeOffset at, DateTimeOffset now, IStringLocalizer<AdminText> l) => (now - at) switch
    {
        { TotalDays: > 3650 } => l["NeverToday"],
        { TotalSeconds: < 60 } time => l["Seconds", Math.Max(0, (int)time.TotalSeconds)],
        { TotalHours: < 2 } time => l["Minutes", (int)time.TotalMinutes],
        var time => l["Hours", (int)time.TotalHours],
    };

    private static string PerHour(Tally tally) =>
        (tally.Assigned / Math.Max(1 / 3600d, tally.Routable.TotalHours)).ToString("0.##", System.Globalization.CultureInfo.CurrentCulture);

    private static string Count(long count) => count.ToString(System.Globalization.CultureInfo.CurrentCulture);
}
