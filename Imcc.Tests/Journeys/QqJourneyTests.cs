using System.Net.Http.Json;
using Imcc.Core.Desk;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Tests.Journeys;

/// <summary>People and a group on QQ, and the agent who answers them.</summary>
public sealed class QqJourneyTests(JourneyHost journeys)
{
    [Fact]
    public async Task A_QQ_user_writes_an_agent_answers_takes_something_back_and_it_ends()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 2);
        using var talk = await QqTalk.BeginAsync(scene, "QQUSER0001");
        var agent = scene.Agents[0];
        await agent.BeAsync("Available");

        await talk.SayAsync("信用卡丢了怎么办😀");
        var conversation = await agent.ConversationAsync(talk.Chat, "Active");
        Assert.Equal(("Qq", "QQ用户 0001"), (conversation.GetProperty("channel").GetString(), conversation.GetProperty("customerName").GetString()));
        await talk.ReadsAsync($"您好，客服坐席{scene.Index}甲为您服务");
        Assert.Equal("Done", await agent.SayAsync(conversation, "您好，已为您挂失 ✓ <b>请放心</b> 😀"));
        await talk.ReadsAsync("您好，已为您挂失 ✓ <b>请放心</b> 😀");
        Assert.All(talk.Read, e => Assert.Equal("passive", e.Via));

        // A picture comes in and stands in our own store.
        var picture = talk.StandIn.Files.Keep("inbound", 1, Files.SampleFiles.Png, "image/png", "card.png");
        await talk.ActAsync("file", mediaId: picture.Id);
        await Eventually.Async(async () => (await talk.ThreadAsync()).Any(m => m.GetProperty("content").GetProperty("kind").GetString() == "picture"
            && m.GetProperty("content").GetProperty("media").TryGetProperty("fileId", out _)), "the picture is in our own store");

        Assert.Equal("Done", await agent.SayAsync(conversation, "发错了"));
        await talk.ReadsAsync("发错了");
        var wrong = talk.Read.Single(e => e.Text == "发错了").Id;
        await Eventually.Async(async () => (await talk.ThreadAsync()).Any(m => m.GetProperty("text").GetString() == "发错了" && m.GetProperty("delivery").GetString() == "Sent"), "it is noted as sent");
        var message = (await talk.ThreadAsync()).Single(m => m.GetProperty("text").GetString() == "发错了");
        var handling = scene.Host.Services.GetRequiredService<IMessageHandling>();
        var agentId = message.GetProperty("agentId").GetGuid();
        Assert.Equal(CommandOutcome.Done, await handling.RecallAsync(agentId, conversation.GetProperty("id").GetGuid(), message.GetProperty("id").GetGuid()));
        Assert.Equal(("recall", wrong), (talk.Entries[^1].Kind, talk.Entries[^1].Id));

        Assert.Equal("Done", await agent.DoAsync("End", conversation.GetProperty("id").GetString()));
        await talk.ReadsAsync("感谢您的咨询");
    }

    [Fact]
    public async Task A_group_calls_us_by_our_name_and_reads_the_answer_in_the_group()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 2);
        using var talk = await QqTalk.BeginAsync(scene, "group:QQGROUP0002");
        var agent = scene.Agents[0];
        await agent.BeAsync("Available");

        await talk.SayAsync("今天的利率是多少", "小红");
        var conversation = await agent.FindAsync(c => c.GetProperty("channel").GetString() == "Qq" && c.GetProperty("state").GetString() == "Active", "the group's question reaches the agent");
        Assert.Equal("Done", await agent.SayAsync(conversation, "一年期 1.5%"));
        await talk.ReadsAsync("一年期 1.5%");
        Assert.Equal("passive", talk.Read.Single(e => e.Text == "一年期 1.5%").Via);
    }

    [Fact]
    public async Task What_QQ_s_people_refuse_is_not_left_standing_as_sent()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 2);
        using var talk = await QqTalk.BeginAsync(scene, "QQUSER0003");
        var agent = scene.Agents[0];
        await agent.BeAsync("Available");
        await talk.SayAsync("在吗");
        var conversation = await agent.ConversationAsync(talk.Chat, "Active");
        await talk.ReadsAsync($"您好，客服坐席{scene.Index}甲为您服务");

        // Of the whole stand-in: the review takes whatever comes next, so it is told apart by its own words.
        talk.StandIn.ToReview = 1;
        Assert.Equal("Done", await agent.SayAsync(conversation, "这句话要审核"));
        await Eventually.Async(() => Task.FromResult(talk.StandIn.Reviews().Any(r => r.Entry.Text == "这句话要审核")), "the message waits for its review");
        await Eventually.Async(async () => (await talk.ThreadAsync()).Any(m => m.GetProperty("text").GetString() == "这句话要审核" && m.GetProperty("delivery").GetString() == "Sent"), "until then it counts as sent");
        using var client = scene.Host.Client();
        var review = talk.StandIn.Reviews().Single(r => r.Entry.Text == "这句话要审核");
        using var decided = await client.PostAsJsonAsync(new Uri("simulator/qq/api/reviews", UriKind.Relative), new { account = talk.Account, id = review.Id, isPassed = false });
        decided.EnsureSuccessStatusCode();

        await Eventually.Async(async () => (await talk.ThreadAsync()).Any(m => m.GetProperty("text").GetString() == "这句话要审核" && m.GetProperty("delivery").GetString() == "Failed"), "it failed");
        await Eventually.Async(() => Task.FromResult(agent.Events.Any(e => e.GetProperty("event").GetString() == "delivery" && e.GetProperty("state").GetString() == "Failed")), "the agent is told");
    }
}
