using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Quality;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Kind = Imcc.Core.Conversations.ConversationEventKind;

namespace Imcc.Infrastructure.Quality;

/// <summary>Reads what was recorded of agents' service: by index, some hundred conversations of one store at a time.</summary>
internal sealed class ServiceReading(ConversationStores stores, DirectoryCache directory)
{
    private const int Batch = 200;

    private static readonly Kind[] Taking = [Kind.Accepted, Kind.TakenOver, Kind.Assigned, Kind.Picked];
    private static readonly Kind[] Moving = [Kind.TransferredToGroup, Kind.TakenOver, Kind.Assigned];

    /// <summary>An agent's part is over: with the conversation, or because it went into the line again; the row's agent is the one who had it.</summary>
    private static readonly Kind[] Leaving = [Kind.Ended, Kind.Closed, Kind.TransferredToGroup, Kind.TakenFromSilent];

    /// <summary>Whose part of a conversation ended in a stretch of time, without a look into it: also of those who gave it away, or from whom it was taken.</summary>
    /// <param name="agents">Null: everybody's.</param>
    /// <param name="most">Events of each store, the earliest first.</param>
    /// <param name="latest">The latest first instead; then nothing can be said of what is left.</param>
    public async Task<Ended> EndedAsync(DateTimeOffset from, DateTimeOffset to, Guid[]? agents, int most, bool latest, CancellationToken cancellationToken)
    {
        List<(Candidate, DateTimeOffset)> ended = [];
        var until = to;
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            // A colleague who takes over takes from whoever asked them.
            var events = context.Events.Where(e => e.At >= from && e.At < to && (Leaving.Contains(e.Kind) || e.Kind == Kind.TakenOver))
                .Select(e => new { e.ConversationId, e.ThreadId, AgentId = e.Kind == Kind.TakenOver ? e.ByAgentId : e.AgentId, e.GroupId, e.At, e.Kind }).Where(e => e.AgentId != null);
            if (agents is not null)
                events = events.Where(e => agents.Contains(e.AgentId!.Value));
            var rows = await (latest ? events.OrderByDescending(e => e.At) : events.OrderBy(e => e.At)).Take(most).ToListAsync(cancellationToken);
            ended.AddRange(rows.DistinctBy(r => (r.ConversationId, r.AgentId)).Select(r => (new Candidate(r.ConversationId, r.ThreadId, r.AgentId!.Value, r.Kind == Kind.TransferredToGroup ? null : r.GroupId, 0, Risks.None), r.At)));
            // A transfer's row names the group that it went to; what it came from is read with the rest.
            // What is left of the fullest store comes in the next look, and what came after it in the others comes again.
            if (!latest && rows.Count == most && rows[^1].At < until)
                until = rows[^1].At;
        }

