using System.Globalization;
using Bunit;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Core.Desk;
using Imcc.Web.Components.Desk;
using Imcc.Web.Components.Layout;
using Microsoft.Extensions.DependencyInjection;
using static Imcc.Tests.Desk.FakeWorkplace;

namespace Imcc.Tests.Desk;

public sealed class DeskPageTests : DeskBench
{
    [Fact]
    public async Task An_offer_rings_and_is_accepted()
    {
        var page = Open();
        await Workplace.MoveAsync(Workplace.Has(10, ConversationState.Offered, preview: "我的卡被锁了"));
        page.WaitForAssertion(() => Assert.Contains("我的卡被锁了", page.Find(".offer").TextContent));
        Assert.NotEmpty(page.Find(".offer [data-ring]").GetAttribute("data-due")!);

        await page.Find("[data-accept]").ClickAsync(new());

        page.WaitForAssertion(() =>
        {
            Assert.Empty(page.FindAll(".offer"));
            Assert.Equal("陈思远", page.Find(".thread-head h1").TextContent);
            Assert.NotEmpty(page.FindAll(".composer"));
        });
        Assert.EndsWith(Id(10).ToString(), Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_offer_accepted_too_late_says_so_and_leaves_the_list()
    {
        Workplace.Has(10, ConversationState.Offered);
        Workplace.Has(11, ConversationState.Offered, "王女士");
        Workplace.Outcomes["accept"] = CommandOutcome.TooLate;
        var page = Open();

        await page.FindAll("[data-accept]")[0].ClickAsync(new());

        page.WaitForAssertion(() =>
        {
            Assert.Contains("来晚了", page.Find(".notice").TextContent);
            Assert.Contains("王女士", page.Find(".offer").TextContent);
        });
        Assert.EndsWith("/desk", Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_offer_stays_when_nobody_knows_what_became_of_accepting_it()
    {
        Workplace.Has(10, ConversationState.Offered);
        var page = Open();
        Workplace.IsBroken = true;
        await page.Find("[data-accept]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("稍后重试", page.Find(".notice").TextContent));
        Assert.Single(page.FindAll(".offer"));
    }

    [Fact]
    public async Task Messages_stand_in_order_once_each_however_they_come()
    {
        Workplace.Has(10);
        Workplace.Says(10, 1, new TextContent("一"));
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.Equal(["一"], Bubbles(page)));

        var two = Workplace.Says(10, 2, new TextContent("二"));
        var three = Workplace.Says(10, 3, new TextContent("三"));
        await Workplace.TellAsync(new MessageAdded(three));
        await Workplace.TellAsync(new MessageAdded(two));
        await Workplace.TellAsync(new MessageAdded(three));

        page.WaitForAssertion(() => Assert.Equal(["一", "二", "三"], Bubbles(page)));
    }

    [Fact]
    public async Task A_lost_event_is_read_from_the_thread()
    {
        Workplace.Has(10);
        Workplace.Says(10, 1, new TextContent("一"));
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.Single(Bubbles(page)));
        Workplace.Says(10, 2, new TextContent("二"));

        await Workplace.TellAsync(new MessageAdded(Workplace.Says(10, 3, new TextContent("三"))));

        page.WaitForAssertion(() => Assert.Equal(["一", "二", "三"], Bubbles(page)));
    }

    [Fact]
    public async Task Unread_is_counted_on_the_row_and_gone_when_looked_at()
    {
        Workplace.Has(10);
        Workplace.Has(11, name: "王女士");
        var page = Open(Id(10));
        await Workplace.MoveAsync(Workplace.Conversations[Id(11)] with { Unread = 2 });
        page.WaitForAssertion(() => Assert.Equal("2", page.Find(".badge").TextContent));

        await page.InvokeAsync(() => page.Instance.KeyAsync("next"));

        page.WaitForAssertion(() =>
        {
            Assert.Empty(page.FindAll(".badge"));
            Assert.Contains("read", Workplace.Commands);
            Assert.Equal("王女士", page.Find(".thread-head h1").TextContent);
        });
    }

    [Fact]
    public async Task A_hidden_page_reads_nothing()
    {
        Workplace.Has(10);
        var page = Open(Id(10));
        await page.InvokeAsync(() => page.Instance.SeeAsync(false));
        await Workplace.MoveAsync(Workplace.Conversations[Id(10)] with { Unread = 1 });
        page.WaitForAssertion(() => Assert.Equal("1", page.Find(".badge").TextContent));
        Assert.DoesNotContain("read", Workplace.Commands);

        await page.InvokeAsync(() => page.Instance.SeeAsync(true));
        page.WaitForAssertion(() => Assert.Contains("read", Workplace.Commands));
    }

    [Fact]
    public async Task A_reply_is_seen_before_anybody_has_answered()
    {
        Workplace.Has(10);
        var page = Open(Id(10));
        Workplace.Delay = new TaskCompletionSource();

        var sending = page.InvokeAsync(() => page.Instance.SubmitAsync(Id(10), Id(900), "您好", false));
        page.WaitForAssertion(() => Assert.Contains("您好", page.Find(".msg.own.pending").TextContent));
        Workplace.Delay.SetResult();
        await sending;

        page.WaitForAssertion(() =>
        {
            Assert.Empty(page.FindAll(".msg.own.pending"));
            Assert.Equal(["您好"], Bubbles(page));
        });
    }

    [Fact]
    public async Task A_refused_reply_keeps_its_text_and_is_sent_again_as_the_same_message()
    {
        Workplace.Has(10);
        Workplace.Outcomes["reply"] = CommandOutcome.TooLong;
        var page = Open(Id(10));
        await page.InvokeAsync(() => page.Instance.SubmitAsync(Id(10), Id(900), "很长的话", false));
        page.WaitForAssertion(() => Assert.Contains("超出渠道长度限制", page.Find(".msg-fail").TextContent));
        Assert.Equal(["很长的话"], Bubbles(page));

        Workplace.Outcomes.Clear();
        await page.Find("[data-resend]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".msg-fail")));
        Assert.Equal([Id(900), Id(900)], Workplace.Replies.Select(r => r.Id));
        Assert.Equal(["很长的话"], Bubbles(page));
    }

    [Fact]
    public async Task A_broken_system_leaves_the_text_on_its_bubble()
    {
        Workplace.Has(10);
        var page = Open(Id(10));
        Workplace.IsBroken = true;
        await page.InvokeAsync(() => page.Instance.SubmitAsync(Id(10), Id(900), "您好", false));
        page.WaitForAssertion(() => Assert.Contains("不会重复发送", page.Find(".msg-fail").TextContent));
        Assert.Equal(["您好"], Bubbles(page));
    }

    [Fact]
    public async Task What_the_browser_never_heard_of_again_is_shown_as_unconfirmed_unless_it_arrived()
    {
        Workplace.Has(10);
        var arrived = Workplace.Says(10, 1, new TextContent("到了"), MessageSender.Agent, DeliveryState.Sent);
        var page = Open(Id(10));
        await page.InvokeAsync(() => page.Instance.UnsettledAsync(
        [
            new(Id(10), arrived.Id, "到了", false),
            new(Id(10), Id(901), "没到", false),
        ]));
        page.WaitForAssertion(() => Assert.Equal(["到了", "没到"], Bubbles(page)));
        Assert.Single(page.FindAll(".msg-fail"));
    }

    [Fact]
    public async Task A_failed_delivery_shows_its_reason_and_is_sent_again()
    {
        Workplace.Has(10);
        var message = Workplace.Says(10, 1, new TextContent("您好"), MessageSender.Agent, DeliveryState.Pending);
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".delivery.pending")));

        await Workplace.TellAsync(new DeliveryChanged(message.ThreadId, message.Id, DeliveryState.Failed, "45015 超过 48 小时", true));
        page.WaitForAssertion(() =>
        {
            Assert.Contains("45015 超过 48 小时", page.Find(".msg-fail").TextContent);
            Assert.Contains("可能重复送达", page.Markup);
        });

        await page.Find("[data-resend]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".delivery.pending")));
        Assert.Contains("resend", Workplace.Commands);
    }

    [Fact]
    public async Task Files_go_before_the_text_and_each_is_its_own_message()
    {
        // WeChat carries no such files.
        Workplace.Conversations[Id(10)] = Workplace.Has(10) with { Channel = ChannelKind.WebChat };
        var page = Open(Id(10));
        await page.InvokeAsync(() => page.Instance.AttachedAsync(Id(10), "f1", "凭证.png", "image/png", 2048));
        await page.InvokeAsync(() => page.Instance.AttachedAsync(Id(10), "f2", "账单.pdf", "application/pdf", 4096));
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".attachments li").Count));

