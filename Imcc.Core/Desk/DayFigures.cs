using Imcc.Core.Conversations;
using Kind = Imcc.Core.Conversations.ConversationEventKind;

namespace Imcc.Core.Desk;

/// <summary>An agent's figures of a stretch of time. Null where there is nothing to divide by: neither 0 nor perfect.</summary>
[GenerateSerializer, Immutable]
public sealed record DayFigures
{
    /// <summary>Stretches of service that ended, were parked or were handed on.</summary>
    [Id(0)] public int Handled { get; init; }

    /// <summary>From accepting to the first word of the agent.</summary>
    [Id(1)] public TimeSpan? FirstReplyMedian { get; init; }

    [Id(2)] public TimeSpan? FirstReplyAverage { get; init; }

    /// <summary>From the first unanswered word of the customer to the agent's, without the first turn.</summary>
    [Id(3)] public TimeSpan? ReplyAverage { get; init; }

    /// <summary>Turns that <see cref="ReplyAverage"/> is made of.</summary>
    [Id(4)] public int Replies { get; init; }

    /// <summary>On the scale of 1 to 5.</summary>
    [Id(5)] public double? Satisfaction { get; init; }

    [Id(6)] public int Ratings { get; init; }

    private static readonly Kind[] Taking = [Kind.Accepted, Kind.TakenOver, Kind.Assigned, Kind.Picked];

    /// <param name="agentId">Whose.</param>
    /// <param name="events">What happened with this agent, or by them; further events of the same stretches may lie before <paramref name="from"/>.</param>
    /// <param name="messages">Of the threads concerned, in order of their places.</param>
    /// <param name="ratings">On the scale of 1 to 5.</param>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive.</param>
    public static DayFigures Of(
        Guid agentId, IReadOnlyCollection<ConversationEvent> events, IReadOnlyCollection<DayWord> messages, IReadOnlyCollection<double> ratings, DateTimeOffset from, DateTimeOffset to)
    {
        var within = events.Where(e => e.At >= from && e.At < to).ToList();
        var handled = within.Where(e => e.AgentId == agentId && e.Kind is Kind.Ended or Kind.Parked or Kind.TransferredToGroup).Select(e => e.SegmentId ?? e.ConversationId).Distinct().Count()
            // Who takes over is named by the event; who gave it away did it.
            + within.Where(e => e.Kind == Kind.TakenOver && e.By == agentId && e.AgentId != agentId).Select(e => (e.ConversationId, e.Revision)).Distinct().Count();
        var taken = events.Where(e => e.AgentId == agentId && e.SegmentId is not null && Taking.Contains(e.Kind)).GroupBy(e => e.SegmentId!.Value).ToDictionary(g => g.Key, g => g.Min(e => e.At));
        var firstReplies = within.Where(e => e.AgentId == agentId && e.Kind == Kind.FirstReply && e.SegmentId is { } s && taken.ContainsKey(s)).ToList();
        var first = firstReplies.Select(e => e.At - taken[e.SegmentId!.Value]).Order().ToList();
        var firstWords = events.Where(e => e.AgentId == agentId && e.Kind == Kind.FirstReply).Select(e => (e.ConversationId, e.At)).ToHashSet();
        var replies = Replied(agentId, messages, firstWords).Where(r => r.At >= from && r.At < to).Select(r => r.Took).ToList();
        return new()
        {
            Handled = handled,
            FirstReplyMedian = Median(first),
            FirstReplyAverage = Average(first),
            ReplyAverage = Average(replies),
            Replies = replies.Count,
            Satisfaction = ratings.Count == 0 ? null : ratings.Average(),
            Ratings = ratings.Count,
        };
    }

    private static IEnumerable<(DateTimeOffset At, TimeSpan Took)> Replied(Guid agentId, IEnumerable<DayWord> messages, HashSet<(Guid, DateTimeOffset)> firstWords)
    {
        foreach (var thread in messages.GroupBy(m => m.ThreadId))
        {
            DateTimeOffset? unanswered = null;
            foreach (var message in thread.OrderBy(m => m.Seq))
            {
                if (message.AgentId is null)
                {
                    unanswered ??= message.At;
                    continue;
                }

                if (unanswered is { } since && message.AgentId == agentId && !(message.ConversationId is { } c && firstWords.Contains((c, message.At))))
                    yield return (message.At, message.At - since);
                unanswered = null;
            }
        }
    }

    private static TimeSpan? Average(List<TimeSpan> spans) => spans.Count == 0 ? null : TimeSpan.FromTicks((long)spans.Average(s => s.Ticks));

    private static TimeSpan? Median(List<TimeSpan> sorted) => sorted.Count switch
    {
        0 => null,
        var n when n % 2 == 1 => sorted[n / 2],
        var n => (sorted[(n / 2) - 1] + sorted[n / 2]) / 2,
    };
}

/// <summary>That somebody said something to or as a person: a customer (no agent) or an agent; automatic texts and events are neither.</summary>
public readonly record struct DayWord(Guid ThreadId, long Seq, DateTimeOffset At, Guid? ConversationId, Guid? AgentId);
