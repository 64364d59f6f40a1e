using Imcc.Core.Agents;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Desk;

/// <summary>What a day's figures are computed from, as the rows have it: by index, one agent and one day at a time.</summary>
internal sealed class DayRows(ConversationStores stores)
{
    /// <summary>Nobody is in one state for longer without a change.</summary>
    private static readonly TimeSpan LongestShift = TimeSpan.FromDays(30);

    private const int MostThreads = 2000;

    public async Task<DayFigures> FiguresAsync(Guid agentId, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        List<ConversationEvent> events = [];
        List<DayWord> words = [];
        List<double> ratings = [];
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            var mine = await context.Events.Where(e => e.AgentId == agentId && e.At >= from && e.At < to).ToListAsync(cancellationToken);
            // What an agent hands on stands under the name of who takes it, in a conversation that was theirs before.
            var conversations = mine.Select(e => e.ConversationId).Distinct().Take(MostThreads).ToArray();
            var handed = await context.Events.Where(e => conversations.Contains(e.ConversationId) && e.ByAgentId == agentId && e.Kind == ConversationEventKind.TakenOver && e.At >= from && e.At < to)
                .ToListAsync(cancellationToken);
            var begun = await BegunBeforeAsync(context, agentId, mine, from, cancellationToken);
            events.AddRange(mine.Concat(handed).Concat(begun).DistinctBy(e => e.Id).Select(e => e.ToEvent()));
            var threads = mine.Where(e => conversations.Contains(e.ConversationId)).Select(e => e.ThreadId).Distinct().ToArray();
            words.AddRange(await WordsAsync(context, threads, from, to, cancellationToken));
            ratings.AddRange((await context.Ratings.Where(r => r.AgentId == agentId && r.AnsweredAt >= from && r.AnsweredAt < to).ToListAsync(cancellationToken))
                .Select(r => r.ToRating().OfFive).OfType<double>());
        }

        return DayFigures.Of(agentId, events, words, ratings, from, to);
    }

    /// <summary>The agent's presence, stretch by stretch.</summary>
    public async Task<IReadOnlyList<PresenceSpan>> PresenceAsync(Guid agentId, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var context = stores.Home.Read();
        var since = from - LongestShift;
        var before = await context.AgentEvents.Where(e => e.AgentId == agentId && e.At >= since && e.At < from).OrderByDescending(e => e.Revision).Take(1).ToListAsync(cancellationToken);
        var changes = await context.AgentEvents.Where(e => e.AgentId == agentId && e.At >= from && e.At < to).OrderBy(e => e.Revision).ToListAsync(cancellationToken);
        return PresenceHistory.Spans(agentId, before.Concat(changes).Select(e => e.ToChange()), from, to);
    }

    /// <summary>Answered today, accepted yesterday: when that was.</summary>
    private static async Task<List<Conversations.ConversationEventRow>> BegunBeforeAsync(
        ConversationContext context, Guid agentId, List<Conversations.ConversationEventRow> mine, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var begun = mine.Where(e => e.Kind is ConversationEventKind.Accepted or ConversationEventKind.TakenOver or ConversationEventKind.Assigned).Select(e => e.SegmentId).ToHashSet();
        var open = mine.Where(e => e.Kind == ConversationEventKind.FirstReply && !begun.Contains(e.SegmentId)).Select(e => e.ConversationId).Distinct().ToArray();
        return open.Length == 0 ? [] : await context.Events.Where(e => open.Contains(e.ConversationId) && e.AgentId == agentId && e.At < from).ToListAsync(cancellationToken);
    }

    private static async Task<IEnumerable<DayWord>> WordsAsync(ConversationContext context, Guid[] threads, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        if (threads.Length == 0)
            return [];
        var rows = await context.Messages
            .Where(m => threads.Contains(m.ThreadId) && m.At >= from && m.At < to && m.Direction != MessageDirection.Internal && m.Sender != MessageSender.Automatic && m.Sender != MessageSender.Lead
                // Events and answers to a survey wait for nobody.
                && !m.Content.StartsWith("{\"kind\":\"event\"") && !m.Content.StartsWith("{\"kind\":\"surveyanswer\""))
            .Select(m => new { m.ThreadId, m.Seq, m.At, m.ConversationId, m.AgentId, m.Sender }).ToListAsync(cancellationToken);
        return rows.Where(r => r.Sender == MessageSender.Customer || r.AgentId is not null)
            .Select(r => new DayWord(r.ThreadId, r.Seq, r.At, r.ConversationId, r.Sender == MessageSender.Agent ? r.AgentId : null));
    }
}
