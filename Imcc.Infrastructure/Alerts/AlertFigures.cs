using Imcc.Core.Alerts;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Core.Reporting;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Reporting;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Alerts;

/// <summary>Reads what rules look at, and only what some rule asks for: conversations as they stand, events by their time, the service level from the reports' sheets.</summary>
internal sealed class AlertFigures(ConversationStores stores, Reports reports)
{
    // More than this is a flood that one alert says enough about.
    private const int Most = 20_000;

    // The sheets follow every half a minute; asking more often finds the same.
    private static readonly TimeSpan LevelsAreFresh = TimeSpan.FromSeconds(15);

    private static readonly ConversationEventKind[] Spoken = [ConversationEventKind.WordsConfirmed, ConversationEventKind.WordsBlocked, ConversationEventKind.WordsHeard];

    private static readonly string[] LevelFigures = ["offered", "serviceLevel"];

    private readonly Dictionary<Guid, (AlertRule Rule, DateTimeOffset At, IReadOnlyList<FloorLevel> Levels)> _levels = [];

    /// <param name="rules">Those that are in force.</param>
    public async Task<AlertFloor> ReadAsync(IReadOnlyList<AlertRule> rules, DateTimeOffset lookedAt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<FloorItem> waiting = [], unanswered = [], words = [], scores = [], failures = [];
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            if (Has(AlertKind.Wait) || Has(AlertKind.Waiting))
                waiting.AddRange(await WaitingAsync(context, cancellationToken));
            if (Has(AlertKind.Silence))
                unanswered.AddRange(await UnansweredAsync(context, cancellationToken));
            if (From(AlertKind.Words) is { } wordsFrom)
                words.AddRange(await WordsAsync(context, wordsFrom, cancellationToken));
            if (From(AlertKind.Survey) is { } scoresFrom)
                scores.AddRange(await ScoresAsync(context, scoresFrom, cancellationToken));
            if (From(AlertKind.Deliveries) is { } failuresFrom)
                failures.AddRange(await FailuresAsync(context, failuresFrom, cancellationToken));
        }

        return new()
        {
            LookedAt = lookedAt,
            Waiting = waiting,
            Unanswered = unanswered,
            Words = words,
            Scores = scores,
            Failures = failures,
            Stops = Has(AlertKind.Deliveries) ? await StopsAsync(now, cancellationToken) : [],
            Levels = await LevelsAsync([.. rules.Where(r => r.Kind == AlertKind.ServiceLevel)], now, cancellationToken),
        };

