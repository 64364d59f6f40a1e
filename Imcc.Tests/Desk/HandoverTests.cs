using Bunit;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Web.Components.Desk;
using static Imcc.Tests.Desk.FakeWorkplace;

namespace Imcc.Tests.Desk;

public sealed class HandoverTests : DeskBench
{
    private static readonly Guid Colleague = Id(70);

    [Fact]
    public async Task A_colleague_is_asked_to_take_over_with_a_reason_and_a_note_and_can_be_asked_no_more()
    {
        Workplace.Has(10);
        var page = Open(Id(10));
        await page.InvokeAsync(() => page.Instance.KeyAsync("transfer"));
        page.WaitForAssertion(() => Assert.Equal(5, page.FindAll(".panel .pick").Count));
        Assert.Equal("true", page.Find("[data-transfer]").GetAttribute("aria-disabled"));

        await page.Find($"[data-agent='{Id(71)}']").ClickAsync(new());
        await page.FindAll(".panel .chip-btn").Single(b => b.TextContent == "不属本组业务").ClickAsync(new());
        await page.Find("[data-note]").InputAsync("已核身");
        await page.Find(".panel").SubmitAsync();

        Assert.Equal($"agent {Id(71)} 不属本组业务 已核身", Handovers.Commands.Single());
        page.WaitForAssertion(() => Assert.Contains("等待 王志强 接受", page.Find(".thread-bar.waiting").TextContent));
        Assert.Empty(page.FindAll(".panel, [data-panel=Transfer]"));
        Assert.NotEmpty(page.FindAll(".composer"));

        await page.Find("[data-withdraw]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".thread-bar.waiting")));
    }

    [Fact]
    public async Task Who_cannot_take_is_shown_with_the_reason_and_cannot_be_chosen()
    {
        Workplace.Has(10);
        var page = Open(Id(10));
        await page.Find("[data-panel=Transfer]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".panel .pick")));

        Assert.Equal(["已满", "用餐", "未登录"], page.FindAll(".pick[disabled] .pick-why").Select(w => w.TextContent));
        await page.Find(".panel-search").InputAsync("周");
        Assert.Equal(["周敏班长"], page.FindAll(".pick-name").Select(n => n.TextContent.Trim()));
    }

    [Fact]
    public async Task Somebody_who_is_full_by_now_is_said_so_and_the_panel_stays()
    {
        Workplace.Has(10);
        Handovers.Outcomes["agent"] = CommandOutcome.Full;
        var page = Open(Id(10));
        await page.Find("[data-panel=Transfer]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".panel .pick")));
        await page.Find($"[data-agent='{Id(71)}']").ClickAsync(new());
        await page.Find(".panel").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("接待量已满", page.Find(".notice").TextContent));
        Assert.NotEmpty(page.FindAll(".panel"));
    }

    [Fact]
    public async Task A_transfer_to_a_group_leads_to_who_waits()
    {
        Workplace.Conversations[Id(11)] = Workplace.Has(11, name: "王女士") with { WaitingSince = Start };
        Workplace.Has(10);
        var page = Open(Id(10));
        await page.Find("[data-panel=Transfer]").ClickAsync(new());
        await page.Find("[data-tab=groups]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(["排队 3 · 在线 2", "非服务时间"], page.FindAll(".pick-why").Select(w => w.TextContent)));
        await page.Find($"[data-group='{Id(51)}']").ClickAsync(new());
        await page.Find(".panel").SubmitAsync();

        Assert.Equal($"group {Id(51)}", Handovers.Commands.Single());
        page.WaitForAssertion(() => Assert.Equal("王女士", page.Find(".thread-head h1").TextContent));
    }

    [Fact]
    public async Task An_invitation_rings_with_its_reason_and_is_accepted_by_its_own_offer()
    {
        Workplace.Conversations[Id(10)] = Invited();
        var page = Open();
        var card = page.Find(".offer");
        Assert.Contains("李晓雯 请您接手", card.TextContent);
        Assert.Contains("原因：客户要求", card.TextContent);
        Assert.Contains("备注：已核身", card.TextContent);

        await page.InvokeAsync(() => page.Instance.KeyAsync("accept"));

        Assert.Contains("accept", Workplace.Commands);
        page.WaitForAssertion(() =>
        {
            Assert.NotEmpty(page.FindAll(".composer"));
            Assert.Empty(page.FindAll(".offer"));
        });
    }

    [Fact]
    public async Task An_invitation_is_declined_with_a_reason_in_one_click()
    {
        Workplace.Conversations[Id(10)] = Invited();
        var page = Open();
        await page.FindAll("[data-decline-reason]")[0].ClickAsync(new());
        Assert.Contains("decline 忙于其他事务", Workplace.Commands);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".offer")));
    }

