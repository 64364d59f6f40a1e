namespace Imcc.Tests.Journeys;

/// <summary>A follower writes, an agent answers, the follower reads the answer, the conversation ends.</summary>
public sealed class WeChatJourneyTests(JourneyHost journeys)
{
    [Fact]
    public async Task A_customer_writes_an_agent_answers_the_customer_reads_it_and_it_ends()
    {
        await using var scene = await journeys.SceneAsync(capacities: 3);
        var (agent, customer) = (scene.Agents[0], scene.Follower("journey1"));
        await agent.BeAsync("Available");

        var (status, answer) = await customer.SayAsync("信用卡丢了怎么办😀");
        Assert.Equal((200, "正在为您转接人工客服，请稍候…"), (status, answer));

        var offered = await agent.ConversationAsync(customer.OpenId, "Offered");
        Assert.Equal("Done", await agent.DoAsync("Accept", offered.GetProperty("id").GetString(), offered.GetProperty("offerId").GetString()));
        Assert.Equal("Done", await agent.SayAsync(offered, "您好，已为您挂失 ✓ <b>请放心</b> 😀"));
        await scene.PhoneShowsAsync(customer, "您好，已为您挂失 ✓ <b>请放心</b> 😀");

        Assert.Equal((200, null), await customer.SayAsync("谢谢"));
        await agent.FindAsync(c => c.GetProperty("unread").GetInt32() == 1, "the agent sees one unread message");
        Assert.Equal("Done", await agent.DoAsync("End", offered.GetProperty("id").GetString()));
        await agent.ConversationAsync(customer.OpenId, "WrapUp");
        Assert.Equal("Done", await agent.DoAsync("SaveNote", offered.GetProperty("id").GetString(), "挂失"));
        Assert.Equal("Done", await agent.DoAsync("FinishWrapUp", offered.GetProperty("id").GetString()));
        await agent.ConversationAsync(customer.OpenId, "Closed");

        await scene.PhoneShowsAsync(customer, "感谢您的咨询");
        Assert.Equal([$"您好，客服坐席{scene.Index}甲为您服务", "您好，已为您挂失 ✓ <b>请放心</b> 😀", "感谢您的咨询"], scene.Phone(customer));
        await Eventually.Async(async () => (await scene.Host.ThreadAsync(scene.Account, customer.OpenId))
            .Where(m => m.GetProperty("direction").GetString() == "Outbound").All(m => m.GetProperty("delivery").GetString() == "Sent"), "everything is noted as sent");
        var thread = await scene.Host.ThreadAsync(scene.Account, customer.OpenId);
        Assert.Equal(
            ["信用卡丢了怎么办😀", "正在为您转接人工客服，请稍候…", $"您好，客服坐席{scene.Index}甲为您服务", "您好，已为您挂失 ✓ <b>请放心</b> 😀", "谢谢", "感谢您的咨询"],
            thread.Select(m => m.GetProperty("text").GetString()!));
        Assert.Equal(Enumerable.Range(1, thread.Count).Select(i => (long)i), thread.Select(m => m.GetProperty("seq").GetInt64()));
    }

