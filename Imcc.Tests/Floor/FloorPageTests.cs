using Bunit;
using Imcc.Core.Agents;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Live;
using Imcc.Web.Components.Floor;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static Imcc.Tests.Desk.FakeWorkplace;

namespace Imcc.Tests.Floor;

public sealed class FloorPageTests : FloorBench
{
    [Fact]
    public void Who_is_over_the_limit_stands_first_and_red_and_who_is_not_there_last()
    {
        Supervision.Floor = View(Agent(70, "李晓雯", Presence.Offline, Connection.Lost), Agent(71, "王志强"), Agent(72, "陈雨桐", Presence.Break, over: true));
        var page = Open();
        Assert.Equal(["陈雨桐", "王志强", "李晓雯"], page.FindAll(".floor-agents .name").Select(n => n.TextContent));
        Assert.Equal([Id(72).ToString()], page.FindAll("tr.over").Select(r => r.GetAttribute("data-agent")));
        Assert.Equal(["1/1", "1", "6/10"], page.FindAll(".floor-figures dd").Take(3).Select(d => d.TextContent.Trim()));
        Assert.Equal(["服务中", "已下班"], page.FindAll(".open").Select(o => o.TextContent));
    }

    [Fact]
    public void Who_is_no_lead_sees_nothing_of_what_leads_have_read()
    {
        Supervision.Floor = View(Agent(71, "王志强"));
        Open();
        IsLead = false;
        Supervision.Floor = null;
        var page = Open();
        Assert.Contains("仅班长可以查看现场", page.Markup);
        Assert.DoesNotContain("王志强", page.Markup);
    }

    [Fact]
    public void Many_who_watch_cost_one_reading_a_second()
    {
        Supervision.Floor = View(Agent(71, "王志强"));
        var pages = Enumerable.Range(0, 20).Select(_ => Open()).ToList();
        Assert.Equal(1, Supervision.FloorReads);
        Supervision.Floor = View(Agent(71, "王小强"));

        Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.All(pages, p => p.WaitForAssertion(() => Assert.Contains("王小强", p.Markup)));
        Assert.Equal(2, Supervision.FloorReads);
    }

    [Fact]
    public void An_alert_is_looked_at_before_the_second_is_over()
    {
        Supervision.Floor = View(Agent(71, "王志强"));
        var page = Open();
        var late = new Desk.FakeWorkplace().Has(12, name: "赵女士") with { Alerts = ConversationAlerts.ReplyBroken, WaitingSince = Start, AgentName = "王志强" };
        Supervision.Floor = Supervision.Floor with { Alerts = [late] };

        Feed.Publish(Topic.Floor, new ConversationMoved(late));

        page.WaitForAssertion(() => Assert.Contains("回复超时", page.Find(".floor-box.alarm").TextContent));
    }

    [Fact]
    public void A_floor_that_cannot_be_read_says_that_it_is_old_and_recovers()
    {
        Supervision.Floor = View(Agent(71, "王志强"));
        var page = Open();
        Supervision.IsBroken = true;
        Clock.Advance(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.Contains("之前的情况", page.Find(".floor-fresh.old").TextContent));
        Assert.Contains("王志强", page.Markup);
        Supervision.IsBroken = false;
        Clock.Advance(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".floor-fresh.old")));
    }

    [Fact]
    public async Task A_host_that_stops_while_somebody_looks_is_no_error()
    {
        var log = new HeardLog<FloorPage>();
        Services.AddSingleton<ILogger<FloorPage>>(log);
        Supervision.Floor = View(Agent(71, "王志强"));
        var page = Open();
        var board = Services.GetRequiredService<FloorBoard>();
        board.Dispose();
        board.Changed();
        await page.InvokeAsync(() => { });
        Assert.Empty(log.Lines);
        Assert.Empty(page.FindAll(".floor-fresh.old"));
    }

    [Fact]
    public void The_number_who_wait_is_the_lines_however_many_are_listed()
    {
        Supervision.Floor = View(Agent(71, "王志强")) with { Lines = [new FloorLine(Id(51), "信用卡", 900, Start.AddMinutes(-9), 2, 1, true)] };
        var page = Open();
        Assert.Equal("900", page.FindAll(".floor-figures dd")[3].TextContent.Trim());
        Assert.Equal(Start.AddMinutes(-9).ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture), page.Find(".floor-figures time").GetAttribute("data-since"));
        Assert.Equal("显示等待最久的 1 位，共 900 位", page.Find("[data-more]").TextContent);
    }

    [Fact]
    public void Nobody_is_given_a_presence_who_is_not_there()
    {
        Supervision.Floor = View(Agent(70, "李晓雯", Presence.Offline, Connection.Lost));
        Assert.True(Open().Find("[data-agent] [popovertarget^=set-]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Signing_out_by_force_asks_once()
    {
        Supervision.Floor = View(Agent(71, "王志强"));
        var page = Open();
        await page.Find("[data-sign-out]").ClickAsync(new());
        Assert.Empty(Supervision.Commands);
        await page.Find("[data-sign-out-sure]").ClickAsync(new());
        Assert.Equal([$"signout {Id(71)}"], Supervision.Commands);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-sign-out-sure]")));
    }

    [Fact]
    public async Task A_presence_is_set_and_a_refusal_is_said()
    {
        Supervision.Floor = View(Agent(71, "王志强"));
        var page = Open();
        await page.Find("[data-set=Break]").ClickAsync(new());
        Assert.Equal([$"presence {Id(71)} Break"], Supervision.Commands);
        Assert.Empty(page.FindAll(".notice"));
        Supervision.Outcomes["presence"] = CommandOutcome.NotAllowed;
        await page.Find("[data-set=Busy]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("没有权限", page.Find(".notice").TextContent));
    }

    [Fact]
    public async Task A_waiting_customer_is_given_to_an_agent_with_a_reason()
    {
        Supervision.Floor = View(Agent(71, "王志强"), Agent(72, "陈雨桐", Presence.Break));
        var page = Open();
        await page.Find("[data-assign]").ClickAsync(new());
        Assert.Equal(["选择坐席", "王志强 · 在线 · 2/5", "陈雨桐 · 小休 · 2/5"], page.FindAll(".assign-form option").Select(o => o.TextContent));
        Assert.True(page.Find("[data-assign-sure]").HasAttribute("disabled"));
        await page.Find(".assign-form select").ChangeAsync(Id(72).ToString());
        await page.Find(".assign-form input").InputAsync("投诉升级");
        await page.Find(".assign-form").SubmitAsync();
        Assert.Equal([$"assign {Id(10)} {Id(72)} 投诉升级"], Supervision.Commands);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".assign-form")));
    }

    [Fact]
    public async Task Why_a_customer_waits_is_told_here_too()
    {
        Supervision.Floor = View(Agent(71, "王志强"));
        var page = Open();
        await page.Find("[data-why]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("已经不在排队了", page.Find(".why-pop li").TextContent));
    }

    [Fact]
    public async Task A_closed_page_looks_no_more()
    {
        Supervision.Floor = View(Agent(71, "王志强"));
        var page = Open();
        await page.InvokeAsync(() => page.Instance.DisposeAsync().AsTask());
        Clock.Advance(TimeSpan.FromSeconds(5));
        Feed.Publish(Topic.Floor, new QueueChanged(0, null));
        Assert.Equal(1, Supervision.FloorReads);
    }
}
