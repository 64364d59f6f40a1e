using System.Collections.Frozen;
using static Imcc.Core.Reporting.Count;

namespace Imcc.Core.Reporting;

/// <summary>Every figure that reports can show. Their formulas, and when their clocks start and stop, are said on screen by the same keys.</summary>
public static class KpiCatalogue
{
    public static readonly IReadOnlyList<Kpi> All =
    [
        // The line: by the quarter in which the visit began.
        Number("offered", FactKind.Visit, Offered),
        Number("waiting", FactKind.Visit, Waiting, Outcome(VisitOutcome.Waiting)),
        Number("answered", FactKind.Visit, Answered, Outcome(VisitOutcome.Answered)),
        Number("answeredInTime", FactKind.Visit, AnsweredInTime, Outcome(VisitOutcome.Answered)) with { BehindWait = (wait, limits) => wait <= limits.Within },
        Number("abandoned", FactKind.Visit, Abandoned, Outcome(VisitOutcome.Abandoned)),
        Number("shortAbandoned", FactKind.Visit, ShortAbandoned, Outcome(VisitOutcome.Abandoned)) with { BehindWait = (wait, limits) => wait < limits.Short },
        Number("flowedOut", FactKind.Visit, FlowedOut, Outcome(VisitOutcome.FlowedOut)),
        Number("messagesLeft", FactKind.Visit, MessagesLeft, Outcome(VisitOutcome.MessageLeft)),
        Number("transfersIn", FactKind.Visit, TransfersIn, v => v[(int)VisitColumn.Entry] == (long)VisitEntry.Transferred),
        new("serviceLevel", KpiUnit.Share, FactKind.Visit, (t, r) => ServiceLevel(t, r.ServiceLevel.Variant)),
        .. Enum.GetValues<ServiceLevelVariant>().Select(v => new Kpi("serviceLevel" + v, KpiUnit.Share, FactKind.Visit, (t, _) => ServiceLevel(t, v))),
        // Short abandons are taken out above and below the line.
        new("abandonRate", KpiUnit.Share, FactKind.Visit, (t, _) => Ratio(t[Abandoned] - t[ShortAbandoned], t[Offered] - t[ShortAbandoned])) { Behind = Outcome(VisitOutcome.Abandoned) },
        new("abandonRateAll", KpiUnit.Share, FactKind.Visit, (t, _) => Ratio(t[Abandoned], t[Offered])) { Behind = Outcome(VisitOutcome.Abandoned) },
        .. Spans("asa", FactKind.Visit, Measure.WaitAnswered, Outcome(VisitOutcome.Answered)),
        new("longestWait", KpiUnit.Span, FactKind.Visit, (t, _) => Longest(t[Measure.WaitAnswered], t[Measure.WaitAbandoned])),
        .. Spans("abandonTime", FactKind.Visit, Measure.WaitAbandoned, Outcome(VisitOutcome.Abandoned)),
        // Asking: by the quarter in which an agent was asked.
        Number("asked", FactKind.Attempt, Asked),
        Number("missed", FactKind.Attempt, Missed, v => v[(int)AttemptColumn.Outcome] == (long)AttemptOutcome.Missed),
        Number("declined", FactKind.Attempt, Declined, v => v[(int)AttemptColumn.Outcome] == (long)AttemptOutcome.Declined),
        new("missRate", KpiUnit.Share, FactKind.Attempt, (t, _) => Ratio(t[Missed], t[Asked])) { Behind = v => v[(int)AttemptColumn.Outcome] == (long)AttemptOutcome.Missed },
        .. Spans("ring", FactKind.Attempt, Measure.Ring, v => v[(int)AttemptColumn.Outcome] == (long)AttemptOutcome.Accepted),
        // Stretches of service, contact-driven: whole in the quarter in which they ended.
        Number("handled", FactKind.Segment, Handled),
        .. Spans("aht", FactKind.Segment, Measure.Handle),
        new("handleTime", KpiUnit.Span, FactKind.Segment, (t, _) => t[Measure.Handle]?.Sum),
        .. Spans("serve", FactKind.Segment, Measure.Serve),
        .. Spans("wrapUp", FactKind.Segment, Measure.WrapUp, v => v[(int)SegmentColumn.Exit] == (long)SegmentExit.Ended),
        .. Spans("firstReply", FactKind.Segment, Measure.FirstReply, v => v[(int)SegmentColumn.FirstReply] >= 0),
        .. Spans("firstReplyFromLine", FactKind.Segment, Measure.FirstReplyFromLine, v => v[(int)SegmentColumn.FirstReplyFromLine] >= 0),
        .. Spans("reply", FactKind.Segment, Measure.Reply),
        Number("replies", FactKind.Segment, Count.Replies) with { Measured = Measure.Reply },
        new("transferredOut", KpiUnit.Count, FactKind.Segment, (t, _) => t[ToAgent] + t[ToGroup]) { Behind = Exit(SegmentExit.ToAgent, SegmentExit.ToGroup) },
        new("transferRate", KpiUnit.Share, FactKind.Segment, (t, _) => Ratio(t[ToAgent] + t[ToGroup], t[Handled])) { Behind = Exit(SegmentExit.ToAgent, SegmentExit.ToGroup) },
        Number("toAgent", FactKind.Segment, ToAgent, Exit(SegmentExit.ToAgent)),
        Number("toGroup", FactKind.Segment, ToGroup, Exit(SegmentExit.ToGroup)),
        Number("parked", FactKind.Segment, Parked, Exit(SegmentExit.Parked)),
        Number("takenAway", FactKind.Segment, TakenAway, Exit(SegmentExit.TakenBySupervisor, SegmentExit.AgentLost, SegmentExit.Silent)),
        // Work, activity-driven: divided by the wall clock.
        new("workTime", KpiUnit.Span, FactKind.Work, (t, _) => t[WorkMs]),
        new("busyTime", KpiUnit.Span, FactKind.Work, (t, _) => t[BusyMs]),
        new("concurrency", KpiUnit.Number, FactKind.Work, (t, _) => Ratio(t[WorkMs], t[BusyMs])),
        new("concurrentAht", KpiUnit.Span, FactKind.Work, (t, _) => Ratio(t[WorkMs], t[BusyMs]) is { } c && t[Measure.Handle]?.Mean is { } aht ? aht / c : null) { Also = FactKind.Segment },
        Presence("occupancy", KpiUnit.Share, t => Ratio(t[BusyUnderPresenceMs], t[BusyUnderPresenceMs] + t[IdleMs])),
        Presence("slotUtilisation", KpiUnit.Share, t => Ratio(t[SlotUsedMs], t[SlotMs])),
        Presence("staffedTime", KpiUnit.Span, t => t[StaffedMs]),
        Presence("availableTime", KpiUnit.Span, t => t[AvailableMs]),
        Presence("idleTime", KpiUnit.Span, t => t[IdleMs]),
        Presence("breakTime", KpiUnit.Span, t => t[BreakMs]),
        Presence("busyPresenceTime", KpiUnit.Span, t => t[BusyPresenceMs]),
        Presence("autoBreakTime", KpiUnit.Span, t => t[AutoBreakMs]),
        // Whole conversations: by the quarter in which they closed.
        Number("conversations", FactKind.Conversation, Count.Conversations),
        Number("served", FactKind.Conversation, Served, v => v[(int)ConversationColumn.Segments] > 0),
        new("automatedShare", KpiUnit.Share, FactKind.Conversation, (t, _) => Ratio(t[Automated], t[Count.Conversations])) { Behind = v => v[(int)ConversationColumn.Segments] == 0 && v[(int)ConversationColumn.IsForAPerson] == 0 },
        Number("firstContacts", FactKind.Conversation, FirstContacts, IsFirst),
        new("fcr", KpiUnit.Share, FactKind.Conversation, (t, _) => Ratio(t[Resolved], t[FirstContacts])) { Behind = IsFirst },
        Number("invited", FactKind.Conversation, Invited, v => v[(int)ConversationColumn.IsInvited] > 0),
        Number("rated", FactKind.Conversation, Rated, v => v[(int)ConversationColumn.Rating] > 0),
        new("inviteRate", KpiUnit.Share, FactKind.Conversation, (t, _) => Ratio(t[Invited], t[Served])) { Behind = v => v[(int)ConversationColumn.IsInvited] > 0 },
        new("responseRate", KpiUnit.Share, FactKind.Conversation, (t, _) => Ratio(t[Rated], t[Invited])) { Behind = v => v[(int)ConversationColumn.Rating] > 0 },
        new("csat", KpiUnit.Share, FactKind.Conversation, (t, _) => Ratio(t[Satisfied], t[Rated])) { Behind = v => v[(int)ConversationColumn.Rating] >= 400 },
        new("neutralShare", KpiUnit.Share, FactKind.Conversation, (t, _) => Ratio(t[Neutral], t[Rated])) { Behind = v => v[(int)ConversationColumn.Rating] is >= 300 and < 400 },
        new("dissatisfiedShare", KpiUnit.Share, FactKind.Conversation, (t, _) => Ratio(t[Dissatisfied], t[Rated])) { Behind = v => v[(int)ConversationColumn.Rating] is > 0 and < 300 },
        new("rating", KpiUnit.Number, FactKind.Conversation, (t, _) => Ratio(t[RatingHundredths], 100 * t[Rated])) { Behind = v => v[(int)ConversationColumn.Rating] > 0 },
    ];

