using System.Globalization;
using Imcc.Core.Channels;
using static Imcc.Tests.Channels.WeChat.WeChatSamples;

namespace Imcc.Tests.Channels.WeChat;

/// <summary>Each kind of message and event, in samples of our own.</summary>
public sealed class WeChatContentTests
{
    [Fact]
    public void Text_is_kept_as_typed_with_the_tapped_menu_entry()
    {
        Assert.Equal(new TextContent("  两行\n👨‍👩‍👧 ]]> "), Content("<MsgType>TEXT</MsgType><Content><![CDATA[  两行\n👨‍👩‍👧 ]]]]><![CDATA[> ]]></Content>"));
        Assert.Equal(new TextContent("已解决", "s1"), Content("<MsgType>text</MsgType><Content>已解决</Content><bizmsgmenuid>s1</bizmsgmenuid>"));
        Assert.Equal(new TextContent(""), Content("<MsgType>text</MsgType>"));
        Assert.Equal(new TextContent("1 < 2 & 3"), Content("<MsgType>text</MsgType><Content>1 &lt; 2 &amp; 3</Content>"));
    }

    [Fact]
    public void Picture_names_its_media_or_only_its_address()
    {
        Assert.Equal(new PictureContent(new MediaRef(ProviderId: "m1", ProviderUrl: "http://mmbiz.qpic.cn/1")),
            Content("<MsgType>image</MsgType><PicUrl><![CDATA[http://mmbiz.qpic.cn/1]]></PicUrl><MediaId>m1</MediaId>"));
        Assert.Equal(new PictureContent(new MediaRef(ProviderUrl: "http://mmbiz.qpic.cn/1")),
            Content("<MsgType>image</MsgType><PicUrl>http://mmbiz.qpic.cn/1</PicUrl>"));
    }

    [Fact]
    public void Voice_with_an_empty_recognition_has_none()
    {
        Assert.Equal(new VoiceContent(new MediaRef(ProviderId: "m1"), "amr"),
            Content("<MsgType>voice</MsgType><MediaId>m1</MediaId><Format>amr</Format><Recognition><![CDATA[]]></Recognition>"));
        Assert.Equal(new VoiceContent(new MediaRef(ProviderId: "m16"), "amr", "你好"),
            Plain("<MsgType>voice</MsgType><MediaId16K>m16</MediaId16K><Format>amr</Format><Recognition>你好</Recognition>"));
    }

    [Fact]
    public void A_file_has_its_name_and_size_and_nothing_to_fetch()
    {
        var file = Content("<MsgType>file</MsgType><Title><![CDATA[合同.pdf]]></Title><Description><![CDATA[1 KB]]></Description><FileKey>k</FileKey><FileTotalLen>1024</FileTotalLen>");
        Assert.Equal(new MediaRef(Name: "合同.pdf", Size: 1024), Assert.IsType<FileContent>(file).Media);
        Assert.False(file.IsToBeFetched());
        Assert.Equal(("k", "1 KB"), (file.Extra!["FileKey"], file.Extra["Description"]));
        Assert.IsType<UnknownContent>(Content("<MsgType>file</MsgType><FileKey>k</FileKey>"));
    }

    [Fact]
    public void What_happens_to_a_thing_of_the_customer_s_is_an_event()
    {
        var bound = Assert.IsType<EventContent>(Content("<MsgType>device_event</MsgType><Event>bind</Event><DeviceID>d</DeviceID><SessionID>0</SessionID>"));
        Assert.Equal(("bind", "d"), (bound.Name, bound.Fields!["DeviceID"]));
    }

    [Theory]
    [InlineData("video", false)]
    [InlineData("shortvideo", true)]
    public void Video_has_a_thumbnail(string type, bool isShort) =>
        Assert.Equal(new VideoContent(new MediaRef(ProviderId: "m1"), "t1", isShort),
            Content($"<MsgType>{type}</MsgType><MediaId>m1</MediaId><ThumbMediaId>t1</ThumbMediaId>"));

