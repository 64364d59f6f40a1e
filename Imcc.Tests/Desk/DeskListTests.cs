using Bunit;
using Imcc.Core.Agents;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Organisation;
using Imcc.Core.Routing;
using Imcc.Web.Components.Desk;
using static Imcc.Tests.Desk.FakeWorkplace;

namespace Imcc.Tests.Desk;

public sealed class DeskListTests : DeskBench
{
    [Fact]
    public async Task A_waiting_customer_is_taken_by_hand_where_the_group_allows_it()
    {
        Workplace.Conversations[Id(10)] = Waiting(10) with { CanPick = true };
        Workplace.Conversations[Id(11)] = Waiting(11);
        var page = Open();
        await page.Find("[data-list=Queue]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".queue-row").Count));

        await page.FindAll("[data-pick]").Single().ClickAsync(new());

        Assert.Equal(["pick"], Handovers.Commands);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".composer")));
    }

    [Fact]
    public async Task Somebody_was_quicker_at_picking_and_that_is_said()
    {
        Workplace.Conversations[Id(10)] = Waiting(10) with { CanPick = true };
        Handovers.Outcomes["pick"] = CommandOutcome.TooLate;
        var page = Open();
        await page.Find("[data-list=Queue]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-pick]")));
        await page.Find("[data-pick]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("来晚了", page.Find(".notice").TextContent));
    }

    [Fact]
    public async Task Why_a_customer_still_waits_is_told_in_sentences()
    {
        Workplace.Conversations[Id(10)] = Waiting(10);
        Supervision.Waiting[Id(10)] = new WaitView(
            new WaitingReason(2, null, new ContactStanding(2, false, 630, Start, TimeSpan.FromSeconds(30), 0, 1), null, new NotAsked(3, 1, 0, 0, 0, 0), null, null, null, null),
            new LineForecast(1, TimeSpan.FromMinutes(2), 4),
            new Dictionary<Guid, string>());
        var page = Open();
        await page.Find("[data-list=Queue]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-why]")));
        await page.Find("[data-why]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(
            ["排在第 2 位（共 4 位），已等待 30秒", "3 位不在线或小休", "1 位已满", "VIP2，排队得分 630", "预计还要等 2分00秒"],
            page.FindAll(".why-pop li").Select(l => l.TextContent)));
    }

    [Fact]
    public async Task Left_messages_and_parked_ones_have_their_own_lists_and_are_not_mine()
    {
        Workplace.Conversations[Id(10)] = Workplace.Has(10, ConversationState.Parked, "王女士") with { AgentId = null, MessageLeftAt = Start };
        Workplace.Has(11, ConversationState.Parked, "陈先生");
        var page = Open();
        Assert.Contains("没有进行中的会话", page.Find(".rows").TextContent);
        await page.Find("[data-list=Messages]").ClickAsync(new());
        Assert.Equal(["王女士"], page.FindAll(".row-name").Select(n => n.TextContent));
        await page.Find("[data-list=Parked]").ClickAsync(new());
        Assert.Equal(["陈先生"], page.FindAll(".row-name").Select(n => n.TextContent));
    }

    [Theory]
    [InlineData(ConversationAlerts.None, "green")]
    [InlineData(ConversationAlerts.ReplyWarned, "amber")]
    [InlineData(ConversationAlerts.FirstReplyWarned | ConversationAlerts.FirstReplyBroken, "red")]
    public void A_row_has_the_colour_of_the_time_that_was_promised(ConversationAlerts alerts, string level)
    {
        Workplace.Conversations[Id(10)] = Workplace.Has(10) with { WaitingSince = Start, ReplyDueAt = Start.AddSeconds(60), Alerts = alerts };
        var page = Open();
        Assert.Contains("level-" + level, page.Find(".row").ClassList);
        Assert.Equal(Start.AddSeconds(60).ToUnixTimeMilliseconds().ToString(), page.Find(".row [data-limit]").GetAttribute("data-limit"));
    }

    [Fact]
    public async Task A_presence_is_chosen_with_its_reason_and_shows_its_limit()
    {
        Workplace.Reasons.AddRange([new PresenceReason(Id(61), "用餐", Presence.Break, TimeSpan.FromMinutes(45), 1), new PresenceReason(Id(62), "培训", Presence.Busy, null, 2)]);
        var page = Open();
        Assert.Equal(["在线", "用餐", "培训", "离线"], page.FindAll("[data-presence]").Select(b => b.TextContent.Split('\n')[0].Replace("45 分钟", "", StringComparison.Ordinal).Trim()));

        await page.Find($"[data-reason='{Id(61)}']").ClickAsync(new());

        Assert.Contains($"presence Break {Id(61)}", Workplace.Commands);
        page.WaitForAssertion(() => Assert.Equal("用餐", page.Find(".presence-name").TextContent));
    }

    [Fact]
    public async Task A_break_that_lasts_too_long_is_red_and_the_next_presence_says_after_how_many()
    {
        Workplace.Reasons.Add(new PresenceReason(Id(61), "用餐", Presence.Break, TimeSpan.FromMinutes(45), 1));
        Workplace.Has(10);
        Workplace.Has(11);
        Workplace.Status = Workplace.Status with { NextPresence = Presence.Break, NextReasonId = Id(61) };
        var page = Open();
        Assert.Contains("服务完 2 个会话后用餐", page.Find(".agent-hint").TextContent);

        Workplace.Status = Workplace.Status with { Presence = Presence.Break, ReasonId = Id(61), NextPresence = null, LimitAt = Start.AddMinutes(45), IsOverLimit = true, Revision = 5 };
        await Workplace.TellAsync(new StatusChanged(Workplace.Status));

        page.WaitForAssertion(() => Assert.Contains("用餐已超时", page.Find(".agent-hint.late").TextContent));
        Assert.Contains("over", page.Find(".agent-bar").ClassList);
        Assert.Contains("45分", page.Find(".presence-limit").TextContent);
    }

    [Fact]
    public async Task Tags_are_put_on_and_taken_off_and_the_tier_that_counts_says_where_it_comes_from()
    {
        Workplace.Tags.AddRange([new CustomerTag(Id(81), "投诉敏感", 1, "amber"), new CustomerTag(Id(82), "新开户", 0, "green")]);
        Workplace.EffectiveTier = 1;
        Workplace.Has(10);
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.Contains("来自渠道账号", page.Find(".effective").TextContent));

        await page.Find($"[data-tag='{Id(81)}']").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("来自标签「投诉敏感」", page.Find(".effective").TextContent));
        Assert.Equal([Id(81)], Workplace.Worn);

        await page.Find($"[data-untag='{Id(81)}']").ClickAsync(new());
        Assert.Empty(Workplace.Worn);
    }

    [Theory]
    [InlineData(ConversationState.Active, AlertKind.Late)]
    [InlineData(ConversationState.Parked, AlertKind.Reminder)]
    public void What_runs_out_is_heard_once(ConversationState state, AlertKind kind)
    {
        var desk = new DeskState(Me);
        var c = Workplace.Has(10, state);
        desk.Apply(new ConversationMoved(c));
        var late = c with { Revision = 2, Alerts = ConversationAlerts.ReplyBroken | ConversationAlerts.ReminderDue };
        Assert.Equal([kind], desk.Apply(new ConversationMoved(late)).Alerts.Select(a => a.Kind));
        Assert.Empty(desk.Apply(new ConversationMoved(late with { Revision = 3 })).Alerts);
    }

    [Fact]
    public void Capacity_is_counted_in_units_with_what_a_colleague_offers_and_without_what_is_parked()
    {
        var desk = new DeskState(Me);
        desk.Apply(new ConversationMoved(Workplace.Has(10) with { Units = 2 }));
        desk.Apply(new ConversationMoved(Workplace.Has(11, ConversationState.Parked)));
        desk.Apply(new ConversationMoved(Workplace.Has(12, agent: Id(70)) with { Invitation = FakeHandovers.Invitation(Me) }));
        desk.Apply(new ConversationMoved(Workplace.Has(13, agent: Id(70)) with { Help = new(Me, Id(70), Start, "") }));
        Assert.Equal(3, desk.Load);
        Assert.Equal([Id(12), Id(13)], desk.Asked.Select(c => c.Id));
    }

    private DeskConversation Waiting(int number) => Workplace.Has(number, ConversationState.Queued) with { AgentId = null, EnqueuedAt = Start };
}