    private static readonly FrozenDictionary<string, Kpi> Known = All.ToFrozenDictionary(k => k.Key, StringComparer.Ordinal);

    public static Kpi? Find(string key) => Known.GetValueOrDefault(key);

    public static double? ServiceLevel(Tally t, ServiceLevelVariant variant) => variant switch
    {
        ServiceLevelVariant.A => Ratio(t[AnsweredInTime] + t[AbandonedInTime] + t[MessagesInTime], t[Offered]),
        ServiceLevelVariant.B => Ratio(t[AnsweredInTime], t[Answered] + t[Abandoned]),
        ServiceLevelVariant.BWithFlowOuts => Ratio(t[AnsweredInTime], t[Answered] + t[Abandoned] + t[FlowedOut]),
        ServiceLevelVariant.BWithoutShort => Ratio(t[AnsweredInTime], t[Answered] + t[Abandoned] - t[ShortAbandoned]),
        ServiceLevelVariant.BWithoutAbandons or ServiceLevelVariant.C => Ratio(t[AnsweredInTime], t[Answered]),
        ServiceLevelVariant.D => Ratio(t[AnsweredInTime] + t[AbandonedInTime], t[Answered] + t[Abandoned]),
        ServiceLevelVariant.E => Ratio(t[AnsweredInTime], t[Answered] + t[Abandoned] - t[AbandonedBeforeThreshold]),
        _ => throw new ArgumentOutOfRangeException(nameof(variant), variant, null),
    };

