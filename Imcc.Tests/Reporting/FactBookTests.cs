using FsCheck;
using FsCheck.Fluent;
using Imcc.Bench.Reporting;
using Imcc.Core.Conversations;
using Imcc.Core.Organisation;
using Imcc.Core.Reporting;
using Kind = Imcc.Core.Conversations.ConversationEventKind;

namespace Imcc.Tests.Reporting;

/// <summary>What is read off a conversation's events.</summary>
public sealed class FactBookTests
{
    private static readonly Guid Id = Guid.Parse("01900000-0000-7000-8000-00000000aa01"), Ann = Guid.Parse("01900000-0000-7000-8000-00000000aa02"), Bob = Guid.Parse("01900000-0000-7000-8000-00000000aa03");
    private static readonly Guid Cards = Guid.Parse("01900000-0000-7000-8000-00000000aa04"), Loans = Guid.Parse("01900000-0000-7000-8000-00000000aa05");
    private static readonly DateTimeOffset Nine = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly ConversationTraits Over = new() { ConversationId = Id, AccountId = Cards, IsOver = true };

    private static readonly Config Quick = Config.QuickThrowOnFailure.WithMaxTest(300);

    private readonly List<ConversationEvent> _events = [];
    private long _revision;

    [Fact]
    public void A_plain_service_has_one_visit_one_attempt_one_stretch()
    {
        Note(0, Kind.Opened);
        Note(0, Kind.Enqueued, null, Cards, isSame: true);
        Note(7, Kind.Offered, Ann, Cards);
        Note(12, Kind.Accepted, Ann, Cards);
        Note(30, Kind.FirstReply, Ann, Cards);
        Note(95, Kind.Replied, Ann, Cards, "40000");
        Note(300, Kind.Ended, Ann, Cards);
        Note(345, Kind.WrapUpFinished, Ann, Cards);
        var facts = Read();
        Assert.Equal(new VisitFact(Cards, Ann, At(0), At(12), VisitEntry.Joined, VisitOutcome.Answered), Assert.Single(facts.Visits));
        Assert.Equal(new AttemptFact(Ann, Cards, At(7), At(12), AttemptOutcome.Accepted), Assert.Single(facts.Attempts));
        var segment = Assert.Single(facts.Segments);
        Assert.Equal((Ann, At(12), At(0), At(30), At(300), At(345), SegmentExit.Ended), (segment.AgentId, segment.TakenAt, segment.EnqueuedAt, segment.FirstReplyAt, segment.EndedAt, segment.ReleasedAt, segment.Exit));
        Assert.Equal([40_000L], segment.Replies);
        Assert.Equal(new ConversationFact(Cards, Ann, At(0), At(345), 1, true), facts.Whole);
    }

    [Fact]
    public void What_a_supervisor_takes_or_moves_is_no_transfer_of_the_agents()
    {
        Note(0, Kind.Enqueued, null, Cards);
        Note(5, Kind.Offered, Ann, Cards);
        Note(10, Kind.Accepted, Ann, Cards);
        Note(60, Kind.TransferredToGroup, Ann, Loans);
        Note(60, Kind.MovedByLead, Ann, Loans, isSame: true);
        Note(70, Kind.Offered, Ann, Loans);
        Note(71, Kind.Accepted, Ann, Loans);
        Note(90, Kind.Assigned, Bob, Loans);
        Note(90, Kind.TakenOverByLead, Bob, Loans, isSame: true);
        Note(100, Kind.TransferredToGroup, Bob, Cards);
        Assert.Equal(
            [(Ann, SegmentExit.TakenBySupervisor), (Ann, SegmentExit.TakenBySupervisor), (Bob, SegmentExit.ToGroup)],
            Read().Segments.Select(s => (s.AgentId, s.Exit)));
    }

