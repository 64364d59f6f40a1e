using Imcc.Core.Quality;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Routing;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Quality;

/// <summary>
/// Draws what is to be judged: every complete week once by the lot, and whatever shows a risk within the hour. The id of an evaluation
/// follows from plan, conversation and agent, so that several nodes may draw at the same time.
/// </summary>
internal sealed class QualityDraws(
    IDbContextFactory<DirectoryContext> contexts, ConversationStores stores, DirectoryCache directory, ServiceReading reading, StoredJson json, IOptions<RoutingOptions> routing, TimeProvider time)
{
    /// <summary>What ended in a look; the earliest first, the rest in the next one.</summary>
    private const int MostLooked = 20_000;

    /// <summary>Of one store and week, for the lot: ids only.</summary>
    private const int MostEnded = 500_000;

    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FirstLook = TimeSpan.FromDays(7);

    private TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(routing.Value.TimeZone);

    /// <summary>All enabled plans: what has become due.</summary>
    /// <returns>How many evaluations were made.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var rows = await context.SamplingPlans.AsNoTracking().Where(p => p.Enabled).ToListAsync(cancellationToken);
        var made = 0;
        foreach (var row in rows)
            made += await RunAsync(row.ToPlan(json), cancellationToken);
        return made;
    }

    /// <summary>One plan's lot of one week, now: quota that was drawn already counts.</summary>
    public async Task<int> DrawWeekAsync(SamplingPlan plan, DateOnly week, CancellationToken cancellationToken)
    {
        var (from, to) = (QualityWeek.Start(week, Zone), QualityWeek.Start(week.AddDays(7), Zone));
        var agents = await AgentsAsync(plan, cancellationToken);
        var ended = (await reading.EndedAsync(from, to, agents, MostEnded, latest: false, cancellationToken)).Services;
        var at = LastOf(ended);
        var facts = await reading.ReadAsync(Sampler.Shortlist(plan, week, ended.Select(e => e.Candidate)), cancellationToken);
        return await MakeAsync(plan, week, facts, risky: false, at, cancellationToken);
    }

    private async Task<int> RunAsync(SamplingPlan plan, CancellationToken cancellationToken)
    {
        // A form that is not offered is drawn for again when it is.
        if (await VersionAsync(plan.FormId, cancellationToken) == 0)
            return 0;
        var now = time.GetUtcNow();
        var thisWeek = QualityWeek.Of(now, Zone);
        SamplingMarkRow? mark;
        await using (var home = stores.Home.Read())
            mark = await home.SamplingMarks.SingleOrDefaultAsync(m => m.PlanId == plan.Id, cancellationToken);
        var lastWeek = thisWeek.AddDays(-7);
        var lastStart = QualityWeek.Start(lastWeek, Zone);
        var made = 0;
        if (plan.PerStratum > 0 && !(mark?.DrawnWeek >= lastStart))
            made += await DrawWeekAsync(plan, lastWeek, cancellationToken);
        var from = mark?.LookedUntil ?? now - FirstLook;
        var until = now - Lag;
        if (!plan.Risks.IsEmpty && plan.MostRisky > 0 && until > from)
        {
            (var ended, until) = await reading.EndedAsync(from, until, await AgentsAsync(plan, cancellationToken), MostLooked, latest: false, cancellationToken);
            var at = LastOf(ended);
            foreach (var week in (await reading.ReadAsync(ended.Select(e => e.Candidate), cancellationToken)).GroupBy(f => QualityWeek.Of(at[(f.ConversationId, f.AgentId)], Zone)))
                made += await MakeAsync(plan, week.Key, [.. week], risky: true, at, cancellationToken);
        }

        var next = new SamplingMarkRow { PlanId = plan.Id, LookedUntil = until > from ? until : from, DrawnWeek = lastStart, Revision = (mark?.Revision ?? 0) + 1 };
        // Another node may have been first: it drew the same.
        await stores.Home.Writer.CommitAsync(mark is null ? new WriteUnit().InsertIfNew(next) : new WriteUnit().Update(next, mark.Revision));
        return made;
    }

    private async Task<int> MakeAsync(
        SamplingPlan plan, DateOnly week, IReadOnlyList<ServiceFacts> facts, bool risky, Dictionary<(Guid Conversation, Guid Agent), DateTimeOffset> endedAt, CancellationToken cancellationToken)
    {
        var version = await VersionAsync(plan.FormId, cancellationToken);
        if (version == 0 || facts.Count == 0)
            return 0;
        var (from, to) = (QualityWeek.Start(week, Zone), QualityWeek.Start(week.AddDays(7), Zone));
        List<Drawn> taken = [];
        HashSet<(Guid Conversation, Guid Agent)> judged = [];
        Dictionary<Guid, int> load = [];
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            taken.AddRange((await context.Evaluations.Where(e => e.PlanId == plan.Id && e.ServedAt >= from && e.ServedAt < to).ToListAsync(cancellationToken))
                .Select(e => new Drawn(e.ConversationId, e.ThreadId, e.AgentId, e.GroupId, e.Risks)));
            // Whoever chose it by hand, or another plan, has it judged by this form: nobody is judged twice for the same.
            judged.UnionWith((await context.Evaluations.Where(e => e.FormId == plan.FormId && e.PlanId != plan.Id && e.CalibrationId == null && e.State != EvaluationState.Withdrawn && e.ServedAt >= from && e.ServedAt < to)
                .Select(e => new { e.ConversationId, e.AgentId }).ToListAsync(cancellationToken)).Select(e => (e.ConversationId, e.AgentId)));
            foreach (var open in await context.Evaluations.Where(e => (e.State == EvaluationState.Assigned || e.State == EvaluationState.Draft) && e.EvaluatorId != null)
                .GroupBy(e => e.EvaluatorId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken))
                load[open.Key] = load.GetValueOrDefault(open.Key) + open.Count;
        }

        var candidates = facts.Where(f => !judged.Contains((f.ConversationId, f.AgentId))).Select(f => new Candidate(f.ConversationId, f.ThreadId, f.AgentId, f.GroupId, f.Words.Count(w => w.AgentId == f.AgentId), risky ? plan.Risks.Of(f) : Risks.None));
        var drawn = Sampler.Draw(risky ? plan with { PerStratum = 0 } : plan, week, candidates, taken);
        var able = await ScorersAsync(plan, cancellationToken);
        var now = time.GetUtcNow();
        var made = 0;
        foreach (var d in drawn)
        {
            var evaluation = new Evaluation
            {
                Id = Sampler.IdOf(plan.Id, d.ConversationId, d.AgentId),
                ConversationId = d.ConversationId,
                ThreadId = d.ThreadId,
                AgentId = d.AgentId,
                GroupId = d.GroupId,
                FormId = plan.FormId,
                FormVersion = version,
                Source = d.Risks == Risks.None ? EvaluationSource.Sampled : EvaluationSource.Risk,
                Risks = d.Risks,
                PlanId = plan.Id,
                ServedAt = endedAt[(d.ConversationId, d.AgentId)],
                EvaluatorId = Sampler.Assign(plan with { Inspectors = able(d.AgentId) }, d.AgentId, load),
                CreatedAt = now,
                History = [new(EvaluationDeed.Created, now, null)],
            };
            if (await stores.For(d.ThreadId).Writer.CommitAsync(new WriteUnit().InsertIfNew(EvaluationRow.From(evaluation))) == WriteOutcome.Committed)
                made++;
        }

        return made;
    }

    private static Dictionary<(Guid Conversation, Guid Agent), DateTimeOffset> LastOf(IEnumerable<(Candidate Candidate, DateTimeOffset At)> ended) =>
        ended.GroupBy(e => (e.Candidate.ConversationId, e.Candidate.AgentId)).ToDictionary(g => g.Key, g => g.Max(e => e.At));

    /// <summary>Those of the plan's people who judge work still, and this agent's: what is given to somebody who cannot open it would wait for ever.</summary>
    private async Task<Func<Guid, IReadOnlyList<Guid>>> ScorersAsync(SamplingPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Inspectors.Count == 0)
            return _ => [];
        await using var context = contexts.CreateDbContext();
        var scorers = (await QualityGate.ScorersAsync(context, cancellationToken)).Where(s => plan.Inspectors.Contains(s.Id)).ToList();
        var known = directory.Current;
        return agent => known.Agents.TryGetValue(agent, out var judged) ? [.. scorers.Where(s => s.MayJudge(judged, known)).Select(s => s.Id)] : [];
    }

    private async Task<Guid[]?> AgentsAsync(SamplingPlan plan, CancellationToken cancellationToken)
    {
        if (plan.OrgUnitId == OrgUnitRow.RootId)
            return null;
        await using var context = contexts.CreateDbContext();
        var units = await context.OrgUnits.AsNoTracking().Select(u => new OrgUnit(u.Id, u.ParentId, u.Name)).ToListAsync(cancellationToken);
        var under = new OrgTree(units).Under(plan.OrgUnitId).Select(u => u.Unit.Id).ToHashSet();
        return [.. directory.Current.Agents.Values.Where(a => under.Contains(a.OrgUnitId)).Select(a => a.Id)];
    }

    private async Task<int> VersionAsync(Guid formId, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await context.QualityForms.AsNoTracking().Where(f => f.Id == formId && f.Enabled).Select(f => f.Version).SingleOrDefaultAsync(cancellationToken);
    }
}