    [Fact]
    public async Task An_invitation_that_was_taken_back_stops_ringing()
    {
        Workplace.Conversations[Id(10)] = Invited();
        var page = Open();
        Assert.Single(page.FindAll(".offer"));
        await Workplace.MoveAsync(Workplace.Conversations[Id(10)] with { Invitation = null });
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".offer")));
    }

    [Fact]
    public void What_the_one_before_wrote_stands_on_top_of_the_thread()
    {
        Workplace.Conversations[Id(10)] = Workplace.Has(10) with { Handover = new(Colleague, Start, "客户要求", "已核身"), HandoverFrom = "李晓雯" };
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.Equal("李晓雯 转来原因：客户要求备注：已核身", string.Concat(page.Find(".handover").TextContent.Split('\n').Select(l => l.Trim()))[..^5]));
        Assert.EndsWith("09:30", page.Find(".handover").TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_asked_of_who_is_there_and_ended()
    {
        Workplace.Has(10);
        var page = Open(Id(10));
        await page.InvokeAsync(() => page.Instance.KeyAsync("assist"));
        page.WaitForAssertion(() => Assert.Equal("周敏班长", page.Find(".pick-name").TextContent.Trim()));
        Assert.Equal([Id(74).ToString()], page.FindAll(".pick[disabled]").Select(b => b.GetAttribute("data-agent")));
        await page.Find($"[data-agent='{Id(75)}']").ClickAsync(new());
        await page.Find("[data-question]").InputAsync("利率能否优惠");
        await page.Find(".panel").SubmitAsync();
        Assert.Equal($"help {Id(75)} 利率能否优惠", Handovers.Commands.Single());
        page.WaitForAssertion(() => Assert.Contains("周敏 正在协助", page.Find(".thread-bar.helped").TextContent));

        await page.Find("[data-end-help]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".thread-bar.helped")));
    }

    [Fact]
    public async Task Who_helps_sees_the_thread_and_can_only_write_remarks()
    {
        Workplace.Conversations[Id(10)] = Workplace.Has(10, agent: Colleague) with { AgentName = "李晓雯", Help = new(Me, Colleague, Start, "利率能否优惠") };
        Workplace.Says(10, 1, new TextContent("能便宜点吗"));
        var page = Open();
        Assert.Contains("李晓雯 请您协助", page.Find("[data-helping]").TextContent);
        page = Open(Id(10));
        page.WaitForAssertion(() => Assert.Contains("能便宜点吗", page.Find(".bubble").TextContent));

        Assert.Equal("remark", page.Find(".composer").GetAttribute("data-mode"));
        Assert.Contains("仅内部可见", page.Find(".internal-mark").TextContent);
        Assert.Empty(page.FindAll(".mode-btn, [data-choose], [data-panel]"));

        await Workplace.MoveAsync(Workplace.Conversations[Id(10)] with { Help = null });
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".composer, [data-helping]")));
    }

    [Theory]
    [InlineData(0, "2026-03-02T02:00")]
    [InlineData(1, "2026-03-02T02:30")]
    [InlineData(2, "2026-03-02T09:00")]
    [InlineData(3, "2026-03-03T01:00")]
    [InlineData(4, "")]
    public async Task Parking_offers_times_in_the_organisations_zone(int choice, string utc)
    {
        Workplace.Has(10);
        var page = Open(Id(10));
        await page.InvokeAsync(() => page.Instance.KeyAsync("park"));
        await page.FindAll("[data-park]")[choice].ClickAsync(new());
        Assert.Equal($"park {utc}".Trim(), Handovers.Commands.Single());
        page.WaitForAssertion(() => Assert.Equal("1", page.Find("[data-list=Parked] .count").TextContent));
    }

    [Fact]
    public async Task A_time_of_ones_own_is_read_in_the_organisations_zone_and_evening_offers_no_five_o_clock()
    {
        Clock.Now = Start.AddHours(9);
        Workplace.Has(10);
        var page = Open(Id(10));
        await page.Find("[data-panel=Park]").ClickAsync(new());
        Assert.DoesNotContain("17:00", page.Find(".panel.park").TextContent);
        await page.Find("[data-custom]").ChangeAsync("2026-03-05T10:15");
        await page.Find(".park-custom").SubmitAsync();
        Assert.Equal("park 2026-03-05T02:15", Handovers.Commands.Single());
    }

    [Fact]
    public async Task A_parked_conversation_goes_on_or_is_closed_where_it_is_looked_at()
    {
        Workplace.Conversations[Id(10)] = Workplace.Has(10, ConversationState.Parked) with { RemindAt = Start.AddHours(1), Unread = 0 };
        Workplace.Has(11, ConversationState.Parked, "王女士");
        var page = Open(Id(10));
        await page.Find("[data-list=Parked]").ClickAsync(new());
        Assert.Equal(["陈思远", "王女士"], page.FindAll(".row-name").Select(n => n.TextContent));
        Assert.Contains("提醒", page.Find(".parked-foot").TextContent);

        await page.Find("[data-resume]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".composer")));

        page = Open(Id(11));
        await page.Find("[data-close-parked]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("仅可查看", page.Find(".read-only").TextContent));
        Assert.Equal(["resume", "close"], Handovers.Commands);
    }

    private DeskConversation Invited() =>
        Workplace.Has(10, agent: Colleague) with { AgentName = "李晓雯", Invitation = FakeHandovers.Invitation(Me, "客户要求", "已核身") };
}