    [Fact]
    public void Missed_given_on_taken_over_parked_and_reopened_each_leave_their_mark()
    {
        Note(0, Kind.Enqueued, null, Cards);
        Note(5, Kind.Offered, Ann, Cards);
        Note(35, Kind.Missed, Ann, Cards);
        Note(36, Kind.Offered, Bob, Cards);
        Note(40, Kind.Accepted, Bob, Cards);
        Note(100, Kind.TransferredToGroup, Bob, Loans);
        Note(130, Kind.Offered, Ann, Loans);
        Note(131, Kind.Accepted, Ann, Loans);
        Note(200, Kind.TakenOver, Bob, Loans);
        Note(210, Kind.FirstReply, Bob, Loans);
        Note(300, Kind.Parked, Bob, Loans);
        Note(4000, Kind.Woken, null, Loans);
        Note(4001, Kind.Offered, Bob, Loans);
        Note(4001, Kind.Accepted, Bob, Loans);
        Note(4100, Kind.Ended, Bob, Loans);
        Note(4110, Kind.Reopened, Bob, Loans);
        Note(4200, Kind.Ended, Bob, Loans);
        Note(4260, Kind.Closed, Bob, Loans);
        var facts = Read();
        Assert.Equal(
            [(Cards, 40, VisitEntry.Joined), (Loans, 31, VisitEntry.Transferred), (Loans, 1, VisitEntry.Woken)],
            facts.Visits.Select(v => (v.GroupId, (int)v.Wait!.Value.TotalSeconds, v.Entry)));
        Assert.Equal([AttemptOutcome.Missed, AttemptOutcome.Accepted, AttemptOutcome.Accepted, AttemptOutcome.Accepted], facts.Attempts.Select(a => a.Outcome));
        Assert.Equal(
            [(Bob, SegmentExit.ToGroup, 60, 0), (Ann, SegmentExit.ToAgent, 69, 0), (Bob, SegmentExit.Parked, 100, 0), (Bob, SegmentExit.Ended, 199, 60)],
            facts.Segments.Select(s => (s.AgentId, s.Exit, (int)(s.EndedAt - s.TakenAt).TotalSeconds, (int)(s.ReleasedAt - s.EndedAt).TotalSeconds)));
        Assert.Null(facts.Segments[2].EnqueuedAt);
    }

    [Fact]
    public void Who_leaves_while_an_agent_is_asked_is_abandoned_and_nobody_missed_it()
    {
        Note(0, Kind.Enqueued, null, Cards);
        Note(5, Kind.Offered, Ann, Cards);
        Note(9, Kind.Abandoned, Ann, Cards);
        var facts = Read();
        Assert.Equal((VisitOutcome.Abandoned, null), (facts.Visits[0].Outcome, facts.Visits[0].AgentId));
        Assert.Equal(AttemptOutcome.Cancelled, Assert.Single(facts.Attempts).Outcome);
    }

    [Fact]
    public void A_supervisors_hand_answers_the_line_and_takes_from_the_agent()
    {
        Note(0, Kind.Enqueued, null, Cards);
        Note(60, Kind.Assigned, Ann, Cards);
        Note(60, Kind.Accepted, Ann, Cards, isSame: true);
        Note(90, Kind.Assigned, Bob, Cards);
        var facts = Read(Over with { IsOver = false });
        Assert.Equal(VisitOutcome.Answered, Assert.Single(facts.Visits).Outcome);
        // Bob is still at it: that counts when it is over.
        Assert.Equal((Ann, SegmentExit.TakenBySupervisor), (Assert.Single(facts.Segments).AgentId, facts.Segments[0].Exit));
        Assert.Null(facts.Whole);
    }

    [Fact]
    public void A_message_left_instead_of_waiting_is_no_flow_out()
    {
        Note(0, Kind.Enqueued, null, Cards);
        Note(60, Kind.Overflowed, null, Cards, "WaitedTooLong");
        Note(80, Kind.MessageLeft, null, Cards);
        Note(4000, Kind.Enqueued, null, Cards, "message");
        var facts = Read(Over with { IsOver = false });
        Assert.Equal([(VisitOutcome.MessageLeft, VisitEntry.Joined), (VisitOutcome.Waiting, VisitEntry.LeftMessage)], facts.Visits.Select(v => (v.Outcome, v.Entry)));
    }

