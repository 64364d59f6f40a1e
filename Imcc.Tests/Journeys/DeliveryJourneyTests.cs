using Imcc.Core.Delivery;
using Imcc.Core.Desk;
using Imcc.Web.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Tests.Journeys;

/// <summary>What becomes of an agent's words on their way through WeChat's API. Faults of the stand-in are for all, so these take turns.</summary>
public sealed class DeliveryJourneyTests(JourneyHost journeys)
{
    private const string Send = "/message/custom/send";

    [Fact]
    public async Task A_busy_server_is_asked_again_and_the_order_is_kept()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 1);
        var (agent, customer, conversation) = await ServedAsync(scene, "busy");
        scene.Inject(new StandInFault(Send, -1, Times: 2));

        foreach (var text in new[] { "第一句", "第二句", "第三句" })
            Assert.Equal("Done", await agent.SayAsync(conversation, text));

        await scene.PhoneShowsAsync(customer, "第三句");
        Assert.Equal(["第一句", "第二句", "第三句"], scene.Phone(customer).Skip(1));
    }

    [Fact]
    public async Task A_permanent_error_is_shown_on_the_message_and_it_can_be_sent_again()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 1);
        var (agent, customer, conversation) = await ServedAsync(scene, "wind");
        scene.Inject(new StandInFault(Send, 45015));
        var message = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

        await agent.DoAsync("Reply", conversation.GetProperty("id").GetString(), message, "还在吗");

        await Eventually.Async(() => Task.FromResult(agent.Events.Any(e => e.GetProperty("event").GetString() == "delivery"
            && e.GetProperty("messageId").GetGuid() == message && e.GetProperty("state").GetString() == "Failed"
            && e.GetProperty("error").GetString()!.Contains("45015", StringComparison.Ordinal))), "the agent sees 45015 on the message");
        Assert.DoesNotContain("还在吗", scene.Phone(customer));
        Assert.Equal("Done", await agent.DoAsync("Resend", conversation.GetProperty("id").GetString(), message));
        await scene.PhoneShowsAsync(customer, "还在吗");
    }

    [Fact]
    public async Task Tokens_that_expire_are_renewed_and_nothing_is_said()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 1);
        var (agent, customer, conversation) = await ServedAsync(scene, "tokn");
        scene.WeChat.ExpireTokens(ImccHost.AppId + scene.Index);

        await agent.SayAsync(conversation, "令牌过期之后");

        await scene.PhoneShowsAsync(customer, "令牌过期之后");
        Assert.Single(scene.Phone(customer), "令牌过期之后");
    }

    [Fact]
    public async Task What_comes_after_the_allowance_is_spent_waits_for_the_customer_and_goes_out_when_they_write()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 1);
        var (agent, customer, conversation) = await ServedAsync(scene, "hold");
        // The greeting was the first of five.
        for (var i = 1; i <= 4; i++)
            Assert.Equal("Done", await agent.SayAsync(conversation, $"第{i}句"));
        var message = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await agent.DoAsync("Reply", conversation.GetProperty("id").GetString(), message, "第六句");
        await HearsAsync(agent, message, "Failed");

        Assert.Equal(CommandOutcome.Done, await scene.Messages().HoldAsync(scene.AgentId(0), conversation.GetProperty("id").GetGuid(), message));
        await HearsAsync(agent, message, "Held");
        Assert.DoesNotContain("第六句", scene.Phone(customer));
        await customer.SayAsync("我回来了");

        await scene.PhoneShowsAsync(customer, "第六句");
        await HearsAsync(agent, message, "Sent");
    }

    [Fact]
    public async Task A_stopped_interface_goes_on_when_somebody_lets_it()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 1);
        var (agent, customer, conversation) = await ServedAsync(scene, "stop");
        scene.Inject(new StandInFault(Send, 45009));
        await agent.SayAsync(conversation, "额度用完之前");
        var stops = scene.Host.Services.GetRequiredService<IStoppedApis>();
        var admin = scene.Host.Services.GetRequiredService<Func<Core.Organisation.Directory>>()().Agents.Values.Single(a => a.UserName == "admin").Id;
        // Other journeys of the same host may have stopped something, too.
        var account = scene.Host.Services.GetRequiredService<Func<Core.Organisation.Directory>>()().AccountsByKey[scene.Account].Id;
        async Task<StoppedApi?> StopAsync() => (await stops.ListAsync(admin)).SingleOrDefault(s => s.AccountId == account && s.Kind == RefusalKind.QuotaSpent);
        await Eventually.Async(async () => await StopAsync() is not null, "the quota is known to be spent");
        await agent.SayAsync(conversation, "等着");
        var stop = (await StopAsync())!;
        Assert.Equal(16, stop.Until!.Value.ToUniversalTime().Hour);

        Assert.True(await stops.TryAgainAsync(admin, stop.AccountId, stop.Api));

        await scene.PhoneShowsAsync(customer, "等着");
        Assert.Equal(["额度用完之前", "等着"], scene.Phone(customer).TakeLast(2));
    }

    private static Task HearsAsync(HubAgent agent, Guid message, string state) => Eventually.Async(
        () => Task.FromResult(agent.Events.Any(e => e.GetProperty("event").GetString() == "delivery" && e.GetProperty("messageId").GetGuid() == message && e.GetProperty("state").GetString() == state)),
        "the agent hears that it is " + state);

    private static async Task<(HubAgent, Follower, System.Text.Json.JsonElement)> ServedAsync(Scene scene, string name)
    {
        var (agent, customer) = (scene.Agents[0], scene.Follower(name));
        await agent.BeAsync("Available");
        await customer.SayAsync("你好");
        var conversation = await agent.ConversationAsync(customer.OpenId, "Active");
        // The greeting is out before any fault is set.
        await scene.PhoneShowsAsync(customer, $"您好，客服坐席{scene.Index}甲为您服务");
        return (agent, customer, conversation);
    }
}