        return new(ended, until);
    }

    /// <summary>What was recorded of these; what cannot be found any more is left out.</summary>
    public async Task<IReadOnlyList<ServiceFacts>> ReadAsync(IEnumerable<Candidate> wanted, CancellationToken cancellationToken)
    {
        List<ServiceFacts> facts = [];
        foreach (var part in wanted.GroupBy(w => stores.For(w.ThreadId)))
        {
            foreach (var chunk in part.Chunk(Batch))
            {
                await using var context = part.Key.Read();
                facts.AddRange(await ReadAsync(context, chunk, cancellationToken));
            }
        }

        return facts;
    }

    /// <returns>Null: this agent never served this conversation.</returns>
    public async Task<ServiceFacts?> OneAsync(Candidate wanted, CancellationToken cancellationToken) => await ReadAsync([wanted], cancellationToken) is [var only, ..] ? only : null;

    /// <summary>Whether somebody said something: speech of a customer or an agent, neither automatic nor internal, a supervisor's, or an answer to a survey.</summary>
    internal static bool IsSpoken(ThreadMessage m) =>
        m.Direction != MessageDirection.Internal && m.Sender is not (MessageSender.Automatic or MessageSender.Lead) && m.Content.IsSpeech && m.Content is not (SurveyContent or SurveyAnswerContent) && !m.IsAside;

    private async Task<IEnumerable<ServiceFacts>> ReadAsync(ConversationContext context, Candidate[] wanted, CancellationToken cancellationToken)
    {
        var ids = wanted.Select(w => w.ConversationId).Distinct().ToArray();
        var threads = wanted.Select(w => w.ThreadId).Distinct().ToArray();
        var events = (await context.Events.Where(e => ids.Contains(e.ConversationId)).ToListAsync(cancellationToken)).ToLookup(e => e.ConversationId);
        if (events.Count == 0)
            return [];
        var (from, to) = (events.SelectMany(e => e).Min(e => e.At), events.SelectMany(e => e).Max(e => e.At));
        // By thread and time: a message is found by its thread.
        var messages = (await context.Messages.Where(m => threads.Contains(m.ThreadId) && m.ConversationId != null && ids.Contains(m.ConversationId.Value)).ToListAsync(cancellationToken))
            .Select(m => m.ToMessage()).Where(m => m.At <= to.AddMinutes(1) && m.At >= from.AddDays(-1)).ToLookup(m => m.ConversationId!.Value);
        var low = (await context.Ratings.Where(r => ids.Contains(r.ConversationId) && r.Score != null && r.Score <= r.LowLimit).Select(r => new { r.ConversationId, r.AgentId }).ToListAsync(cancellationToken)).Select(r => (r.ConversationId, r.AgentId)).ToHashSet();
        var reasons = (await context.ConversationReasons.Where(r => ids.Contains(r.ConversationId)).Select(r => new { r.ConversationId, r.ReasonId }).ToListAsync(cancellationToken))
            .ToLookup(r => r.ConversationId, r => r.ReasonId);
        return wanted.Select(w => Of(w, [.. events[w.ConversationId].OrderBy(e => e.Revision).ThenBy(e => e.At)], messages[w.ConversationId], low.Contains((w.ConversationId, w.AgentId)), reasons[w.ConversationId]))
            .OfType<ServiceFacts>();
    }

    /// <returns>Null: this agent never took it.</returns>
    private ServiceFacts? Of(Candidate w, List<ConversationEventRow> events, IEnumerable<ThreadMessage> messages, bool isLow, IEnumerable<Guid> reasons)
    {
        if (events.Find(e => e.AgentId == w.AgentId && Taking.Contains(e.Kind)) is not { } taken)
            return null;
        var ended = events.FindLast(e => e.Kind is Kind.Ended) ?? events.FindLast(e => e.Kind is Kind.Closed or Kind.Parked) ?? events[^1];
        // Who gave it away and got it back later is judged by all of it; who was the last to have it, and gave it away, until then.
        var last = events.FindLast(e => Taking.Contains(e.Kind))!;
        var since = last.AgentId == w.AgentId ? last : taken;
        var left = events.Find(e => e.At > since.At && ((Taking.Contains(e.Kind) && e.AgentId != w.AgentId) || e.Kind is Kind.TransferredToGroup or Kind.TakenFromSilent));
        var tree = directory.Current.Reasons;
        return new()
        {
            ConversationId = w.ConversationId,
            ThreadId = w.ThreadId,
            AgentId = w.AgentId,
            GroupId = taken.GroupId ?? w.GroupId,
            TakenAt = taken.At,
            EndedAt = left?.At ?? ended.At,
            Words = [.. messages.Where(m => IsSpoken(m) && !(m.At > left?.At)).OrderBy(m => m.Seq).Select(m => new SpokenWord(m.Seq, m.At, m.Sender == MessageSender.Agent ? m.AgentId : null, TextOf(m.Content)))],
            Transfers = events.Count(e => Moving.Contains(e.Kind)),
            WasTakenFromSilent = events.Exists(e => e.Kind == Kind.TakenFromSilent && (e.AgentId == w.AgentId || e.ByAgentId == w.AgentId)),
            IsRatedLow = isLow,
            Reasons = reasons.SelectMany(r => tree.PathOf(r).Select(n => n.Id).Append(r)).ToHashSet(),
        };
    }

    private static string TextOf(MessageContent content) => content switch
    {
        TextContent text => text.Text,
        VoiceContent { Recognition: { } recognition } => recognition,
        _ => "",
    };
}

/// <param name="Until">Everything that ended before this is there.</param>
internal sealed record Ended(IReadOnlyList<(Candidate Candidate, DateTimeOffset At)> Services, DateTimeOffset Until);