    [Fact]
    public async Task A_message_after_the_end_opens_a_new_conversation_on_the_same_thread()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 3);
        var (agent, customer) = (scene.Agents[0], scene.Follower("again"));
        await agent.BeAsync("Available");
        await customer.SayAsync("第一次");
        var first = await agent.ConversationAsync(customer.OpenId, "Active");
        await agent.DoAsync("End", first.GetProperty("id").GetString());
        await agent.DoAsync("FinishWrapUp", first.GetProperty("id").GetString());

        await customer.SayAsync("第二次");

        var second = await agent.FindAsync(c => c.GetProperty("state").GetString() == "Active" && c.GetProperty("id").GetString() != first.GetProperty("id").GetString(), "a second conversation");
        Assert.Equal(first.GetProperty("threadId").GetString(), second.GetProperty("threadId").GetString());
    }

    [Fact]
    public async Task Thanks_during_the_wrap_up_brings_it_back_to_the_same_agent()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 1);
        var (agent, customer) = (scene.Agents[0], scene.Follower("wrap"));
        await agent.BeAsync("Available");
        await customer.SayAsync("问题");
        var conversation = await agent.ConversationAsync(customer.OpenId, "Active");
        await agent.DoAsync("End", conversation.GetProperty("id").GetString());
        await agent.ConversationAsync(customer.OpenId, "WrapUp");

        await customer.SayAsync("还有一个问题");

        var back = await agent.ConversationAsync(customer.OpenId, "Active");
        Assert.Equal(conversation.GetProperty("id").GetString(), back.GetProperty("id").GetString());
    }

    [Fact]
    public async Task An_automatic_text_rides_in_the_response_until_a_person_is_asked_for()
    {
        await using var scene = await journeys.SceneAsync(autoReply: true);
        var customer = scene.Follower("auto");

        Assert.Equal((200, "欢迎关注云软银行"), await customer.EventAsync("subscribe"));
        Assert.Equal((200, "回复“人工”转人工客服"), await customer.SayAsync("你好"));
        Assert.Equal((200, "回复“人工”转人工客服"), await customer.SayAsync("余额"));
        Assert.Equal((200, "正在为您转接人工客服，请稍候…"), await customer.SayAsync(" 人工！"));
        Assert.Equal((200, null), await customer.SayAsync("在吗"));
        await Eventually.Async(async () => (await scene.Host.ThreadAsync(scene.Account, customer.OpenId))
            .Where(m => m.GetProperty("direction").GetString() == "Outbound").All(m => m.GetProperty("delivery").GetString() == "Sent"), "the passive answers are noted as sent");
        Assert.Empty(scene.Phone(customer));
    }

    [Fact]
    public async Task A_picture_is_fetched_before_wechat_throws_it_away_and_the_agent_gets_it()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 1);
        var (agent, customer) = (scene.Agents[0], scene.Follower("pict"));
        await agent.BeAsync("Available");
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0, 0x90, 0x77, 0x53, 0xDE];
        var media = scene.WeChat.Keep(png, "image/png", "photo.png", "image");

        await customer.PostAsync($"<MsgType><![CDATA[image]]></MsgType><PicUrl><![CDATA[http://mmbiz.qpic.cn/x]]></PicUrl><MediaId><![CDATA[{media.Id}]]></MediaId><MsgId>{Follower.NextId()}</MsgId>");

        System.Text.Json.JsonElement picture = default;
        await Eventually.Async(async () =>
        {
            picture = (await scene.Host.ThreadAsync(scene.Account, customer.OpenId))[0].GetProperty("content");
            return picture.GetProperty("media").TryGetProperty("fileId", out _);
        }, "the picture is in our own store");
        using var client = scene.Host.Client();
        Assert.Equal(png, await client.GetByteArrayAsync(new Uri("/files/" + picture.GetProperty("media").GetProperty("fileId").GetString(), UriKind.Relative)));
        await Eventually.Async(() => Task.FromResult(agent.Events.Any(e => e.GetProperty("event").GetString() == "message"
            && e.GetProperty("message").GetProperty("content").TryGetProperty("media", out var seen) && seen.TryGetProperty("fileId", out var id) && id.ValueKind == System.Text.Json.JsonValueKind.String)), "the agent's screen is told");
    }

    [Theory]
    [InlineData("<MsgType><![CDATA[image]]></MsgType><PicUrl><![CDATA[http://mmbiz.qpic.cn/x]]></PicUrl><MediaId><![CDATA[m1]]></MediaId>", "picture")]
    [InlineData("<MsgType><![CDATA[voice]]></MsgType><MediaId><![CDATA[m2]]></MediaId><Format>amr</Format><Recognition></Recognition>", "voice")]
    [InlineData("<MsgType><![CDATA[shortvideo]]></MsgType><MediaId><![CDATA[m3]]></MediaId><ThumbMediaId><![CDATA[t]]></ThumbMediaId>", "video")]
    [InlineData("<MsgType><![CDATA[location]]></MsgType><Location_X>23.1</Location_X><Location_Y>113.2</Location_Y><Scale>20</Scale><Label><![CDATA[ 广州塔]]></Label>", "location")]
    [InlineData("<MsgType><![CDATA[link]]></MsgType><Title><![CDATA[公告]]></Title><Description><![CDATA[d]]></Description><Url><![CDATA[https://example.com]]></Url>", "link")]
    [InlineData("<MsgType><![CDATA[hologram]]></MsgType><Beam><![CDATA[α]]></Beam>", "unknown")]
    public async Task Whatever_a_customer_sends_is_stored_as_what_it_is_and_brings_a_person(string body, string kind)
    {
        await using var scene = await journeys.SceneAsync();
        var customer = scene.Follower("kind");

        Assert.Equal((200, "正在为您转接人工客服，请稍候…"), await customer.PostAsync(body + $"<MsgId>{Follower.NextId()}</MsgId>"));

        Assert.Equal(kind, (await scene.Host.ThreadAsync(scene.Account, customer.OpenId))[0].GetProperty("content").GetProperty("kind").GetString());
    }
}
