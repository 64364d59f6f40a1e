using FsCheck;
using FsCheck.Fluent;
using Imcc.Bench.Reporting;
using Imcc.Core.Board;
using Imcc.Core.Conversations;
using Imcc.Core.Reporting;
using Kind = Imcc.Core.Conversations.ConversationEventKind;

namespace Imcc.Tests.Board;

/// <summary>The day as it is counted while it happens.</summary>
public sealed class DayLedgerTests
{
    private static readonly DateTimeOffset Day = MadeMonth.From.AddDays(3);
    private static readonly ReportRules Rules = new() { ServiceLevel = new() { Within = TimeSpan.FromSeconds(20), ShortAbandon = TimeSpan.FromSeconds(5) } };
    private static readonly Guid Group = MadeMonth.GroupId(1);

    [Fact]
    public void What_is_told_step_by_step_late_twice_or_not_at_all_comes_to_what_the_rows_say() => FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var month = new MadeMonth(31 * 12, groups: 3, agents: 5, seed: seed);
        var (told, read) = (new BoardBook(Day, Rules), new BoardBook(Day, Rules));
        var until = Day.AddHours(random.Next(1, 30));
        foreach (var number in Enumerable.Range(0, month.Conversations).Where(n => month.DayOf(n) is 2 or 3))
        {
            var events = new List<ConversationEvent>();
            month.Make(number, events);
            events.RemoveAll(e => e.At > until);
            if (events.Count == 0)
                continue;
            var steps = events.GroupBy(e => e.Revision).OrderBy(g => g.Key).Select(g => g.ToList()).ToList();
            read.Read(StateAfter(steps[^1][^1]), events);
            long? from = null;
            foreach (var step in steps)
            {
                var news = new BoardNews(StateAfter(step[^1]), from, step);
                from = step[0].Revision;
                // One in forty is lost; whoever hears the next says so and is given the rows.
                if (random.Next(40) == 0)
                    continue;
                if (!told.Hear(news))
                    told.Read(news.After, events);

                if (random.Next(4) == 0)
                    Assert.True(told.Hear(news));
            }

            // The last one may have been lost: the rows are looked at every little while.
            told.Read(StateAfter(steps[^1][^1]), events);
        }

