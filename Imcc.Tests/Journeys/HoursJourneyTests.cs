using Imcc.Core.Organisation;

namespace Imcc.Tests.Journeys;

/// <summary>Closed, full, waiting for long, gone quiet: what a customer hears, and where they end up.</summary>
public sealed class HoursJourneyTests(TimeTravelHost journeys) : IClassFixture<TimeTravelHost>
{
    [Fact]
    public async Task After_hours_a_message_is_kept_and_reaches_an_agent_at_the_next_opening()
    {
        await using var scene = await ReadyAsync(1);
        await scene.OpenOnlyAsync(2);
        var (asking, telling) = (scene.Follower("ask1"), scene.Follower("tel2"));

        var (_, closed) = await asking.SayAsync("人工");
        Assert.Contains("现在是非服务时间", closed, StringComparison.Ordinal);
        Assert.Contains("00:00 开始", closed, StringComparison.Ordinal);
        Assert.Equal("已收到您的留言，客服会尽快回复您，请留意消息。", (await asking.SayAsync("我的卡丢了，请帮我挂失")).Answer);
        // Whoever says at once what it is about has left a message by that.
        Assert.Contains("非服务时间", (await telling.SayAsync("网银登录不了")).Answer, StringComparison.Ordinal);
        Assert.Null((await telling.SayAsync("提示密码错误")).Answer);
        await scene.StateIsAsync(asking, "Parked");
        await scene.StateIsAsync(telling, "Parked");
        Assert.DoesNotContain(scene.Agents[0].Conversations.Values, c => c.GetProperty("state").GetString() == "Active");

        scene.Host.Time.Pass(TimeSpan.FromDays(2));
        await scene.Agents[0].BeAsync("Available");

        var first = await scene.Agents[0].FindAsync(c => c.GetProperty("state").GetString() == "Active", "a message reaches the agent");
        await scene.Agents[0].SayAsync(first, "您好，我看到了您的留言");
        await scene.Agents[0].DoAsync("End", first.GetProperty("id").GetString());
        await scene.Agents[0].FindAsync(c => c.GetProperty("state").GetString() == "Active" && c.GetProperty("id").GetString() != first.GetProperty("id").GetString(), "and the other one");
    }

    [Fact]
    public async Task A_full_line_turns_away_whoever_comes_then_and_never_a_vip()
    {
        await using var scene = await ReadyAsync(1);
        await scene.RuleAsync(g => g.Line = g.Line with { MostWaiting = 2, AlwaysAdmittedFrom = 3 });
        var waiting = new[] { scene.Follower("wt01"), scene.Follower("wt02") };
        foreach (var customer in waiting)
            await customer.SayAsync("排队");
        var late = scene.Follower("late");

        Assert.Contains("排队已满", (await late.SayAsync("你好")).Answer, StringComparison.Ordinal);

        await scene.StateIsAsync(late, "Parked");
        var vip = scene.Follower("vip3");
        await vip.EventAsync("subscribe");
        using var client = scene.Host.Client();
        using var made = await System.Net.Http.Json.HttpClientJsonExtensions.PutAsJsonAsync(
            client, new Uri($"/api/v1/accounts/{scene.Account}/contacts/{vip.OpenId}", UriKind.Relative), new { vipTier = 3 });
        Assert.True(made.IsSuccessStatusCode);
        await vip.SayAsync("你好");
        await scene.StateIsAsync(vip, "Queued");
    }

    [Fact]
    public async Task One_who_waits_hears_the_honest_place_and_may_choose_to_leave_a_message()
    {
        await using var scene = await ReadyAsync(1);
        await scene.RuleAsync(g => g.Line = g.Line with { ChoiceAfter = TimeSpan.FromMinutes(3) });
        await scene.TextsAsync(t => t with { Queued = "您前面还有 {ahead} 位，预计等待 {wait} 分钟，请稍候。", StillWaiting = "您前面还有 {ahead} 位，请稍候。" });
        var (first, second, third) = (scene.Follower("pl01"), scene.Follower("pl02"), scene.Follower("pl03"));
        Assert.Equal("您前面还有 0 位，请稍候。", (await first.SayAsync("你好")).Answer);
        Assert.Equal("您前面还有 1 位，请稍候。", (await second.SayAsync("你好")).Answer);
        Assert.Equal("您前面还有 2 位，请稍候。", (await third.SayAsync("你好")).Answer);
        // Just told: not told again with every word.
        Assert.Null((await third.SayAsync("在吗")).Answer);
        scene.Host.Time.Pass(TimeSpan.FromSeconds(61));
        Assert.Equal("您前面还有 2 位，请稍候。", (await third.SayAsync("还在吗")).Answer);

        scene.Host.Time.Pass(TimeSpan.FromMinutes(3));

        await Eventually.Async(() => Task.FromResult(scene.Phone(third).Any(t => t.Contains("回复 1 继续等待，回复 2 留言", StringComparison.Ordinal))), "the customer is asked");
        Assert.Equal("您前面还有 2 位，请稍候。", (await third.SayAsync("1")).Answer);
        await scene.StateIsAsync(third, "Queued");
        Assert.Equal("请直接输入您的留言，我们会尽快回复您。", (await third.SayAsync("2")).Answer);
        await scene.StateIsAsync(third, "Automated");
        Assert.StartsWith("已收到您的留言", (await third.SayAsync("请回电 13800000000")).Answer, StringComparison.Ordinal);
        await scene.StateIsAsync(third, "Parked");
        // Ten minutes later it is brought into the line.
        scene.Host.Time.Pass(TimeSpan.FromMinutes(11));
        await scene.StateIsAsync(third, "Queued");
    }