        bool Has(AlertKind kind) => rules.Any(r => r.Kind == kind);
        DateTimeOffset? From(AlertKind kind) => rules.Where(r => r.Kind == kind).Select(r => (DateTimeOffset?)r.EventsFrom(now, lookedAt)).Min();
    }

    // Whoever is being rung for waits as well.
    private static async Task<IEnumerable<FloorItem>> WaitingAsync(ConversationContext context, CancellationToken cancellationToken) =>
        (await context.Conversations.Where(c => (c.State == ConversationState.Queued || c.State == ConversationState.Offered) && c.EnqueuedAt != null).OrderBy(c => c.EnqueuedAt).Take(Most)
            .Select(c => new { c.Id, c.EnqueuedAt, c.GroupId, c.AccountId }).ToListAsync(cancellationToken))
        .Select(c => new FloorItem(c.Id, c.EnqueuedAt!.Value, c.GroupId, c.AccountId));

    private static async Task<IEnumerable<FloorItem>> UnansweredAsync(ConversationContext context, CancellationToken cancellationToken) =>
        (await context.Conversations.Where(c => c.State == ConversationState.Active && c.WaitingSince != null).OrderBy(c => c.WaitingSince).Take(Most)
            .Select(c => new { c.Id, c.WaitingSince, c.GroupId, c.AccountId, c.AgentId }).ToListAsync(cancellationToken))
        .Select(c => new FloorItem(c.Id, c.WaitingSince!.Value, c.GroupId, c.AccountId, c.AgentId));

    private static async Task<IEnumerable<FloorItem>> WordsAsync(ConversationContext context, DateTimeOffset from, CancellationToken cancellationToken) =>
        (await context.Events.Where(e => e.At >= from && Spoken.Contains(e.Kind)).OrderByDescending(e => e.At).Take(Most)
            .Join(context.Conversations, e => e.ConversationId, c => c.Id, (e, c) => new { e.ConversationId, e.At, c.GroupId, c.AccountId, e.AgentId, e.ByAgentId, e.Detail, e.Kind }).ToListAsync(cancellationToken))
        .Select(e => new FloorItem(e.ConversationId, e.At, e.GroupId, e.AccountId, e.ByAgentId ?? e.AgentId, Detail: e.Detail, Side: e.Kind switch { ConversationEventKind.WordsConfirmed => WordSides.Sent, ConversationEventKind.WordsBlocked => WordSides.Blocked, _ => WordSides.Heard }));

    private static async Task<IEnumerable<FloorItem>> ScoresAsync(ConversationContext context, DateTimeOffset from, CancellationToken cancellationToken) =>
        (await context.Ratings.Where(r => r.AnsweredAt >= from && r.Score != null).OrderByDescending(r => r.AnsweredAt).Take(Most)
            .Join(context.Conversations, r => r.ConversationId, c => c.Id, (r, c) => new { Rating = r, c.AccountId }).ToListAsync(cancellationToken))
        .Select(r => new FloorItem(r.Rating.ConversationId, r.Rating.AnsweredAt!.Value, r.Rating.GroupId, r.AccountId, r.Rating.AgentId, r.Rating.ToRating().OfFive ?? 5));

    private static async Task<IEnumerable<FloorItem>> FailuresAsync(ConversationContext context, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var messages = await context.Deliveries.Where(d => d.State == DeliveryState.Failed && d.FailedAt >= from).OrderByDescending(d => d.FailedAt).Take(Most).Select(d => new { d.MessageId, d.FailedAt, d.AccountId }).ToListAsync(cancellationToken);
        var notices = await context.NoticeQueue.Where(n => n.DeadAt >= from).OrderByDescending(n => n.DeadAt).Take(Most).Select(n => new { n.NoticeId, n.DeadAt, n.AccountId }).ToListAsync(cancellationToken);
        return messages.Select(m => new FloorItem(m.MessageId, m.FailedAt!.Value, null, m.AccountId)).Concat(notices.Select(n => new FloorItem(n.NoticeId, n.DeadAt!.Value, null, n.AccountId)));
    }

    private async Task<IReadOnlyList<(Guid AccountId, string Api)>> StopsAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = stores.Home.Read();
        return [.. (await context.ApiStops.Where(s => s.Until == null || s.Until > now).Select(s => new { s.AccountId, s.Api }).ToListAsync(cancellationToken)).Select(s => (s.AccountId, s.Api))];
    }

    private async Task<Dictionary<Guid, IReadOnlyList<FloorLevel>>> LevelsAsync(IReadOnlyList<AlertRule> rules, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var gone in _levels.Keys.Except(rules.Select(r => r.Id)).ToList())
            _levels.Remove(gone);
        foreach (var rule in rules)
        {
            if (_levels.TryGetValue(rule.Id, out var known) && known.Rule.Window == rule.Window && known.Rule.Accounts.SequenceEqual(rule.Accounts) && now >= known.At && now - known.At < LevelsAreFresh)
                continue;
            var query = new ReportQuery { From = QuarterHours.Of(now - rule.Window), To = QuarterHours.Of(now) + QuarterHours.Length, Rows = ReportDimension.Group, Kpis = [.. LevelFigures], Accounts = rule.Accounts };
            var table = await reports.ReadAsync(ReportScope.Everything, query, cancellationToken);
            _levels[rule.Id] = (rule, now, [.. table.Rows.Where(r => r.First.Id != Guid.Empty && r.Values[1] is not null).Select(r => new FloorLevel(r.First.Id, (int)(r.Values[0] ?? 0), r.Values[1]!.Value * 100))]);
        }

        return _levels.ToDictionary(l => l.Key, l => l.Value.Levels);
    }
}
