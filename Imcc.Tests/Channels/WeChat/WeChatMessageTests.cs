using System.Text.Json.Nodes;
using Imcc.Core.Channels;
using Imcc.Core.Channels.WeChat;
using Imcc.Core.Delivery;
using Imcc.Infrastructure.Channels.WeChat;
using static Imcc.Tests.Channels.WeChat.WeChatSamples;

namespace Imcc.Tests.Channels.WeChat;

/// <summary>Every kind of message as WeChat's interfaces want it, compared as JSON and as XML.</summary>
public sealed class WeChatMessageTests
{
    public static TheoryData<MessageContent, string[], string> Bodies => new()
    {
        { new TextContent("您好👍 <a href=\"https://example.com\">链接</a>"), [], """{"touser":"o1","msgtype":"text","text":{"content":"您好👍 <a href=\"https://example.com\">链接</a>"}}""" },
        { new PictureContent(new MediaRef("f")), ["m1"], """{"touser":"o1","msgtype":"image","image":{"media_id":"m1"}}""" },
        { new VoiceContent(new MediaRef("f")), ["m1"], """{"touser":"o1","msgtype":"voice","voice":{"media_id":"m1"}}""" },
        { new VideoContent(new MediaRef("f"), Title: "开箱", Description: "三步", Still: new MediaRef("g")), ["m1", "t1"], """{"touser":"o1","msgtype":"video","video":{"media_id":"m1","thumb_media_id":"t1","title":"开箱","description":"三步"}}""" },
        { new VideoContent(new MediaRef("f")), ["m1"], """{"touser":"o1","msgtype":"video","video":{"media_id":"m1"}}""" },
        { new MusicContent("歌", null, "https://e.cn/a.mp3", Cover: new MediaRef("g")), ["t1"], """{"touser":"o1","msgtype":"music","music":{"title":"歌","musicurl":"https://e.cn/a.mp3","hqmusicurl":"https://e.cn/a.mp3","thumb_media_id":"t1"}}""" },
        { new LinkContent("标题", null, "https://e.cn", "https://e.cn/p.png"), [], """{"touser":"o1","msgtype":"news","news":{"articles":[{"title":"标题","description":"","url":"https://e.cn","picurl":"https://e.cn/p.png"}]}}""" },
        { new PublishedContent("art1", "标题"), [], """{"touser":"o1","msgtype":"mpnewsarticle","mpnewsarticle":{"article_id":"art1"}}""" },
        { new CouponContent("pFS7"), [], """{"touser":"o1","msgtype":"wxcard","wxcard":{"card_id":"pFS7"}}""" },
        { new ChoiceContent("解决了吗？", [new("s1", "已解决"), new("s0", "未解决👎")], "感谢"), [], """{"touser":"o1","msgtype":"msgmenu","msgmenu":{"head_content":"解决了吗？","list":[{"id":"s1","content":"已解决"},{"id":"s0","content":"未解决👎"}],"tail_content":"感谢"}}""" },
        { new MiniProgramContent("查账单", "wx1", "pages/bill?id=1", Cover: new MediaRef("g")), ["t1"], """{"touser":"o1","msgtype":"miniprogrampage","miniprogrampage":{"title":"查账单","appid":"wx1","pagepath":"pages/bill?id=1","thumb_media_id":"t1"}}""" },
        { new MiniProgramContent("查账单", "wx1", "pages/bill"), [], """{"touser":"o1","msgtype":"text","text":{"content":"<a data-miniprogram-appid=\"wx1\" data-miniprogram-path=\"pages/bill\" href=\"https://mp.weixin.qq.com\">查账单</a>"}}""" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Each_kind_goes_out_as_its_own_type(MessageContent content, string[] mediaIds, string expected)
    {
        var message = WeChatMessage.Of(content)!;
        Assert.Equal(mediaIds.Length, message.Files.Count);
        Same(expected, message.For("o1", mediaIds));
    }

    [Fact]
    public void An_agents_message_is_shown_under_the_account_of_the_people_at_wechat() =>
        Same("""{"touser":"o1","msgtype":"text","text":{"content":"在"},"customservice":{"kf_account":"lin@gh_1"}}""", WeChatMessage.Of(new TextContent("在"))!.For("o1", [], "lin@gh_1"));

    [Fact]
    public void Template_and_subscription_have_bodies_of_their_own()
    {
        var template = new TemplateContent("tpl", "提醒", [new("keyword1", "王\"先生\"👍", "#173177"), new("keyword2", "第一行\n第二行")], Url: "https://e.cn", MiniProgramId: "wx2", MiniProgramPath: "pages/a");
        Same("""{"touser":"o1","template_id":"tpl","url":"https://e.cn","miniprogram":{"appid":"wx2","pagepath":"pages/a"},"client_msg_id":"c1","data":{"keyword1":{"value":"王\"先生\"👍","color":"#173177"},"keyword2":{"value":"第一行\n第二行"}}}""",
            WeChatTemplates.Body("o1", template, "c1"));
        Same("""{"touser":"o1","template_id":"tpl","page":"https://e.cn","miniprogram":{"appid":"wx2","pagepath":"pages/a"},"data":{"keyword1":{"value":"王\"先生\"👍"},"keyword2":{"value":"第一行\n第二行"}}}""",
            WeChatTemplates.Body("o1", template with { IsSubscription = true }, "c1"));
        Same("""{"touser":"o1","template_id":"tpl","data":{}}""", WeChatTemplates.Body("o1", new TemplateContent("tpl", "", []), null));
    }

    [Fact]
    public async Task A_video_with_its_still_is_uploaded_and_sent_and_again_when_wechat_has_forgotten_both()
    {
        await using var host = await WeChatHost.StartAsync();
        var program = new MiniProgramContent("查账单", "wx1", "pages/bill", Cover: new MediaRef("picture", ProviderId: "expired"));
        host.StandIn.Inject(new Imcc.Web.Simulator.StandInFault("/message/custom/send", 40007));
        Assert.IsType<SendOutcome.Sent>(await host.Sender.SendAsync(Outbound(host.Account, OpenId, program), TestContext.Current.CancellationToken));
        Assert.Equal("miniprogrampage", Assert.Single(host.StandIn.Entries(host.StandIn.Find(AppId, OpenId)!)).Kind);
        Assert.Equal(1, host.StandIn.Calls(AppId)["/cgi-bin/media/upload"]);
    }

    [Fact]
    public void Answers_in_the_response_hand_over_to_wechats_own_people()
    {
        Assert.Equal("transfer_customer_service", Reply(new ChannelServiceContent())["MsgType"]);
        Assert.Null(Reply(new ChannelServiceContent())["TransInfo.KfAccount"]);
        Assert.Equal("lin@gh_1", Reply(new ChannelServiceContent("lin@gh_1"))["TransInfo.KfAccount"]);
        var music = Reply(new MusicContent("歌]]>", "词", "https://e.cn/a.mp3", "https://e.cn/b.mp3", new MediaRef(ProviderId: "t1")));
        Assert.Equal(("歌]]>", "https://e.cn/b.mp3", "t1"), (music["Music.Title"], music["Music.HQMusicUrl"], music["Music.ThumbMediaId"]));
        Assert.Null(WeChatReply.Build(new MusicContent("歌", null, "https://e.cn/a.mp3"), OpenId, Official, Now));
        Assert.Equal("开箱", Reply(new VideoContent(new MediaRef(ProviderId: "m1"), Title: "开箱"))["Video.Title"]);
        Assert.Equal("https://e.cn/p.png", Reply(new LinkContent("标题", null, "https://e.cn", "https://e.cn/p.png"))["Articles.item.0.PicUrl"]);
    }

    private static WeChatXml Reply(MessageContent content) => WeChatXml.Read(WeChatReply.Build(content, OpenId, Official, Now)!.Xml)!;

    private static void Same(string expected, string json)
    {
        Assert.DoesNotContain("\\u", json, StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(json)), json);
    }
}
