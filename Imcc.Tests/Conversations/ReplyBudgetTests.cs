using FsCheck;
using FsCheck.Fluent;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Web.Simulator;

namespace Imcc.Tests.Conversations;

/// <summary>How much may still be written to a WeChat customer, by the official table: 5 in 48 hours after a message, 3 in a minute after a tap, a follow or a scan.</summary>
public sealed class ReplyBudgetTests
{
    private static readonly DateTimeOffset Nine = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly MessageContent Hello = new TextContent("你好");
    private static readonly MessageContent Tap = new EventContent("click", "MENU");

    [Fact]
    public void After_a_message_five_may_be_sent_in_two_days()
    {
        Assert.Equal(new(5, 5, Nine.AddHours(48), Nine.AddHours(48), BudgetEnd.None), At(1, In(0, Hello)));
        Assert.Equal(3, At(60, In(0, Hello), Out(10), Out(20))!.Remaining);
        Assert.Equal(BudgetEnd.UsedUp, At(60, In(0, Hello), Out(1), Out(2), Out(3), Out(4), Out(5))!.Why);
        Assert.Equal(new(0, 0, null, null, BudgetEnd.Closed), At(48 * 3600, In(0, Hello)));
    }

    [Fact]
    public void Each_message_opens_a_fresh_allowance() =>
        Assert.Equal(5, At(100, In(0, Hello), Out(1), Out(2), Out(3), Out(4), Out(5), In(90, Hello))!.Remaining);

    [Theory]
    [InlineData("click")]
    [InlineData("scancode_push")]
    [InlineData("scancode_waitmsg")]
    [InlineData("subscribe")]
    [InlineData("scan")]
    public void After_a_tap_a_follow_or_a_scan_three_may_be_sent_in_a_minute(string name)
    {
        Assert.Equal(new(3, 3, Nine.AddMinutes(1), Nine.AddMinutes(1), BudgetEnd.None), At(59, In(0, new EventContent(name))));
        Assert.Equal(BudgetEnd.Closed, At(60, In(0, new EventContent(name)))!.Why);
    }

    [Theory]
    [InlineData("view")]
    [InlineData("location")]
    [InlineData("templatesendjobfinish")]
    public void A_tapped_link_and_a_reported_place_open_nothing(string name) => Assert.Equal(BudgetEnd.Closed, At(1, In(0, new EventContent(name)))!.Why);

    [Fact]
    public void A_tap_on_an_entry_of_a_menu_message_counts_as_the_smaller_one() =>
        Assert.Equal(3, At(1, In(0, new TextContent("满意", "101")))!.Remaining);

    [Fact]
    public void Of_two_that_run_the_one_that_ends_first_is_used_first()
    {
        var both = At(20, In(0, Hello), In(10, Tap), Out(15), Out(16))!;
        Assert.Equal((6, 8, Nine.AddSeconds(70)), (both.Remaining, both.Allowed, both.NextChange));
        Assert.Equal((5, 5), At(70, In(0, Hello), In(10, Tap), Out(15), Out(16)) is { } later ? (later.Remaining, later.Allowed) : default);
    }

    [Fact]
    public void What_answered_in_the_response_what_failed_and_what_was_stopped_do_not_count() => Assert.Equal(
        4,
        At(60, In(0, Hello), Out(1) with { InReplyTo = Guid.CreateVersion7(Nine) }, Out(2) with { Delivery = DeliveryState.Failed }, Out(3) with { RecalledAt = Nine },
            Out(4) with { Direction = MessageDirection.Internal }, Out(5))!.Remaining);

    [Fact]
    public void Whoever_has_left_the_account_cannot_be_written_to_until_they_come_back()
    {
        Assert.Equal(BudgetEnd.Unfollowed, At(60, In(0, Hello), In(30, new EventContent("unsubscribe")))!.Why);
        Assert.Equal(BudgetEnd.None, At(60, In(0, Hello), In(30, new EventContent("unsubscribe")), In(50, new EventContent("subscribe")))!.Why);
    }

    [Fact]
    public void Where_there_is_no_limit_or_nothing_is_known_there_is_no_budget()
    {
        Assert.Null(ReplyBudget.Of(ChannelKind.WebChat, [In(0, Hello)], true, Nine));
        Assert.Null(ReplyBudget.Of(ChannelKind.WeChat, [Out(1)], false, Nine));
        Assert.Equal(BudgetEnd.Closed, ReplyBudget.Of(ChannelKind.WeChat, [Out(1)], true, Nine)!.Why);
    }

    [Fact]
    public void It_agrees_with_how_the_stand_in_counts()
    {
        var steps = from size in Gen.Choose(1, 30) from what in Gen.ArrayOf(Gen.Choose(0, 5), size) from seconds in Gen.ArrayOf(Gen.Choose(1, 40), size) select what.Zip(seconds).ToArray();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Arb.From(steps), history =>
        {
            var follower = new StandInFollower("wx", "o1") { IsOurs = true };
            var messages = new List<ThreadMessage>();
            var second = 0;
            foreach (var (what, later) in history)
            {
                second += later;
                var now = Nine.AddSeconds(second);
                if (what < 2)
                {
                    var left = ReplyBudget.Of(ChannelKind.WeChat, messages, true, now)!.Remaining;
                    if (follower.Spend_NeedsLock(now) == 0 != left > 0)
                        return false;
                    if (left > 0)
                        messages.Add(Out(second));
                    continue;
                }

                var (trigger, content) = what switch
                {
                    2 => (StandInTrigger.Message, Hello),
                    3 => (StandInTrigger.Click, Tap),
                    4 => (StandInTrigger.Follow, new EventContent("subscribe")),
                    _ => (StandInTrigger.Scan, new EventContent("scan")),
                };
                follower.Open_NeedsLock(trigger, now);
                messages.Add(In(second, content));
            }

            return true;
        }));
    }

    [Fact]
    public void QQ_counts_by_what_was_done_last_and_a_group_has_its_own_window()
    {
        Assert.Equal((3, 4), Qq(60, In(0, Hello), Out(1)));
        Assert.Equal((4, 4), Qq(60, In(0, Hello), Out(1), In(2, new EventContent("interaction_create"))));
        Assert.Equal((0, 0), Qq(3600, In(0, Hello)));
        Assert.Equal((5, 5), Qq(299, In(0, Hello) with { Speaker = new("M1") }));
        Assert.Equal((0, 0), Qq(300, In(0, Hello) with { Speaker = new("M1") }));
        Assert.Equal(BudgetEnd.Unfollowed, ReplyBudget.Of(ChannelKind.Qq, [In(0, Hello), In(1, new EventContent("friend_del"))], true, Nine.AddSeconds(2))!.Why);

        static (int, int) Qq(int second, params ThreadMessage[] messages) =>
            ReplyBudget.Of(ChannelKind.Qq, messages, true, Nine.AddSeconds(second)) is var budget ? (budget!.Remaining, budget.Allowed) : default;
    }

    private static ReplyBudget? At(int second, params ThreadMessage[] messages) => ReplyBudget.Of(ChannelKind.WeChat, messages, true, Nine.AddSeconds(second));

    private static ThreadMessage In(int second, MessageContent content) => new()
    {
        Id = Guid.CreateVersion7(Nine),
        ThreadId = default,
        Seq = second,
        Direction = MessageDirection.Inbound,
        Sender = MessageSender.Customer,
        Content = content,
        At = Nine.AddSeconds(second),
    };

    private static ThreadMessage Out(int second) =>
        In(second, Hello) with { Direction = MessageDirection.Outbound, Sender = MessageSender.Agent, Delivery = DeliveryState.Sent };
}
