using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Core.Desk;
using Imcc.Web.Simulator;
using static Imcc.Tests.Journeys.OneBotScene;

namespace Imcc.Tests.Journeys;

/// <summary>People write to a personal QQ account, alone and in a group; agents answer through the socket that the implementation opened.</summary>
[Collection(nameof(OneBotHost))]
public sealed class OneBotJourneyTests(OneBotHost hosts)
{
    private const string Group = OneBotStandIn.Group;
    private static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public async Task A_private_chat_is_served_and_each_word_arrives_once()
    {
        await using var qq = await hosts.SceneAsync(0, 3);
        // Delivered three times, as after a lost connection.
        qq.StandIn.Say(qq.Self, Zhang, Zhang, "我想查余额 [你好]&😀", times: 3, isString: true);
        var c = await qq.ServedAsync("张三");

        Assert.Equal("Done", await qq.Scene.Agents[0].SayAsync(c, "您好，[稍等]，马上&😀"));

        var heard = await qq.HearsAsync(Zhang, "您好，[稍等]，马上&😀");
        Assert.Null(heard.At);
        await Eventually.Async(async () => (await qq.ThreadAsync(Zhang)).Any(m => m.Delivery == DeliveryState.Sent && m.ChannelMessageId == heard.MessageId), "it is sent under the channel's own id");
        Assert.Single(await qq.ThreadAsync(Zhang), m => m.Content is TextContent { Text: "我想查余额 [你好]&😀" });

        // Taken back in time: there first, then here.
        var message = (await qq.ThreadAsync(Zhang)).Single(m => m.ChannelMessageId == heard.MessageId);
        Assert.Equal(CommandOutcome.Done, await qq.Scene.Messages().RecallAsync(qq.Scene.AgentId(0), c.GetProperty("id").GetGuid(), message.Id));
        Assert.True(qq.Heard(Zhang).Single(e => e.MessageId == heard.MessageId).IsRecalled);

        // The customer takes back, too: seen where it happened.
        var said = qq.Say(Zhang, "打错了");
        await qq.StandsAsync(Zhang, "打错了");
        qq.StandIn.Recall(qq.Self, Zhang, Zhang, said);
        await Eventually.Async(async () => (await qq.ThreadAsync(Zhang)).Any(m => m.Content is EventContent { Name: "recall" } e && e.Key == said), "the recall stands in the thread");
    }

    [Fact]
    public async Task In_a_group_who_speaks_to_us_has_a_conversation_and_what_is_said_beside_it_calls_nobody()
    {
        await using var qq = await hosts.SceneAsync(1, 3);
        qq.SayInGroup(Wang, "今天天气真好");
        await qq.StandsAsync(GroupThread.Of(Group), "今天天气真好");
        Assert.Empty(qq.Scene.Agents[0].Conversations);

        qq.SayInGroup(Zhang, "我的卡被吞了", isAt: true);
        var c = await qq.ServedAsync("张三");
        Assert.Equal(OneBotStandIn.GroupName, c.GetProperty("chat").GetProperty("name").GetString());
        qq.SayInGroup(Wang, "我也遇到过");
        // Somebody else asks us meanwhile: nothing is lost, and nobody is taken for somebody else.
        qq.SayInGroup(Li, "/客服 网点几点关门");
        await qq.StandsAsync(GroupThread.Of(Group), "网点几点关门");
        var again = await qq.Scene.Agents[0].FindAsync(o => o.GetProperty("preview").GetString() == "网点几点关门", "the other's words are within the same conversation");
        Assert.Equal(c.GetProperty("id").GetGuid(), again.GetProperty("id").GetGuid());
        Assert.Equal("张三", again.GetProperty("customerName").GetString());
        // What was said beside it is nothing to be read.
        Assert.Equal(1, again.GetProperty("unread").GetInt32());

        Assert.Equal("Done", await qq.Scene.Agents[0].SayAsync(c, "请问在哪个网点？"));
        Assert.Equal(Zhang, (await qq.HearsAsync(Group, "请问在哪个网点")).At);
        Assert.Equal(CommandOutcome.Done, await qq.Scene.Messages().AddressAsync(qq.Scene.AgentId(0), c.GetProperty("id").GetGuid(), Li));
        Assert.Equal(CommandOutcome.NotFound, await qq.Scene.Messages().AddressAsync(qq.Scene.AgentId(0), c.GetProperty("id").GetGuid(), "99999"));
        Assert.Equal("Done", await qq.Scene.Agents[0].SayAsync(c, "下午五点"));
        var answer = await qq.HearsAsync(Group, "下午五点");
        Assert.Equal(Li, answer.At);

        Assert.Equal("Done", await qq.Scene.Agents[0].DoAsync("End", c.GetProperty("id").GetGuid()));
        await qq.Scene.Agents[0].FindAsync(o => o.GetProperty("id").GetGuid() == c.GetProperty("id").GetGuid() && o.GetProperty("state").GetString() == "Closed", "it is over");
        // Quoting what we said is speaking to us; now it is the other's own.
        qq.SayInGroup(Li, "周末呢", replyTo: answer.MessageId);
        var next = await qq.ServedAsync("李四");
        Assert.NotEqual(c.GetProperty("contactId").GetGuid(), next.GetProperty("contactId").GetGuid());
        var thread = await qq.GroupThreadAsync();
        Assert.Equal([Wang, Wang], thread.Where(m => m.IsAside).Select(m => m.Speaker!.Id));
        Assert.Equal([.. Enumerable.Range(1, thread.Count).Select(i => (long)i)], thread.Select(m => m.Seq));
    }

