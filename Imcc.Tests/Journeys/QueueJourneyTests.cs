using System.Net.Http.Json;

namespace Imcc.Tests.Journeys;

/// <summary>Waiting, ringing, capacity and VIPs, through the doors that people use.</summary>
public sealed class QueueJourneyTests(JourneyHost journeys)
{
    [Fact]
    public async Task With_two_agents_of_one_place_each_the_third_customer_waits_and_is_served_when_one_ends()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: [1, 1]);
        await scene.Agents[0].BeAsync("Available");
        await scene.Agents[1].BeAsync("Available");
        var customers = new[] { scene.Follower("one1"), scene.Follower("two2"), scene.Follower("thr3") };
        foreach (var customer in customers)
            await customer.SayAsync("你好");
        await Eventually.Async(() => Task.FromResult(Active(scene) == 2), "two are served");
        Assert.Equal("Queued", await StateAsync(scene, customers[2]));

        var busy = scene.Agents.First(a => a.Conversations.Values.Any(c => c.GetProperty("state").GetString() == "Active"));
        var ending = busy.Conversations.Values.First(c => c.GetProperty("state").GetString() == "Active").GetProperty("id").GetString();
        await busy.DoAsync("End", ending);
        // The wrap-up still takes the agent's one place.
        Assert.Equal("Queued", await StateAsync(scene, customers[2]));
        await busy.DoAsync("FinishWrapUp", ending);

        await busy.ConversationAsync(customers[2].OpenId, "Active");
    }

    [Fact]
    public async Task A_vip_overtakes_those_who_wait()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 1);
        var (early, vip) = (scene.Follower("early"), scene.Follower("vvip"));
        await early.SayAsync("我先来的");
        await vip.SayAsync("我后来的");
        using var client = scene.Host.Client();
        using var made = await client.PutAsJsonAsync(new Uri($"/api/v1/accounts/{scene.Account}/contacts/{vip.OpenId}", UriKind.Relative), new { vipTier = 2 });
        Assert.Equal(System.Net.HttpStatusCode.NoContent, made.StatusCode);

        await scene.Agents[0].BeAsync("Available");

        await scene.Agents[0].ConversationAsync(vip.OpenId, "Active");
        Assert.Equal("Queued", await StateAsync(scene, early));
    }

    [Fact]
    public async Task An_offer_that_rings_out_goes_to_the_next_and_two_misses_make_a_break()
    {
        await using var scene = await journeys.SceneAsync(capacities: [2, 2]);
        var (sleeper, other) = (scene.Agents[0], scene.Agents[1]);
        await sleeper.BeAsync("Available");
        var customers = new[] { scene.Follower("slp1"), scene.Follower("slp2") };
        foreach (var customer in customers)
            await customer.SayAsync("有人吗");
        await sleeper.ConversationAsync(customers[0].OpenId, "Offered");
        await sleeper.ConversationAsync(customers[1].OpenId, "Offered");
        var enqueued = await EnqueuedAtAsync(scene, customers[0]);
        other.AcceptAll();
        await other.BeAsync("Available");

        scene.Host.Time.Pass(TimeSpan.FromSeconds(31));

        await other.ConversationAsync(customers[0].OpenId, "Active");
        await other.ConversationAsync(customers[1].OpenId, "Active");
        Assert.Equal(enqueued, await EnqueuedAtAsync(scene, customers[0]));
        await Eventually.Async(() => Task.FromResult(sleeper.Events.Any(e =>
            e.GetProperty("event").GetString() == "status" && e.GetProperty("status").GetProperty("presence").GetString() == "AutoBreak")), "the sleeper is on a break");
        // The late hand is told, and changes nothing.
        var late = sleeper.Conversations.Values.First();
        Assert.Equal("TooLate", await sleeper.DoAsync("Accept", late.GetProperty("id").GetString(), Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString()));
    }

    [Fact]
    public async Task A_declined_offer_goes_to_another_agent_and_not_back()
    {
        await using var scene = await journeys.SceneAsync(capacities: [1, 1]);
        await scene.Agents[0].BeAsync("Available");
        var customer = scene.Follower("decl");
        await customer.SayAsync("你好");
        var offered = await scene.Agents[0].ConversationAsync(customer.OpenId, "Offered");
        await scene.Agents[1].BeAsync("Available");

        Assert.Equal("Done", await scene.Agents[0].DoAsync("Decline", offered.GetProperty("id").GetString(), offered.GetProperty("offerId").GetString()));

        await scene.Agents[1].ConversationAsync(customer.OpenId, "Offered");
    }

    [Fact]
    public async Task When_the_agents_screen_is_gone_the_offer_goes_back_at_once_and_the_conversation_after_the_grace()
    {
        await using var scene = await journeys.SceneAsync(capacities: [2, 2]);
        var gone = scene.Agents[0];
        await gone.BeAsync("Available");
        var (served, asked) = (scene.Follower("srvd"), scene.Follower("askd"));
        await served.SayAsync("一");
        var first = await gone.ConversationAsync(served.OpenId, "Offered");
        await gone.DoAsync("Accept", first.GetProperty("id").GetString(), first.GetProperty("offerId").GetString());
        await asked.SayAsync("二");
        await gone.ConversationAsync(asked.OpenId, "Offered");
        var enqueued = await EnqueuedAtAsync(scene, served);

        await gone.DisposeAsync();

        await Eventually.Async(async () => await StateAsync(scene, asked) == "Queued", "the offer is taken back");
        Assert.Equal("Active", await StateAsync(scene, served));
        scene.Host.Time.Pass(TimeSpan.FromSeconds(125));
        await Eventually.Async(async () => await StateAsync(scene, served) == "Queued", "the conversation is given back");
        Assert.Equal(enqueued, await EnqueuedAtAsync(scene, served));
        scene.Agents[1].AcceptAll();
        await scene.Agents[1].BeAsync("Available");
        await scene.Agents[1].ConversationAsync(served.OpenId, "Active");
    }

    [Fact]
    public async Task Who_stops_following_leaves_the_line()
    {
        await using var scene = await journeys.SceneAsync(capacities: 1);
        var customer = scene.Follower("left");
        await customer.SayAsync("你好");

        Assert.Equal((200, null), await customer.EventAsync("unsubscribe"));

        await Eventually.Async(async () => await StateAsync(scene, customer) == "Abandoned", "the conversation is abandoned");
    }

    [Fact]
    public async Task A_wrap_up_that_nobody_finishes_ends_by_itself_and_frees_the_place()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 1);
        var (agent, first, second) = (scene.Agents[0], scene.Follower("fst1"), scene.Follower("snd2"));
        await agent.BeAsync("Available");
        await first.SayAsync("你好");
        var conversation = await agent.ConversationAsync(first.OpenId, "Active");
        await second.SayAsync("你好");
        await agent.DoAsync("End", conversation.GetProperty("id").GetString());

        scene.Host.Time.Pass(TimeSpan.FromSeconds(61));

        await agent.ConversationAsync(second.OpenId, "Active");
        Assert.Equal("Closed", await StateAsync(scene, first));
    }

    private static int Active(Scene scene) =>
        scene.Agents.Sum(a => a.Conversations.Values.Count(c => c.GetProperty("state").GetString() == "Active"));

    private static async Task<string> StateAsync(Scene scene, Follower customer) => (await ConversationAsync(scene, customer)).GetProperty("state").GetString()!;

    private static async Task<string> EnqueuedAtAsync(Scene scene, Follower customer) => (await ConversationAsync(scene, customer)).GetProperty("enqueuedAt").GetString()!;

    private static async Task<System.Text.Json.JsonElement> ConversationAsync(Scene scene, Follower customer)
    {
        using var client = scene.Host.Client();
        var group = Uri.EscapeDataString("组" + scene.Index);
        var page = await client.GetFromJsonAsync<System.Text.Json.JsonElement>(new Uri($"/api/v1/conversations?group={group}&take=200", UriKind.Relative));
        return page.GetProperty("conversations").EnumerateArray().First(c => c.GetProperty("customerName").GetString()!.EndsWith(customer.OpenId[^4..], StringComparison.Ordinal));
    }
}
