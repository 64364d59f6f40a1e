using Bunit;
using Imcc.Core.Agents;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Web.Components.Desk;
using Imcc.Web.Components.Steer;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using static Imcc.Tests.Desk.FakeWorkplace;

namespace Imcc.Tests.Desk;

/// <summary>A supervisor's look at others' conversations: the real page over a <see cref="FakeSteering"/>.</summary>
public sealed class WatchPageTests : DeskBench
{
    private static readonly Guid Agent = Id(70);
    private readonly FakeSteering _steering = new();

    public WatchPageTests()
    {
        Services.AddSingleton<ISteering>(_steering);
        Workplace.IsLead = true;
        Has(10, "陈思远");
        Has(11, "王女士", ConversationState.Queued);
        Workplace.Says(10, 1, new TextContent("我要投诉"));
    }

    [Fact]
    public void It_lists_what_goes_on_in_the_units_and_nothing_of_a_desk_of_ones_own()
    {
        var page = Look(null);
        Assert.Equal(["陈思远", "王女士"], page.FindAll(".desk-left .row-name").Select(n => n.TextContent));
        Assert.Equal(["李晓雯", "未分配"], page.FindAll(".desk-left .row-mark").Select(n => n.TextContent));
        Assert.Empty(page.FindAll(".agent-bar, .composer"));
        Assert.Equal(0, Workplace.Screens);

        page.Find("[data-list-filter]").Input("王");
        page.WaitForAssertion(() => Assert.Equal(["王女士"], page.FindAll(".desk-left .row-name").Select(n => n.TextContent)));
    }