    [Fact]
    public void Whatever_order_events_come_in_the_facts_are_the_same()
    {
        Check.One(Quick, Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var events = new List<ConversationEvent>();
            var number = (seed * 7919) & 0xFFFFFF;
            new MadeMonth(0x1000000).Make(number, events);
            var shuffled = events.ToArray();
            new Random(seed).Shuffle(shuffled);
            var lines = FactLines.Of(FactBook.Of(events, Over)).ToList();
            return lines.Count > 0 && Same(lines, FactLines.Of(FactBook.Of(shuffled, Over)).ToList());
        }));

        static bool Same(List<FactLine> a, List<FactLine> b) =>
            a.Count == b.Count && a.Zip(b).All(p => (p.First with { Values = [], Further = [] }) == (p.Second with { Values = [], Further = [] }) && p.First.Values.SequenceEqual(p.Second.Values) && p.First.Further.SequenceEqual(p.Second.Further));
    }

    [Fact]
    public void Twenty_past_five_to_a_quarter_past_six_is_whole_at_six_and_seven_thirty_fifteen_by_the_clock()
    {
        // 05:23 to 06:15, without wrap-up.
        var (from, to) = (Nine.AddHours(-4).AddMinutes(23), Nine.AddHours(-3).AddMinutes(15));
        var facts = new ConversationFacts { Traits = Over, Segments = [new() { AgentId = Ann, TakenAt = from, EndedAt = to, ReleasedAt = to, Exit = SegmentExit.Ended }] };
        var half = new ReportCalendar("UTC", ReportInterval.Half);
        var lines = FactLines.Of(facts).ToList();
        var contact = Assert.Single(lines, l => l.Kind == FactKind.Segment);
        Assert.Equal((Nine.AddHours(-3), 52 * 60_000L), (half.RowOf(contact.At), contact.Values[(int)SegmentColumn.Served]));
        Assert.Equal(
            [(Nine.AddHours(-4), 7), (Nine.AddHours(-3.5), 30), (Nine.AddHours(-3), 15)],
            lines.Where(l => l.Kind == FactKind.Work).GroupBy(l => half.RowOf(l.At)).Select(g => (g.Key, (int)(g.Sum(l => l.Values[(int)WorkColumn.Length]) / 60_000))));
    }

    [Fact]
    public void The_parts_by_quarters_add_up_to_the_whole_without_gap_or_overlap()
    {
        Check.One(Quick, Prop.ForAll(ArbMap.Default.ArbFor<int>(), ArbMap.Default.ArbFor<uint>(), (start, length) =>
        {
            var from = Nine.AddMilliseconds(start % 100_000_000);
            var to = from.AddMilliseconds(length % 50_000_000);
            var parts = QuarterHours.Split(from, to).ToList();
            return parts.Sum(p => (p.To - p.From).Ticks) == (to - from).Ticks
                && parts.TrueForAll(p => QuarterHours.Of(p.From) == QuarterHours.Of(p.To.AddTicks(-1)))
                && parts.Zip(parts.Skip(1)).All(p => p.First.To == p.Second.From);
        }));
    }

    [Fact]
    public void The_clock_of_opening_hours_stands_still_at_night()
    {
        var calendar = new OpeningCalendar
        {
            Id = Id, Name = "nine to six", TimeZone = "Asia/Shanghai",
            Week = [.. Enumerable.Range(0, 7).Select(d => d is 0 or 6 ? Array.Empty<OpenHours>() : [new OpenHours(TimeSpan.FromHours(9), TimeSpan.FromHours(18))])],
        };
        var clock = new OpenHoursClock(calendar, Nine, Nine.AddDays(10));
        // Friday 17:50 to Monday 09:05 in Shanghai.
        var friday = new DateTimeOffset(2026, 3, 6, 9, 50, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var monday = new DateTimeOffset(2026, 3, 9, 1, 5, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        Assert.Equal(15 * 60_000, clock.Between(friday, monday));
        Assert.Equal(0, clock.Between(friday + (20 * 60_000), monday - (20 * 60_000)));
    }

    [Fact]
    public void Medians_are_exact_however_the_parts_are_put_together()
    {
        Check.One(Quick, Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), ArbMap.Default.ArbFor<int[]>(), (one, two) =>
        {
            var (a, b) = (new Spread(true), new Spread(true));
            foreach (var value in one)
                a.Add(value & 0xFFF);
            foreach (var value in two)
                b.Add(value & 0xFFF);
            a.Add(b);
            var sorted = one.Concat(two).Select(v => v & 0xFFF).Order().ToList();
            return sorted.Count == 0
                ? a.Median is null && a.P90 is null && a.Mean is null
                : a.Median == (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2.0 && a.P90 == sorted[(int)Math.Ceiling(sorted.Count * 0.9) - 1] && a.Sum == sorted.Sum();
        }));
    }

    private ConversationFacts Read(ConversationTraits? traits = null) => FactBook.Of(_events, traits ?? Over);

    private static DateTimeOffset At(int second) => Nine.AddSeconds(second);

    private void Note(int second, Kind kind, Guid? agent = null, Guid? group = null, string detail = "", bool isSame = false) =>
        _events.Add(new(Id, isSame ? _revision : ++_revision, kind, At(second), agent, group, null, null, detail));
}