        await page.InvokeAsync(() => page.Instance.SubmitAsync(Id(10), Id(900), "请查收", false));

        Assert.Equal([typeof(PictureContent), typeof(FileContent), typeof(TextContent)], Workplace.Replies.Select(r => r.Content.GetType()));
        Assert.Equal(3, Workplace.Replies.Select(r => r.Id).Distinct().Count());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".attachments li")));
    }

    [Fact]
    public async Task An_internal_remark_is_marked_and_never_sent_to_the_customer()
    {
        Workplace.Has(10);
        var page = Open(Id(10));
        await page.InvokeAsync(() => page.Instance.KeyAsync("remark"));
        Assert.Equal("remark", page.Find(".composer").GetAttribute("data-mode"));
        await page.InvokeAsync(() => page.Instance.SubmitAsync(Id(10), Id(900), "注意安抚", true));
        page.WaitForAssertion(() => Assert.Contains("仅内部可见", page.Find(".remark").TextContent));
        Assert.Empty(Workplace.Replies);
    }

    [Fact]
    public async Task The_end_asks_once_then_the_wrap_up_leads_to_who_waits()
    {
        Workplace.Conversations[Id(11)] = Workplace.Has(11, name: "王女士") with { WaitingSince = Start };
        Workplace.Has(10);
        var page = Open(Id(10));
        await page.InvokeAsync(() => page.Instance.KeyAsync("end"));
        Assert.DoesNotContain("end", Workplace.Commands);
        await page.Find("[data-confirm-end]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-finish]")));
        Assert.Empty(page.FindAll(".composer"));
        await page.Find(".note.tall").InputAsync("已办理");
        await page.Find("[data-finish]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal("王女士", page.Find(".thread-head h1").TextContent));
        Assert.Equal(["end", "note 已办理", "finish"], Workplace.Commands.Where(c => c != "read"));
    }

    [Fact]
    public void A_closed_conversation_can_only_be_read()
    {
        Workplace.Has(10, ConversationState.Closed);
        Workplace.Says(10, 1, new TextContent("谢谢"));
        Workplace.Says(10, 2, new TextContent("不客气"), MessageSender.Agent, DeliveryState.Failed, "45015");
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.Equal(["谢谢", "不客气"], Bubbles(page)));
        Assert.Empty(page.FindAll(".composer, .end-btn, [data-resend]"));
        Assert.Contains("仅可查看", page.Find(".read-only").TextContent);
    }

    [Fact]
    public void A_conversation_that_is_not_there_says_so()
    {
        var page = Open(Id(404));
        page.WaitForAssertion(() => Assert.Contains("会话不存在", page.Find(".desk-middle").TextContent));
    }

    [Fact]
    public async Task What_is_looked_at_turns_read_only_when_it_goes_into_other_hands()
    {
        Workplace.Has(10);
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".composer")));
        await Workplace.MoveAsync(Workplace.Conversations[Id(10)] with { AgentId = Id(77) });
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".composer")));
    }

    [Fact]
    public async Task A_desk_that_cannot_open_says_so_and_opens_on_another_try()
    {
        Workplace.IsBroken = true;
        var page = Open();
        page.WaitForAssertion(() => Assert.Contains("暂时打不开", page.Find("[role=alert]").TextContent));
        Workplace.IsBroken = false;
        Workplace.Has(10);
        await page.Find("[role=alert] button").ClickAsync(new());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".row")));
    }

    [Fact]
    public async Task A_screen_without_its_browser_is_disconnected_and_comes_back_with_what_it_missed()
    {
        Workplace.Has(10);
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.Equal(1, Workplace.Screens));
        var link = Services.GetRequiredService<CircuitLink>();
        await link.Set(false);
        for (var i = 0; i < 100 && Workplace.Screens > 0; i++)
            await Task.Delay(100);
        Assert.Equal(0, Workplace.Screens);
        Workplace.Has(11, ConversationState.Offered, "王女士");
        Workplace.Says(10, 1, new TextContent("你还在吗"));

        await link.Set(true);

        page.WaitForAssertion(() =>
        {
            Assert.Equal(1, Workplace.Screens);
            Assert.Contains("王女士", page.Find(".offer").TextContent);
            Assert.Equal(["你还在吗"], Bubbles(page));
        });
    }

    [Fact]
    public async Task A_closed_page_leaves_nothing_connected()
    {
        var page = Open();
        page.WaitForAssertion(() => Assert.Equal(1, Workplace.Screens));
        await page.InvokeAsync(() => page.Instance.DisposeAsync().AsTask());
        Assert.Equal(0, Workplace.Screens);
    }

    [Fact]
    public async Task Presence_chosen_elsewhere_is_seen_here()
    {
        var page = Open();
        await page.Find("[data-presence=Break]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("小休", page.Find(".presence-name").TextContent));
        await Workplace.SetPresenceAsync(Me, Core.Agents.Presence.Busy);
        page.WaitForAssertion(() => Assert.Equal("忙碌", page.Find(".presence-name").TextContent));
    }

    [Fact]
    public async Task The_customers_name_tier_and_note_are_kept()
    {
        Workplace.Has(10);
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".customer")));
        await page.Find("[data-vip='2']").ClickAsync(new());
        await page.Find(".quiet-input.name").ChangeAsync(" 陈先生 ");
        page.WaitForAssertion(() => Assert.Equal("陈先生", page.Find(".thread-head h1").TextContent));
        Assert.Equal("customer 陈先生 2 ", Workplace.Commands[^1]);
        Assert.Contains("VIP2", page.Find(".row").TextContent);
    }

    [Fact]
    public void English_is_spoken_where_it_is_chosen()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        Workplace.Has(10);
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.Contains("Send", page.Find("[data-send]").TextContent));
        Assert.Equal("Online", page.Find(".presence-name").TextContent);
        Assert.DoesNotContain("工作台", page.Markup);
    }

    [Fact]
    public async Task What_is_pushed_from_outside_is_rendered_in_the_circuits_language()
    {
        var page = Open();
        await Task.Run(async () =>
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
            await Workplace.TellAsync(new ConversationMoved(Workplace.Has(10, ConversationState.Offered)));
        });
        page.WaitForAssertion(() => Assert.Contains("接入", page.Find(".offer").TextContent));
    }

    private static List<string> Bubbles(IRenderedComponent<DeskPage> page) =>
        [.. page.FindAll(".bubble .text").Select(b => b.TextContent)];
}
