using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Organisation;
using static Imcc.Tests.Conversations.TableScene;

namespace Imcc.Tests.Conversations;

/// <summary>When each clock starts, whom it blames, and when it stands still.</summary>
public sealed class DeadlinesTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly ServiceTimes Times = new()
    {
        FirstReplyWarning = 30 * Second,
        FirstReplyLimit = 60 * Second,
        ReplyWarning = 90 * Second,
        ReplyLimit = 180 * Second,
        ReplyTransfer = 300 * Second,
        MostReplyTransfers = 1,
        CustomerIdleWarning = 600 * Second,
        CustomerIdleLimit = 720 * Second,
        TotalLimit = TimeSpan.FromHours(8),
    };

    [Fact]
    public void The_first_reply_is_watched_from_accepting_and_each_later_one_from_the_first_unanswered_word()
    {
        var taken = At("Active")!;
        Assert.Equal([("FirstReplyWarning", 25), ("FirstReplyLimit", 55), ("ReplyTransfer", 295)], Due(taken));
        var asked = taken.HearAgent("您好", Now).HearCustomer("在吗", Now.AddSeconds(10)).HearCustomer("？？", Now.AddSeconds(50));
        Assert.Equal([("ReplyWarning", 100), ("ReplyLimit", 190), ("ReplyTransfer", 310)], Due(asked));
    }

    [Fact]
    public void While_the_agent_owes_the_answer_the_customer_is_not_idle_and_the_other_way_round()
    {
        var asked = At("Active")!.HearAgent("您好", Now).HearCustomer("在吗", Now.AddSeconds(10));
        Assert.DoesNotContain(Due(asked), d => d.What.StartsWith("Customer", StringComparison.Ordinal));
        var answered = asked.HearAgent("在的", Now.AddSeconds(20));
        Assert.Equal([("CustomerIdleWarning", 620), ("CustomerIdle", 740)], Due(answered));
    }

    [Fact]
    public void A_warning_is_given_once_and_again_only_after_the_other_side_has_spoken()
    {
        var answered = At("Active")!.HearAgent("您好", Now);
        var warned = Decide(answered, 600)!;
        Assert.Equal(Plain.IdleWarning, warned.Words);
        Assert.Equal([("CustomerIdle", 720)], Due(warned.Next!));
        var again = warned.Next!.HearCustomer("在", Now.AddSeconds(650)).HearAgent("好的", Now.AddSeconds(660));
        Assert.Equal([("CustomerIdleWarning", 1260), ("CustomerIdle", 1380)], Due(again));
    }

    [Fact]
    public void An_agent_who_keeps_silent_is_warned_then_reported_then_relieved_and_not_asked_again()
    {
        var c = At("Active")!.HearAgent("您好", Now).HearCustomer("在吗", Now);
        foreach (var (at, alert) in new[] { (90, ConversationAlerts.ReplyWarned), (180, ConversationAlerts.ReplyBroken) })
        {
            c = Decide(c, at)!.Next!;
            Assert.True(c.Alerts.HasFlag(alert));
            Assert.Equal("Active", StateTable.PlaceOf(c));
        }

        var taken = Decide(c, 300)!;
        Assert.Equal(ConversationState.Queued, taken.Next!.State);
        Assert.Equal(ConversationEventKind.TakenFromSilent, Assert.Single(taken.Happened).Kind);
        Assert.Contains(Server, taken.Next.DeclinedBy);
        Assert.Equal(c.EnqueuedAt, taken.Next.EnqueuedAt);
        // The second agent is warned and reported, but not relieved: once is the most.
        var second = taken.Next.Offer(Other, OfferId, Now.AddSeconds(301)).Accept(Id(31), Now.AddSeconds(302));
        Assert.DoesNotContain(Due(second), d => d.What == "ReplyTransfer");
    }

    [Fact]
    public void A_customer_gone_quiet_is_parked_or_closed_as_the_group_wants()
    {
        var warned = Decide(At("Active")!.HearAgent("您好", Now), 600)!.Next!;
        var parked = Decide(warned, 720)!;
        Assert.Equal(("Parked", null), (StateTable.PlaceOf(parked.Next), parked.Words));
        Assert.Equal(Server, parked.Next!.AgentId);
        var closed = DeadlineConduct.Decide(warned, Around(times: Times with { WhenIdle = IdleAction.Close }) with { Now = Now.AddSeconds(720) })!;
        Assert.Equal(("WrapUp", Plain.IdleFarewell, EndReason.CustomerIdle), (StateTable.PlaceOf(closed.Next), closed.Words, closed.Next!.EndReason));
    }

    [Fact]
    public void A_timer_that_fires_early_does_nothing()
    {
        foreach (var place in StateTable.Places.Skip(1))
        {
            var c = At(place)!;
            var next = Deadlines.Next(c, Around(times: Times).GroupOf(c), Around().Limits);
            Assert.NotNull(next);
            Assert.Null(DeadlineConduct.Decide(c, Around(times: Times) with { Now = next.Value.At - TimeSpan.FromTicks(1) }));
            Assert.NotNull(DeadlineConduct.Decide(c, Around(times: Times) with { Now = next.Value.At }));
        }
    }

    [Fact]
    public void Nobody_is_thrown_out_of_the_line_while_an_agent_is_being_asked_nor_right_after()
    {
        var offered = At("Offered")!;
        var late = offered.JoinedLineAt!.Value + Group.MaxWait + 5 * Second;
        Assert.Equal(["OfferMissed"], Deadlines.Of(offered, Group, Around().Limits).Select(d => d.What.ToString()));
        var back = offered.Refuse(late);
        Assert.Equal(late + TimeSpan.FromMinutes(1), Deadlines.Next(back, Group, Around().Limits)!.Value.At);
    }

    [Fact]
    public void One_whose_screen_is_gone_is_waited_for_in_the_line_and_during_an_offer()
    {
        foreach (var place in new[] { "Queued", "Offered" })
        {
            var away = At(place)!.CustomerAway(Now);
            Assert.Contains((Deadline.CustomerGone, Now.AddMinutes(3)), Deadlines.Of(away, Group, Around().Limits));
            Assert.Same(away, away.CustomerAway(Now.AddMinutes(1)));
            Assert.Null(away.CustomerBack().AwaySince);
        }
    }

    [Fact]
    public void A_message_left_after_hours_waits_for_the_opening_and_then_joins_the_line()
    {
        var closed = Around(isOpen: false);
        var left = At("Message")! with { RemindAt = Now.AddMinutes(1) };
        var still = DeadlineConduct.Decide(left, closed with { Now = Now.AddMinutes(2) })!;
        Assert.Equal("Message", StateTable.PlaceOf(still.Next));
        // The group opens at 18:00.
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 18, 0, 0, TimeSpan.Zero), still.Next!.RemindAt);
        var served = DeadlineConduct.Decide(still.Next, closed with { Now = still.Next.RemindAt!.Value })!;
        Assert.Equal(("Queued", still.Next.RemindAt), (StateTable.PlaceOf(served.Next), served.Next!.EnqueuedAt));
        Assert.Empty(Deadlines.Of(served.Next, Group, closed.Limits));
    }

    [Fact]
    public void A_parked_conversation_reminds_its_agent_once_and_is_closed_one_day()
    {
        var parked = At("Active")!.Park(Now, Now.AddHours(2));
        var reminded = DeadlineConduct.Decide(parked, Around() with { Now = Now.AddHours(2) })!.Next!;
        Assert.True(reminded.Alerts.HasFlag(ConversationAlerts.ReminderDue));
        Assert.Equal([("ParkedTooLong", 50 * 3600)], Due(reminded));
        Assert.Equal(EndReason.ParkedTooLong, DeadlineConduct.Decide(reminded, Around() with { Now = Now.AddHours(50) })!.Next!.EndReason);
    }

    [Fact]
    public void One_who_waits_long_is_asked_again_and_again_whether_to_go_on()
    {
        var around = Around(choice: TimeSpan.FromMinutes(3), waiting: 4) with { Now = Now };
        var queued = At("Queued")!;
        var asked = DeadlineConduct.Decide(queued, around)!;
        Assert.Contains("前面还有 4 位，预计还需 7 分钟", asked.Words, StringComparison.Ordinal);
        Assert.Equal(Now.AddMinutes(3), Deadlines.Next(asked.Next!, around.GroupOf(queued), around.Limits)!.Value.At);
        // Only who was asked has chosen; before, a 2 is a 2.
        Assert.Equal("Queued", StateTable.PlaceOf(Hear(queued, new TextContent("2"), around).Next));
        Assert.Equal("Asked", StateTable.PlaceOf(Hear(asked.Next, new TextContent("2"), around).Next));
    }

    [Fact]
    public void One_who_wrote_to_a_parked_conversation_after_hours_is_not_closed_before_the_opening()
    {
        var parked = At("Parked")!.HearCustomer("还有个问题", Now).AwaitOpening(Now, Now.AddHours(70));
        Assert.Equal((Deadline.Reminder, Now.AddHours(70)), Deadlines.Next(parked, Group, Around().Limits));
        Assert.Equal(ConversationState.Queued, DeadlineConduct.Decide(parked, Around() with { Now = Now.AddHours(70) })!.Next!.State);
        // A reminder later than the longest parking is kept, too.
        var reminded = At("Active")!.Park(Now, Now.AddDays(10));
        Assert.Equal((Deadline.Reminder, Now.AddDays(10)), Deadlines.Next(reminded, Group, Around().Limits));
    }

    [Fact]
    public void Whoever_takes_over_owes_the_next_word()
    {
        var asked = At("Active")!.HearAgent("请稍等，我请同事来看", Now).Invite(new(Colleague, InvitationId, Server, Now, Now.AddSeconds(30), 1, "", ""));
        var taken = asked.AcceptInvitation(Id(32), Now.AddSeconds(5));
        Assert.Contains(("FirstReplyWarning", 35), Due(taken));
    }

    [Fact]
    public void A_message_in_the_line_does_not_wait_for_a_screen()
    {
        var queued = At("Message")!.Enqueue(Group.Id, 0, 1, Now).CustomerAway(Now);
        Assert.Empty(Deadlines.Of(queued, Group, Around().Limits));
        Assert.DoesNotContain(Deadlines.Of(queued.Offer(Server, OfferId, Now), Group, Around().Limits), d => d.What == Deadline.CustomerGone);
    }

    [Fact]
    public void A_screen_that_is_gone_is_not_forgotten_over_an_offer()
    {
        var missed = At("Queued")!.CustomerAway(Now).Offer(Server, OfferId, Now).Refuse(Now.AddSeconds(30));
        Assert.Contains((Deadline.CustomerGone, Now.AddMinutes(3)), Deadlines.Of(missed, Group, Around().Limits));
    }

    [Fact]
    public void After_the_total_limit_a_customer_who_writes_on_is_served_on()
    {
        var around = Around(times: new() { TotalLimit = TimeSpan.FromHours(8) });
        var ended = DeadlineConduct.Decide(At("Active")!.HearAgent("您好", Now), around with { Now = Now.AddHours(8) })!.Next!;
        Assert.Equal(EndReason.TotalLimit, ended.EndReason);
        var again = ended.HearCustomer("还没完", Now.AddHours(8));
        Assert.Null(DeadlineConduct.Decide(again, around with { Now = Now.AddHours(8).AddMinutes(1) }));
    }

    private static IReadOnlyList<(string What, int After)> Due(Conversation c) =>
        [.. Deadlines.Of(c, Around(times: Times).GroupOf(c), Around().Limits).Where(d => d.What != Deadline.TotalLimit).OrderBy(d => d.At).Select(d => (d.What.ToString(), (int)(d.At - Now).TotalSeconds))];

    private static Conducted? Decide(Conversation c, int seconds) => DeadlineConduct.Decide(c, Around(times: Times) with { Now = Now.AddSeconds(seconds) });
}