    [Fact]
    public async Task A_customer_gone_quiet_is_asked_then_parked_and_comes_back_where_it_was()
    {
        await using var scene = await ReadyAsync(1);
        await scene.RuleAsync(g => g.Times = g.Times with { CustomerIdleWarning = TimeSpan.FromMinutes(10), CustomerIdleLimit = TimeSpan.FromMinutes(12), WhenIdle = IdleAction.Park });
        await scene.Agents[0].BeAsync("Available");
        var customer = scene.Follower("quie");
        await customer.SayAsync("你好");
        var served = await scene.Agents[0].ConversationAsync(customer.OpenId, "Active");
        await scene.Agents[0].SayAsync(served, "请提供卡号后四位");

        scene.Host.Time.Pass(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));
        await scene.PhoneShowsAsync(customer, "您好，请问还在吗？如暂时不需要帮助，稍后会话将自动结束。");
        await scene.StateIsAsync(customer, "Active");
        scene.Host.Time.Pass(TimeSpan.FromMinutes(2));
        await scene.StateIsAsync(customer, "Parked");

        await customer.SayAsync("1234");
        await scene.Agents[0].FindAsync(c => c.GetProperty("id").GetString() == served.GetProperty("id").GetString() && c.GetProperty("state").GetString() == "Active", "it is back with the agent");
    }

    [Fact]
    public async Task An_agent_who_keeps_silent_is_reported_and_then_relieved()
    {
        await using var scene = await ReadyAsync(1, 1);
        await scene.RuleAsync(g => g.Times = g.Times with
        {
            FirstReplyWarning = TimeSpan.FromSeconds(30),
            FirstReplyLimit = TimeSpan.FromSeconds(60),
            ReplyTransfer = TimeSpan.FromSeconds(120),
        });
        await scene.Agents[0].BeAsync("Available");
        var customer = scene.Follower("slnt");
        await customer.SayAsync("有人吗");
        var id = (await scene.Agents[0].ConversationAsync(customer.OpenId, "Active")).GetProperty("id").GetGuid();

        scene.Host.Time.Pass(TimeSpan.FromSeconds(31));
        await scene.Agents[0].FindAsync(c => c.GetProperty("id").GetGuid() == id && c.GetProperty("alerts").GetString() == "FirstReplyWarned", "the agent is warned");
        scene.Host.Time.Pass(TimeSpan.FromSeconds(30));
        await Eventually.Async(
            async () => (await scene.Supervision().FloorAsync(scene.PersonId("lead1")))!.Alerts.Any(c => c.Id == id), "the supervisor sees it");
        await scene.Agents[1].BeAsync("Available");
        scene.Host.Time.Pass(TimeSpan.FromSeconds(60));
        await scene.Agents[1].FindAsync(c => c.GetProperty("id").GetGuid() == id && c.GetProperty("state").GetString() == "Active", "another agent serves");
    }

    [Fact]
    public async Task Those_who_help_out_are_asked_after_a_while_and_the_customer_keeps_the_place()
    {
        await using var scene = await ReadyAsync(1);
        await using var helping = await journeys.SceneAsync(autoAccept: true, capacities: 1);
        await scene.RuleAsync(g => g.Line = g.Line with { Relaxation = [new(TimeSpan.Zero, 6, []), new(TimeSpan.FromSeconds(60), 1, []), new(TimeSpan.FromSeconds(120), 1, [helping.Group().Id])] });
        await helping.Agents[0].BeAsync("Available");
        var customer = scene.Follower("ring");
        await customer.SayAsync("你好");
        await scene.StateIsAsync(customer, "Queued");
        var why = (await scene.Supervision().WhyWaitingAsync(scene.PersonId("lead1"), await scene.ConversationIdAsync(customer)))!;
        Assert.Equal(0, why.Reason.Contact.Ring);
        Assert.NotNull(why.Reason.MoreAskedAt);

        scene.Host.Time.Pass(TimeSpan.FromSeconds(61));
        await scene.StateIsAsync(customer, "Queued");
        scene.Host.Time.Pass(TimeSpan.FromSeconds(60));

        var served = await helping.Agents[0].ConversationAsync(customer.OpenId, "Active");
        Assert.Equal("组" + scene.Index, served.GetProperty("groupName").GetString());
    }

    [Fact]
    public async Task A_break_longer_than_its_reason_allows_is_shown()
    {
        await using var scene = await ReadyAsync(1);
        var reason = scene.Host.Services.GetService(typeof(Infrastructure.Organisation.DirectoryCache)) is Infrastructure.Organisation.DirectoryCache cache
            ? cache.Current.PresenceReasons.First(r => r.Limit is not null) : throw new InvalidOperationException("The demo has reasons.");
        var workplace = (Core.Desk.IWorkplace)scene.Host.Services.GetService(typeof(Core.Desk.IWorkplace))!;
        Assert.Equal(Core.Desk.CommandOutcome.Done, await workplace.SetPresenceAsync(scene.AgentId(0), reason.Presence, reason.Id, TestContext.Current.CancellationToken));

        scene.Host.Time.Pass(reason.Limit!.Value + TimeSpan.FromSeconds(1));

        await Eventually.Async(
            async () => (await scene.Supervision().FloorAsync(scene.PersonId("lead1")))!.Agents.Single(a => a.Id == scene.AgentId(0)) is { OverLimit: true } agent && agent.Reason == reason.Name,
            "the floor shows the long break");
    }

    private async Task<Scene> ReadyAsync(params int[] capacities)
    {
        var scene = await journeys.SceneAsync(autoAccept: true, capacities: capacities);
        await scene.RuleAsync(g => g.WrapUpSeconds = 0);
        return scene;
    }
}