    [Fact]
    public void Who_looks_sees_the_thread_live_and_can_step_in_as_its_state_allows()
    {
        var page = Look(Id(10));
        page.WaitForAssertion(() => Assert.Equal("Monitor", page.Find("[data-steer]").GetAttribute("data-steer")));
        Assert.Contains("我要投诉", page.Find(".msg.customer").TextContent);
        Assert.All(page.FindAll("[data-mode-of]"), b => Assert.False(b.HasAttribute("disabled")));

        _ = page.InvokeAsync(() => _steering.Watched[Id(10)]!(new MessageAdded(Workplace.Says(10, 2, new TextContent("还不处理？")))));
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".msg.customer").Count));

        // Who waits has nobody to whisper to, and no stretch to join.
        page = Look(Id(11));
        page.WaitForAssertion(() => Assert.Equal(["Whisper", "Join"], page.FindAll("[data-mode-of][disabled]").Select(b => b.GetAttribute("data-mode-of"))));
    }

    [Fact]
    public async Task Whoever_looks_on_a_wrap_up_reads_it_and_is_offered_nothing_that_is_the_agents()
    {
        Has(12, "赵先生", ConversationState.WrapUp);
        var page = Look(Id(12));
        page.WaitForAssertion(() => Assert.Equal("Monitor", page.Find("[data-steer]").GetAttribute("data-steer")));
        Assert.Empty(page.FindAll(".wrapup-card"));
        await page.FindAll(".desk-right .tab")[3].ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("李晓雯 正在做话后处理", page.Find(".wrapup-card").TextContent));
        Assert.Empty(page.FindAll("[data-finish]"));
        Assert.True(page.Find(".note.tall").HasAttribute("readonly"));
    }

    [Fact]
    public async Task A_whisper_is_no_remark_and_joining_no_reply_of_ones_own()
    {
        var page = Look(Id(10));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".steer-composer.whispering")));
        await page.InvokeAsync(() => page.Instance.SubmitAsync(Id(10), Id(900), "先道歉", true));
        await page.InvokeAsync(() => page.Instance.KeyAsync("remark"));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".steer-composer.joining")));
        await page.InvokeAsync(() => page.Instance.SubmitAsync(Id(10), Id(901), "我是班长", false));
        Assert.Equal(["watch", "whisper 先道歉", "speak 我是班长"], _steering.Commands);
        Assert.Empty(Workplace.Commands);
    }

    [Fact]
    public async Task Moving_by_force_says_from_whom_to_where_and_why()
    {
        Handovers.Targets = new([new TargetGroup(Id(51), "贵宾服务", true, 0, 2), new TargetGroup(Id(52), "夜间", false, 0, 0)], []);
        var page = Look(Id(10));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-mode-of=Move]")));
        await page.Find("[data-mode-of=Move]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-target] optgroup:first-of-type option").Count));
        Assert.True(page.FindAll("[data-target] optgroup option")[1].HasAttribute("disabled"));
        await page.Find("[data-target]").ChangeAsync("g" + Id(51));
        await page.Find(".steer-form input").InputAsync("走错队列");
        await page.Find(".steer-form").SubmitAsync();
        Assert.Equal(["watch", $"move {Agent} {Id(51)} 走错队列"], _steering.Commands);
    }

    [Fact]
    public async Task A_look_that_ends_by_itself_says_so_and_offers_nothing_more()
    {
        var page = Look(Id(10));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".steer-composer")));
        await page.InvokeAsync(() => _steering.Watched[Id(10)]!(new WatchOver(Id(1010), Id(10))));
        page.WaitForAssertion(() =>
        {
            Assert.Empty(page.FindAll(".steer-composer, [data-mode-of]"));
            Assert.Contains("旁听已停止", page.Find(".steer-bar").TextContent);
        });
    }

    [Fact]
    public void What_is_not_of_ones_units_is_not_shown_and_who_is_no_lead_reads_so()
    {
        _steering.Watched.Remove(Id(10));
        var page = Look(Id(10));
        page.WaitForAssertion(() => Assert.Contains("会话不存在", page.Find(".desk-middle").TextContent));
        Assert.DoesNotContain("我要投诉", page.Markup);

        Workplace.IsLead = false;
        _steering.Open = null;
        page = Look(null);
        page.WaitForAssertion(() => Assert.Contains("只有班长", page.Find("[data-not-lead]").TextContent));
    }

    [Theory]
    [InlineData("/watch", "/desk", true)]
    [InlineData("/watch", "/history", true)]
    [InlineData("/desk", "/watch", true)]
    [InlineData("/desk", "/history", false)]
    [InlineData("/watch", "/floor", false)]
    public void Between_a_desk_of_ones_own_and_a_look_at_others_the_page_begins_anew(string from, string to, bool isLoaded)
    {
        var navigation = (Bunit.TestDoubles.BunitNavigationManager)Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo(from);
        Render<DeskPage>();
        navigation.NavigateTo(to);
        var last = navigation.History.First();
        Assert.EndsWith(to, last.Uri, StringComparison.Ordinal);
        Assert.Equal(isLoaded, last.Options.ForceLoad);
    }

    [Theory, InlineData(Presence.Break, "班长更改了你的状态"), InlineData(Presence.Offline, "班长已将你签出")]
    public async Task An_agent_is_told_that_a_supervisor_changed_their_presence_and_not_of_what_they_chose_themselves(Presence presence, string notice)
    {
        var desk = Open();
        await Workplace.TellAsync(new StatusChanged(Workplace.Status with { Presence = Presence.Busy, Revision = 5 }));
        await Workplace.TellAsync(new StatusChanged(Workplace.Status with { Presence = Presence.Busy, Revision = 6 }, By: Me));
        Assert.Empty(desk.FindAll(".notice"));
        await Workplace.TellAsync(new StatusChanged(Workplace.Status with { Presence = presence, Revision = 7 }, By: Agent));
        desk.WaitForAssertion(() => Assert.Contains(notice, desk.Find(".notice").TextContent));
    }

    private void Has(int number, string name, ConversationState state = ConversationState.Active)
    {
        var c = Workplace.Has(number, state, name, agent: Agent) with { AgentName = "李晓雯", GroupName = "信用卡", AgentId = state == ConversationState.Queued ? null : Agent };
        History.Conversations[c.Id] = Workplace.Conversations[c.Id] = c;
        _steering.Open = [.. _steering.Open!, c];
        _steering.Watched[c.Id] = null;
    }

    private IRenderedComponent<DeskPage> Look(Guid? id)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(SteerUrls.Watch(id));
        return Render<DeskPage>(p => p.Add(d => d.WatchId, id));
    }
}
