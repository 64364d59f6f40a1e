using Imcc.Core.Reporting;

namespace Imcc.Bench.Reporting;

/// <summary>One row of the truth, figure by figure.</summary>
public sealed class TruthCell
{
    /// <summary>What the measured side has to be told: in time, and short.</summary>
    public const int Within = 20_000, TooSoon = 10_000;

    public List<MadeVisit> Visits { get; } = [];

    public List<MadeAttempt> Attempts { get; } = [];

    public List<MadeSegment> Segments { get; } = [];

    public List<(int Agent, long From, long To)> Work { get; } = [];

    public List<(MadeConversation Made, (bool IsFirst, bool IsRepeated) Contact)> Conversations { get; } = [];

    public static readonly IReadOnlyList<string> Keys =
    [
        "offered", "answered", "abandoned", "flowedOut", "messagesLeft", "serviceLevelA", "serviceLevelB", "serviceLevelBWithFlowOuts", "serviceLevelBWithoutShort", "serviceLevelC", "serviceLevelD", "serviceLevelE",
        "abandonRate", "asa", "asaMedian", "asaP90", "longestWait", "abandonTime", "asked", "missed", "handled", "aht", "ahtMedian", "ahtP90", "firstReply", "firstReplyP90", "firstReplyFromLineMedian", "reply", "replyMedian", "replyP90",
        "transferRate", "parked", "workTime", "busyTime", "concurrency", "concurrentAht", "conversations", "served", "automatedShare", "fcr", "inviteRate", "responseRate", "csat", "rating",
    ];

    /// <summary>Null: nothing to divide by.</summary>
    public double? Of(string key)
    {
        var answered = Visits.Where(v => v.Outcome == VisitOutcome.Answered).Select(v => (long)v.Wait).ToList();
        var abandoned = Visits.Where(v => v.Outcome == VisitOutcome.Abandoned).Select(v => (long)v.Wait).ToList();
        var inTime = answered.Count(w => w <= Within);
        var handle = Segments.Select(s => (long)s.Served + s.WrapUp).ToList();
        return key switch
        {
            "offered" => Visits.Count,
            "answered" => answered.Count,
            "abandoned" => abandoned.Count,
            "flowedOut" => Flowed(),
            "messagesLeft" => Visits.Count(v => v.Outcome == VisitOutcome.MessageLeft),
            "serviceLevelA" => Share(Visits.Count(v => v.Outcome != VisitOutcome.FlowedOut && v.Wait <= Within), Visits.Count),
            "serviceLevelB" => Share(inTime, answered.Count + abandoned.Count),
            "serviceLevelBWithFlowOuts" => Share(inTime, answered.Count + abandoned.Count + Flowed()),
            "serviceLevelBWithoutShort" => Share(inTime, answered.Count + abandoned.Count(w => w >= TooSoon)),
            "serviceLevelC" => Share(inTime, answered.Count),
            "serviceLevelD" => Share(inTime + abandoned.Count(w => w <= Within), answered.Count + abandoned.Count),
            "serviceLevelE" => Share(inTime, answered.Count + abandoned.Count(w => w >= Within)),
            "abandonRate" => Share(abandoned.Count(w => w >= TooSoon), Visits.Count - abandoned.Count(w => w < TooSoon)),
            "asa" => Mean(answered),
            "asaMedian" => Median(answered),
            "asaP90" => P90(answered),
            "longestWait" => answered.Count + abandoned.Count == 0 ? null : answered.Concat(abandoned).Max(),
            "abandonTime" => Mean(abandoned),
            "asked" => Attempts.Count,
            "missed" => Attempts.Count(a => a.Outcome == AttemptOutcome.Missed),
            "handled" => Segments.Count,
            "aht" => Mean(handle),
            "ahtMedian" => Median(handle),
            "ahtP90" => P90(handle),
            "firstReply" => Mean(First()),
            "firstReplyP90" => P90(First()),
            "firstReplyFromLineMedian" => Median([.. Segments.Where(s => s is { FirstReply: >= 0, FromLine: >= 0 }).Select(s => s.At + s.FirstReply - s.FromLine)]),
            "reply" => Mean(Replies()),
            "replyMedian" => Median(Replies()),
            "replyP90" => P90(Replies()),
            "transferRate" => Share(Segments.Count(s => s.Exit is SegmentExit.ToAgent or SegmentExit.ToGroup), Segments.Count),
            "parked" => Segments.Count(s => s.Exit == SegmentExit.Parked),
            "workTime" => Work.Sum(w => w.To - w.From),
            "busyTime" => Busy(),
            "concurrency" => Share(Work.Sum(w => w.To - w.From), Busy()),
            "concurrentAht" => handle.Count == 0 || Busy() == 0 ? null : Mean(handle) / Share(Work.Sum(w => w.To - w.From), Busy()),
            "conversations" => Conversations.Count,
            "served" => Served().Count,
            "automatedShare" => Share(Conversations.Count(c => c.Made is { Segments.Count: 0, Visits.Count: 0 }), Conversations.Count),
            "fcr" => Share(Served().Count(c => c.Contact is { IsFirst: true, IsRepeated: false }), Served().Count(c => c.Contact.IsFirst)),
            "inviteRate" => Share(Conversations.Count(c => c.Made.IsInvited), Served().Count),
            "responseRate" => Share(Rated().Count, Conversations.Count(c => c.Made.IsInvited)),
            "csat" => Share(Rated().Count(s => s >= 4), Rated().Count),
            "rating" => Rated().Count == 0 ? null : Rated().Average(),
            _ => throw new ArgumentOutOfRangeException(nameof(key), key, null),
        };
    }

    private int Flowed() => Visits.Count(v => v.Outcome == VisitOutcome.FlowedOut);

    private List<long> First() => [.. Segments.Where(s => s.FirstReply >= 0).Select(s => (long)s.FirstReply)];

    private List<long> Replies() => [.. Segments.SelectMany(s => s.Replies).Select(r => (long)r)];

    private List<(MadeConversation Made, (bool IsFirst, bool IsRepeated) Contact)> Served() => [.. Conversations.Where(c => c.Made.Segments.Count > 0)];

    private List<int> Rated() => [.. Conversations.Where(c => c.Made.Stars > 0).Select(c => c.Made.Stars)];

    private long Busy()
    {
        var sum = 0L;
        foreach (var agent in Work.GroupBy(w => w.Agent))
        {
            var until = long.MinValue;
            foreach (var (_, from, to) in agent.OrderBy(w => w.From))
            {
                sum += Math.Max(0, to - Math.Max(from, until));
                until = Math.Max(until, to);
            }
        }

        return sum;
    }

    private static double? Share(long part, long whole) => whole == 0 ? null : (double)part / whole;

    private static double? Mean(List<long> values) => values.Count == 0 ? null : values.Average();

    private static double? Median(List<long> values)
    {
        values.Sort();
        return values.Count == 0 ? null : (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2.0;
    }

    private static double? P90(List<long> values)
    {
        values.Sort();
        return values.Count == 0 ? null : values[((values.Count * 9) + 9) / 10 - 1];
    }
}