    [Fact]
    public async Task A_group_is_answered_by_itself_speaker_by_speaker_and_each_has_an_own_place_in_the_line()
    {
        await using var qq = await hosts.SceneAsync(OneBotHost.Answering);
        qq.SayInGroup(Zhang, "在吗", isAt: true);
        Assert.Equal(Zhang, (await qq.HearsAsync(Group, "转人工客服")).At);
        qq.SayInGroup(Li, "人工", isAt: true);
        using var client = hosts.Host.Client();
        await Eventually.Async(async () => (await OpenApi.ConversationsAsync(client, "组" + OneBotHost.Answering)).Any(c => c.GetProperty("state").GetString() == "Queued"), "one waits");

        var waiting = (await OpenApi.ConversationsAsync(client, "组" + OneBotHost.Answering)).Single(c => c.GetProperty("state").GetString() == "Queued");
        var thread = await qq.GroupThreadAsync();
        // The first one's was only with the system: it gave way.
        Assert.Equal(2, thread.Where(m => m.Direction == MessageDirection.Inbound).Select(m => m.ConversationId).Distinct().Count());
        Assert.Equal(waiting.GetProperty("id").GetGuid(), thread.Last(m => m.Speaker?.Id == Li).ConversationId);
        Assert.Single(qq.Heard(Group), e => e.At == Zhang);
    }

    [Fact]
    public async Task A_picture_beside_words_is_kept_in_its_place_and_fetched()
    {
        await using var qq = await hosts.SceneAsync(2, 3);
        qq.StandIn.Say(qq.Self, Wang, Wang, "这个错误怎么办", picture: Picture);
        var c = await qq.ServedAsync("王五");

        await Eventually.Async(async () => (await qq.ThreadAsync(Wang)).Any(m => m.Content is PictureContent { Media.FileId: not null }), "our own copy is there");
        Assert.Equal(["这个错误怎么办", "[图片]"], (await qq.ThreadAsync(Wang)).Where(m => m.Direction == MessageDirection.Inbound).Select(m => m.Content.Preview));
        Assert.Equal(c.GetProperty("id").GetGuid(), (await qq.Scene.Agents[0].FindAsync(o => o.GetProperty("preview").GetString() == "[图片]", "it is shown")).GetProperty("id").GetGuid());
        // Nothing is said for the picture alone.
        Assert.Empty(qq.Heard(Wang));
    }

    [Fact]
    public async Task An_account_that_is_away_gets_its_words_when_it_is_back()
    {
        await using var qq = await hosts.SceneAsync(3, 3);
        qq.Say(Zhang, "在吗");
        var c = await qq.ServedAsync("张三");
        qq.StandIn.SetOnline(qq.Self, false);
        await Eventually.Async(() => Task.FromResult(qq.Standing is { IsConnected: true, IsOnline: false }), "QQ is known to be signed out");
        Assert.Equal("Done", await qq.Scene.Agents[0].SayAsync(c, "掉线时说的"));
        // The socket dies as well, and comes back with QQ.
        qq.StandIn.Disconnect(qq.Self);
        Assert.Equal("Done", await qq.Scene.Agents[0].SayAsync(c, "断线时说的"));
        qq.StandIn.SetOnline(qq.Self, true);
        await qq.ConnectedAsync();

        await qq.HearsAsync(Zhang, "断线时说的");
        Assert.Equal(["掉线时说的", "断线时说的"], qq.Heard(Zhang).Select(e => e.Text));

        // Refused by QQ's servers once, then taken; refused for good, and said to be.
        qq.StandIn.Fail(qq.Self, 1200, "EventChecker Failed");
        Assert.Equal("Done", await qq.Scene.Agents[0].SayAsync(c, "风控一次"));
        await hosts.PassUntilAsync(() => qq.Heard(Zhang).Any(e => e.Text == "风控一次"), "it is said once more");
        await Eventually.Async(async () => (await qq.ThreadAsync(Zhang)).Any(m => m.Content.Preview == "风控一次" && m.MaybeTwice), "it may have arrived twice");
        qq.StandIn.Fail(qq.Self, 100, "不是好友");
        Assert.Equal("Done", await qq.Scene.Agents[0].SayAsync(c, "不是好友"));
        await Eventually.Async(async () => (await qq.ThreadAsync(Zhang)).Any(m => m.Content.Preview == "不是好友" && m.Delivery == DeliveryState.Failed), "the agent is told");
    }

    [Fact]
    public async Task By_posts_and_calls_it_is_the_same()
    {
        await using var qq = await hosts.SceneAsync(OneBotHost.ByHttp, 3);
        qq.Say(Zhang, "你好，HTTP");
        var c = await qq.ServedAsync("张三");
        qq.StandIn.Fail(qq.Self, 1404, "不支持的Api");
        Assert.Equal("Done", await qq.Scene.Agents[0].SayAsync(c, "第一句"));
        // HTTP 200 with code 200 is a failure.
        await hosts.PassUntilAsync(() => qq.Heard(Zhang).Count > 0, "it is said once more");
        Assert.Equal("第一句", Assert.Single(qq.Heard(Zhang)).Text);
        qq.StandIn.Fail(qq.Self, 100, "不是好友");
        Assert.Equal("Done", await qq.Scene.Agents[0].SayAsync(c, "第二句"));
        await Eventually.Async(async () => (await qq.ThreadAsync(Zhang)).Any(m => m.Content.Preview == "第二句" && m.Delivery == DeliveryState.Failed), "the agent is told");
        Assert.Single(qq.Heard(Zhang));
    }
}