        Assert.Equal(read.Open.Select(c => c.Id).Order(), told.Open.Select(c => c.Id).Order());
        foreach (var id in Enumerable.Range(0, 3).Select(MadeMonth.GroupId).Concat(Enumerable.Range(0, 5).Select(MadeMonth.AgentId)))
            Same(read.Day.Of(id), told.Day.Of(id));
        Assert.Equal(read.Day.Spans().Concurrency(_ => true).OrderBy(c => c.Key), told.Day.Spans().Concurrency(_ => true).OrderBy(c => c.Key));
    }));

    [Fact]
    public void Other_thresholds_hold_for_what_was_before()
    {
        var book = new BoardBook(Day, Rules);
        Answered(book, 1, Day.AddHours(1), 15);
        Answered(book, 2, Day.AddHours(1), 40);
        Assert.Equal(.5, KpiCatalogue.ServiceLevel(book.Day.Of(Group), ServiceLevelVariant.B));
        book.Change(Rules with { Groups = Rules.Groups.Add(Group, new(TimeSpan.FromSeconds(60), null)) });
        Assert.Equal(1, KpiCatalogue.ServiceLevel(book.Day.Of(Group), ServiceLevelVariant.B));
    }

    [Fact]
    public void Now_is_the_last_half_hour_and_who_has_waited_too_long_already_is_late()
    {
        var now = Day.AddHours(5);
        var book = new BoardBook(Day, Rules);
        Answered(book, 1, now.AddMinutes(-31), 90);
        Answered(book, 2, now.AddMinutes(-29), 10);
        Joined(book, 3, now.AddSeconds(-25));
        Joined(book, 4, now.AddSeconds(-15));
        var (sums, came) = book.Day.Now(now)[Group];
        Assert.Equal((3, .5), (came, KpiCatalogue.ServiceLevel(sums, ServiceLevelVariant.B)));
        // The day's own figure does not know yet what becomes of them.
        Assert.Equal((4, 2, .5), (book.Day.Of(Group)[Count.Offered], book.Day.Of(Group)[Count.Waiting], KpiCatalogue.ServiceLevel(book.Day.Of(Group), ServiceLevelVariant.B)));
    }

    [Fact]
    public void What_was_yesterday_counts_no_more_but_what_of_it_lies_in_the_day_took_time()
    {
        var book = new BoardBook(Day, Rules);
        var events = new[]
        {
            Event(1, 1, Kind.Opened, Day.AddHours(-2)), Event(1, 2, Kind.Enqueued, Day.AddHours(-2)), Event(1, 3, Kind.Accepted, Day.AddHours(-1)), Event(1, 4, Kind.Ended, Day.AddHours(1)), Event(1, 5, Kind.Closed, Day.AddHours(2)),
        };
        book.Read(StateAfter(events[^1]), events);
        var sums = book.Day.Of(Group);
        Assert.Equal((0, 1), (sums[Count.Offered], sums[Count.Handled]));
        Assert.Equal(3 * 3_600_000, sums[Measure.Handle]!.Sum);
        Assert.Equal(1, book.Day.Spans().Concurrency(_ => true)[Group]);
    }

    [Fact]
    public void What_happens_after_the_end_is_not_counted_again_and_nothing_is_counted_anew_for_it()
    {
        var ledger = new DayLedger(Day, Rules);
        var facts = new ConversationFacts { Traits = new() { ConversationId = MadeMonth.ConversationId(1), AccountId = Guid.Empty }, Visits = [new(Group, null, Day.AddHours(1), Day.AddHours(1).AddSeconds(9), VisitEntry.Joined, VisitOutcome.Abandoned)] };
        ledger.Put(MadeMonth.ConversationId(1), facts, isOver: true);
        Assert.Equal(1, ledger.Of(Group)[Count.Abandoned]);
        var made = ledger.TimesMade;
        // A rating, a reason, a note: the same facts.
        ledger.Put(MadeMonth.ConversationId(1), facts with { Visits = [.. facts.Visits] }, isOver: true);
        Assert.Equal((1, made), (ledger.Of(Group)[Count.Abandoned], ledger.TimesMade));
        // It was answered after all.
        ledger.Put(MadeMonth.ConversationId(1), facts with { Visits = [facts.Visits[0] with { Outcome = VisitOutcome.Answered, AgentId = MadeMonth.AgentId(1) }] }, isOver: true);
        Assert.Equal((0, 1, made + 1), (ledger.Of(Group)[Count.Abandoned], ledger.Of(Group)[Count.Answered], ledger.TimesMade));
    }

    [Fact]
    public void Who_is_no_agent_of_the_floor_any_more_is_gone_from_it()
    {
        var (book, id) = (new BoardBook(Day, Rules), MadeMonth.AgentId(1));
        var reader = new BoardReader(book);
        reader.Read(Day.AddHours(9), Known(capacity: 5), new());
        Assert.Equal(id, Assert.Single(reader.View(BoardScope.Everything).Agents).Id);
        reader.Read(Day.AddHours(9), Known(capacity: 0), new());
        Assert.Empty(reader.View(BoardScope.Everything).Agents);

        Imcc.Core.Organisation.Directory Known(int capacity) => new(1, [], [], [new() { Id = id, UserName = "a", DisplayName = "甲", OrgUnitId = Group, Capacity = capacity }]);
    }

    private static void Answered(BoardBook book, int number, DateTimeOffset at, int wait)
    {
        var events = new[] { Event(number, 1, Kind.Opened, at), Event(number, 2, Kind.Enqueued, at), Event(number, 3, Kind.Accepted, at.AddSeconds(wait)) };
        book.Read(StateAfter(events[^1]), events);
    }

    private static void Joined(BoardBook book, int number, DateTimeOffset at)
    {
        var events = new[] { Event(number, 1, Kind.Opened, at), Event(number, 2, Kind.Enqueued, at) };
        book.Read(StateAfter(events[^1]), events);
    }

    private static ConversationEvent Event(int number, long revision, Kind kind, DateTimeOffset at) =>
        new(MadeMonth.ConversationId(number), revision, kind, at, kind is Kind.Opened or Kind.Enqueued ? null : MadeMonth.AgentId(1), Group);

    private static OpenConversation StateAfter(ConversationEvent last) => new(
        last.ConversationId, last.ConversationId, last.Revision,
        last.Kind switch
        {
            Kind.Opened => ConversationState.Automated,
            Kind.Enqueued or Kind.Woken or Kind.TransferredToGroup or Kind.Missed => ConversationState.Queued,
            Kind.Offered => ConversationState.Offered,
            Kind.Ended => ConversationState.WrapUp,
            Kind.Parked => ConversationState.Parked,
            Kind.Closed or Kind.WrapUpFinished => ConversationState.Closed,
            Kind.Abandoned => ConversationState.Abandoned,
            Kind.Overflowed or Kind.MessageLeft => ConversationState.Parked,
            _ => ConversationState.Active,
        },
        last.GroupId, last.AgentId, last.At, 1);

    private static void Same(Tally expected, Tally actual)
    {
        Assert.All(Enum.GetValues<Count>(), c => Assert.Equal(expected[c], actual[c]));
        Assert.All(Enum.GetValues<Measure>(), m => Assert.Equal((expected[m]?.Sum ?? 0, expected[m]?.Number ?? 0), (actual[m]?.Sum ?? 0, actual[m]?.Number ?? 0)));
    }
}