    [Theory]
    [InlineData("de-DE")]
    [InlineData("zh-CN")]
    public void Location_is_read_alike_in_every_culture(string culture)
    {
        var previous = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            Assert.Equal(new LocationContent(23.134521, 113.358803, 20, "位置信息"),
                Content("<MsgType>location</MsgType><Location_X>23.134521</Location_X><Location_Y>113.358803</Location_Y><Scale>20</Scale><Label><![CDATA[ 位置信息]]></Label>"));
        }
        finally
        {
            CultureInfo.CurrentCulture = previous;
        }
    }

    [Theory]
    [InlineData("NaN", "1")]
    [InlineData("1e999", "1")]
    [InlineData("91", "1")]
    [InlineData("", "1")]
    [InlineData("23,5", "1")]
    public void Impossible_location_is_kept_as_it_came(string x, string y) =>
        Assert.Equal("location", Assert.IsType<UnknownContent>(Content($"<MsgType>location</MsgType><Location_X>{x}</Location_X><Location_Y>{y}</Location_Y>")).Type);

    [Fact]
    public void Link_and_mini_program_card_are_read()
    {
        Assert.Equal(new LinkContent("标题", "描述", "https://example.com/a?b=1&c=2"),
            Content("<MsgType>link</MsgType><Title>标题</Title><Description>描述</Description><Url><![CDATA[https://example.com/a?b=1&c=2]]></Url>"));
        Assert.Equal(new MiniProgramContent("订单", "wx1", "pages/order", "https://example.com/t"),
            Plain("<MsgType>miniprogrampage</MsgType><Title>订单</Title><AppId>wx1</AppId><PagePath>pages/order</PagePath><ThumbUrl>https://example.com/t</ThumbUrl><ThumbMediaId>t</ThumbMediaId>"));
    }

    [Fact]
    public void Kind_that_is_new_is_kept_whole()
    {
        var xml = Message("<MsgType><![CDATA[Hologram]]></MsgType><Beam>1</Beam>");
        Assert.Equal(new UnknownContent("hologram", xml), Parse(xml)!.Content);
        Assert.Equal("unknown", Assert.IsType<UnknownContent>(Content("<A>1</A>")).Type);
        Assert.Equal("event", Assert.IsType<UnknownContent>(Content("<MsgType>event</MsgType>")).Type);
    }

    [Theory]
    [InlineData("subscribe", "<EventKey><![CDATA[qrscene_123]]></EventKey><Ticket>t</Ticket>", "qrscene_123")]
    [InlineData("subscribe", "<EventKey><![CDATA[]]></EventKey>", null)]
    [InlineData("subscribe", "<EventKey>last_trade_no_4008</EventKey>", "last_trade_no_4008")]
    [InlineData("unsubscribe", "", null)]
    [InlineData("SCAN", "<EventKey>123</EventKey><Ticket>t</Ticket>", "123")]
    [InlineData("CLICK", "<EventKey>K1</EventKey>", "K1")]
    [InlineData("VIEW", "<EventKey>https://example.com/</EventKey><MenuId>4</MenuId>", "https://example.com/")]
    [InlineData("view_miniprogram", "<EventKey>pages/a</EventKey><MenuId>4</MenuId>", "pages/a")]
    [InlineData("ENTER", "", null)]
    [InlineData("kf_create_session", "<KfAccount>a@gh</KfAccount>", null)]
    [InlineData("user_enter_tempsession", "<SessionFrom>s</SessionFrom>", null)]
    [InlineData("qualification_verify_success", "<ExpiredTime>1</ExpiredTime>", null)]
    [InlineData("never_heard_of", "<A>1</A>", null)]
    public void Event_has_its_name_in_lower_case_and_its_key(string name, string further, string? key)
    {
        var read = Assert.IsType<EventContent>(Parse(Event(name, further))!.Content);
        Assert.Equal(name.ToLowerInvariant(), read.Name);
        Assert.Equal(key, read.Key);
        Assert.False(read.IsSpeech);
    }

    [Fact]
    public void Event_keeps_its_further_elements()
    {
        Assert.Equal("23.1", Fields("LOCATION", "<Latitude>23.1</Latitude><Longitude>113.3</Longitude><Precision>119.38</Precision>")["Latitude"]);
        Assert.Equal("a@gh", Fields("kf_switch_session", "<FromKfAccount>a@gh</FromKfAccount><ToKfAccount>b@gh</ToKfAccount>")["FromKfAccount"]);
        var scan = Fields("scancode_waitmsg", "<EventKey>k</EventKey><ScanCodeInfo><ScanType><![CDATA[qrcode]]></ScanType><ScanResult><![CDATA[2]]></ScanResult></ScanCodeInfo>");
        Assert.Equal("2", scan["ScanCodeInfo.ScanResult"]);
        Assert.DoesNotContain("EventKey", scan.Keys);
        Assert.DoesNotContain("FromUserName", scan.Keys);
        var place = Fields("location_select", "<EventKey>k</EventKey><SendLocationInfo><Location_X>23</Location_X><Poiname></Poiname></SendLocationInfo>");
        Assert.Equal("23", place["SendLocationInfo.Location_X"]);
        Assert.Equal("", place["SendLocationInfo.Poiname"]);
    }

    [Fact]
    public void Repeated_elements_keep_their_places()
    {
        var pictures = Fields("pic_weixin", "<EventKey>k</EventKey><SendPicsInfo><Count>2</Count><PicList><item><PicMd5Sum>a</PicMd5Sum></item><item><PicMd5Sum>b</PicMd5Sum></item></PicList></SendPicsInfo>");
        Assert.Equal("a", pictures["SendPicsInfo.PicList.item.0.PicMd5Sum"]);
        Assert.Equal("b", pictures["SendPicsInfo.PicList.item.1.PicMd5Sum"]);
        var answers = Fields("subscribe_msg_popup_event", "<SubscribeMsgPopupEvent><List><TemplateId>t1</TemplateId><SubscribeStatusString>accept</SubscribeStatusString></List><List><TemplateId>t2</TemplateId></List></SubscribeMsgPopupEvent>");
        Assert.Equal("accept", answers["SubscribeMsgPopupEvent.List.0.SubscribeStatusString"]);
        Assert.Equal("t2", answers["SubscribeMsgPopupEvent.List.1.TemplateId"]);
        var publish = Fields("PUBLISHJOBFINISH", "<PublishEventInfo><publish_status>2</publish_status><fail_idx>1</fail_idx><fail_idx>2</fail_idx></PublishEventInfo>");
        Assert.Equal("1", publish["PublishEventInfo.fail_idx"]);
        Assert.Equal("2", publish["PublishEventInfo.fail_idx.1"]);
    }

    [Fact]
    public void Blanks_around_what_the_platform_says_are_layout()
    {
        var message = Parse("<xml>\n <ToUserName>\n<![CDATA[gh_1]]>\n</ToUserName><FromUserName> <![CDATA[o1]]> </FromUserName>\n<CreateTime> 1767225600 </CreateTime><MsgType>\n<![CDATA[event]]>\n</MsgType>"
            + "<Event>\n<![CDATA[PUBLISHJOBFINISH]]>\n</Event><PublishEventInfo>\n <publish_id> 2247503051</publish_id> <article_id>\n<![CDATA[ b5O2 ]]>\n</article_id></PublishEventInfo></xml>")!;
        var read = Assert.IsType<EventContent>(message.Content);
        Assert.Equal("o1", message.ExternalId);
        Assert.Equal("publishjobfinish", read.Name);
        Assert.Equal("2247503051", read.Fields!["PublishEventInfo.publish_id"]);
        Assert.Equal("b5O2", read.Fields["PublishEventInfo.article_id"]);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1767225600), message.SentAt);
    }

    [Fact]
    public void Job_events_name_their_message()
    {
        var message = Parse(Event("MASSSENDJOBFINISH", "<MsgID>1000001625</MsgID><Status><![CDATA[err(30003)]]></Status><TotalCount>0</TotalCount>"))!;
        Assert.Equal("1000001625", message.ChannelMessageId);
        Assert.Equal("1000001625", Assert.IsType<EventContent>(message.Content).Fields!["MsgID"]);
    }

    /// <summary>Without what is kept beside it.</summary>
    private static MessageContent Plain(string body) => Content(body) with { Extra = null };

    private static MessageContent Content(string body) => Parse(Message(body))!.Content;

    private static IReadOnlyDictionary<string, string> Fields(string name, string further) =>
        Assert.IsType<EventContent>(Parse(Event(name, further))!.Content).Fields!;
}
