namespace Imcc.Tests.Journeys;

/// <summary>WeChat delivers up to three times, at once or out of order: one message, one answer.</summary>
public sealed class DuplicateTests(JourneyHost journeys)
{
    [Fact]
    public async Task Each_message_delivered_three_times_at_once_and_out_of_order_is_taken_once()
    {
        await using var scene = await journeys.SceneAsync();
        var customer = scene.Follower("dup1");
        var messages = Enumerable.Range(0, 60).Select(i => (Id: Follower.NextId(), Text: "消息" + i)).ToArray();
        var deliveries = messages.Concat(messages).Concat(messages).ToArray();
        new Random(7).Shuffle(deliveries);

        var answers = await Task.WhenAll(deliveries.Select(m => Task.Run(() => customer.SayAsync(m.Text, m.Id))));

        Assert.All(answers, a => Assert.Equal(200, a.Status));
        // A busy machine answers before the last ones are in their thread.
        await Eventually.Async(async () => (await InboundAsync(scene, customer)).Count >= messages.Length, "all are in the thread");
        var inbound = await InboundAsync(scene, customer);
        Assert.Equal(messages.Select(m => m.Text).Order(StringComparer.Ordinal), inbound.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_repeated_delivery_gets_the_same_answer_again_and_nothing_twice()
    {
        await using var scene = await journeys.SceneAsync(autoReply: true);
        var customer = scene.Follower("dup2");
        var id = Follower.NextId();

        var first = await customer.SayAsync("你好", id);
        var again = await customer.SayAsync("你好", id);
        foreach (var i in Enumerable.Range(0, 12))
            await customer.SayAsync("又一句" + i);
        // Long after, and with much in between: whoever lost the answer then has it now.
        var once = await customer.SayAsync("你好", id);

        Assert.Equal((200, "回复“人工”转人工客服"), first);
        Assert.Equal(first, again);
        Assert.Equal(first, once);
        Assert.Equal(26, (await scene.Host.ThreadAsync(scene.Account, customer.OpenId)).Count);
        Assert.Empty(scene.Phone(customer));
    }

    [Fact]
    public async Task The_same_event_twice_is_one_and_another_of_the_same_second_is_another()
    {
        await using var scene = await journeys.SceneAsync();
        var customer = scene.Follower("dup3");
        var at = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

        await customer.EventAsync("CLICK", "BALANCE", at);
        await customer.EventAsync("CLICK", "BALANCE", at);
        await customer.EventAsync("CLICK", "BILL", at);
        await customer.EventAsync("VIEW", "https://example.com/a", at);

        Assert.Equal(3, (await InboundAsync(scene, customer)).Count);
    }

    [Fact]
    public async Task Two_messages_of_the_same_second_are_both_new()
    {
        await using var scene = await journeys.SceneAsync();
        var customer = scene.Follower("dup4");
        var at = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

        foreach (var _ in Enumerable.Range(0, 2))
            await customer.PostAsync($"<MsgType>text</MsgType><Content>同一秒</Content><MsgId>{Follower.NextId()}</MsgId>", at);

        Assert.Equal(["同一秒", "同一秒"], await InboundAsync(scene, customer));
    }

    [Fact]
    public async Task An_agents_command_sent_again_is_carried_out_once()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 1);
        var (agent, customer) = (scene.Agents[0], scene.Follower("dup5"));
        await agent.BeAsync("Available");
        await customer.SayAsync("你好");
        var conversation = await agent.ConversationAsync(customer.OpenId, "Active");
        var id = conversation.GetProperty("id").GetString();
        var message = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => agent.DoAsync("Reply", id, message, "只说一次")));

        Assert.Single(outcomes, "Done");
        Assert.Equal(4, outcomes.Count(o => o == "AlreadyDone"));
        await scene.PhoneShowsAsync(customer, "只说一次");
        Assert.Single(scene.Phone(customer), "只说一次");
    }

    private static async Task<List<string>> InboundAsync(Scene scene, Follower customer) =>
        [.. (await scene.Host.ThreadAsync(scene.Account, customer.OpenId)).Where(m => m.GetProperty("direction").GetString() == "Inbound").Select(m => m.GetProperty("text").GetString()!)];
}