    private static double? Ratio(long part, long whole) => whole == 0 ? null : (double)part / whole;

    private static double? Longest(params ReadOnlySpan<Spread?> spreads)
    {
        double? longest = null;
        foreach (var spread in spreads)
        {
            if (spread is not null && (longest is null || spread.Longest > longest))
                longest = spread.Longest;
        }

        return longest;
    }

    private static bool IsFirst(IReadOnlyList<long> v) => v[(int)ConversationColumn.Segments] > 0 && v[(int)ConversationColumn.IsFirstContact] > 0;

    private static Func<IReadOnlyList<long>, bool> Outcome(VisitOutcome outcome) => v => v[(int)VisitColumn.Outcome] == (long)outcome;

    private static Func<IReadOnlyList<long>, bool> Exit(params SegmentExit[] exits) => v => exits.Contains((SegmentExit)v[(int)SegmentColumn.Exit]);

    private static Kpi Number(string key, FactKind kind, Count count, Func<IReadOnlyList<long>, bool>? behind = null) => new(key, KpiUnit.Count, kind, (t, _) => t[count]) { Behind = behind };

    private static Kpi Presence(string key, KpiUnit unit, Func<Tally, double?> of) => new(key, unit, FactKind.Presence, (t, _) => of(t)) { IsOfPresence = true, Also = FactKind.Work };

    /// <summary>The average, the median and what nine of ten do not exceed.</summary>
    private static IEnumerable<Kpi> Spans(string key, FactKind kind, Measure measure, Func<IReadOnlyList<long>, bool>? behind = null) =>
    [
        new(key, KpiUnit.Span, kind, (t, _) => t[measure]?.Mean) { Measured = measure, Behind = behind },
        new(key + "Median", KpiUnit.Span, kind, (t, _) => t[measure]?.Median) { Measured = measure, NeedsValues = true, Behind = behind },
        new(key + "P90", KpiUnit.Span, kind, (t, _) => t[measure]?.P90) { Measured = measure, NeedsValues = true, Behind = behind },
    ];
}
