using Imcc.Core.Channels;
using static Imcc.Tests.Channels.WeChat.WeChatSamples;

namespace Imcc.Tests.Channels.WeChat;

/// <summary>Every kind of message and event that WeChat sends: each element is where it belongs, and what nothing here knows is kept beside it.</summary>
public sealed class WeChatTypesTests
{
    private const string Newer = "<MsgDataId>2247484</MsgDataId><Idx>1</Idx><BusinessId>b1</BusinessId>";

    /// <summary>type | what it holds | what becomes of it | what is kept beside it.</summary>
    public static TheoryData<string, string, string, string> Messages => new()
    {
        { "text", "<Content><![CDATA[你好]]></Content>", "Text:你好", "" },
        { "text", "<Content>已解决</Content><bizmsgmenuid>s1</bizmsgmenuid>" + Newer, "Text:已解决#s1", "MsgDataId=2247484;Idx=1;BusinessId=b1" },
        { "image", "<PicUrl>http://mmbiz.qpic.cn/1</PicUrl><MediaId>m1</MediaId>" + Newer, "Picture:m1@http://mmbiz.qpic.cn/1", "MsgDataId=2247484;Idx=1;BusinessId=b1" },
        { "image", "<PicUrl>http://mmbiz.qpic.cn/1</PicUrl>", "Picture:@http://mmbiz.qpic.cn/1", "" },
        { "voice", "<MediaId>m1</MediaId><Format>amr</Format><Recognition><![CDATA[]]></Recognition>", "Voice:m1/amr/", "" },
        { "voice", "<MediaId>m1</MediaId><Format>amr</Format><MediaId16K>m16</MediaId16K>", "Voice:m1/amr/", "MediaId16K=m16" },
        { "voice", "<MediaId16K>m16</MediaId16K><Format>speex</Format><Recognition>查余额</Recognition>", "Voice:m16/speex/查余额", "MediaId16K=m16" },
        { "video", "<MediaId>m1</MediaId><ThumbMediaId>t1</ThumbMediaId>", "Video:m1/t1/False", "" },
        { "shortvideo", "<MediaId>m1</MediaId><ThumbMediaId>t1</ThumbMediaId>", "Video:m1/t1/True", "" },
        { "location", "<Location_X>23.13</Location_X><Location_Y>113.35</Location_Y><Scale>20</Scale><Label><![CDATA[ 越秀区]]></Label>", "Place:23.13,113.35,20,越秀区", "" },
        { "location", "<Location_X>23.13</Location_X><Location_Y>113.35</Location_Y><Scale>20</Scale><Label></Label><Poiname>公园</Poiname>", "Place:23.13,113.35,20,", "Poiname=公园" },
        { "link", "<Title>标题</Title><Description>说明</Description><Url><![CDATA[https://example.com/?a=1&b=2]]></Url>", "Link:标题|说明|https://example.com/?a=1&b=2", "" },
        { "miniprogrampage", "<Title>订单</Title><AppId>wx1</AppId><PagePath>pages/a</PagePath><ThumbUrl>https://example.com/t</ThumbUrl><ThumbMediaId>t1</ThumbMediaId>", "Mini:订单|wx1|pages/a|https://example.com/t", "ThumbMediaId=t1" },
        { "hologram", "<Title>a.pdf</Title><FileKey>k</FileKey>", "Unknown:hologram", "" },
        { "nobody_knows", "<Anything>1</Anything>", "Unknown:nobody_knows", "" },
    };

    [Theory, MemberData(nameof(Messages))]
    public void Message_of_every_kind_is_read(string type, string body, string said, string beside)
    {
        foreach (var form in (string[])[type, type.ToUpperInvariant()])
        {
            var message = Parse(Message($"<MsgType>\n<![CDATA[{form}]]> </MsgType>{body}"))!;
            Assert.Equal(said, Said(message.Content));
            Assert.Equal(beside, string.Join(';', message.Content.Extra?.Select(e => $"{e.Key}={e.Value}") ?? []));
            Assert.Equal("24000000000000001", message.ChannelMessageId);
            if (message.Content is UnknownContent unknown)
                Assert.Contains(body, unknown.Raw, StringComparison.Ordinal);
        }
    }

    /// <summary>event | further elements | key | what is in its fields.</summary>
    public static TheoryData<string, string, string, string> Events => new()
    {
        { "subscribe", "<EventKey><![CDATA[]]></EventKey>", "", "" },
        { "subscribe", "<EventKey>qrscene_AB12</EventKey><Ticket>gQH</Ticket>", "qrscene_AB12", "Ticket=gQH" },
        { "subscribe", "<EventKey>last_trade_no_4008</EventKey>", "last_trade_no_4008", "" },
        { "subscribe", "<EventKey>scanbarcode|EAN_13|69</EventKey>", "scanbarcode|EAN_13|69", "" },
        { "unsubscribe", "<EventKey></EventKey>", "", "" },
        { "SCAN", "<EventKey>AB12</EventKey><Ticket>gQH</Ticket>", "AB12", "Ticket=gQH" },
        { "LOCATION", "<Latitude>23.1</Latitude><Longitude>113.3</Longitude><Precision>119.4</Precision>", "", "Latitude=23.1;Longitude=113.3;Precision=119.4" },
        { "CLICK", "<EventKey>K1</EventKey>", "K1", "" },
        { "VIEW", "<EventKey>https://example.com</EventKey><MenuId>4</MenuId>", "https://example.com", "MenuId=4" },
        { "view_miniprogram", "<EventKey>pages/a</EventKey><MenuId>4</MenuId>", "pages/a", "MenuId=4" },
        { "scancode_push", "<EventKey>k</EventKey><ScanCodeInfo><ScanType>qrcode</ScanType><ScanResult>1</ScanResult></ScanCodeInfo>", "k", "ScanCodeInfo.ScanType=qrcode;ScanCodeInfo.ScanResult=1" },
        { "scancode_waitmsg", "<EventKey>k</EventKey><ScanCodeInfo><ScanType>barcode</ScanType><ScanResult>2</ScanResult></ScanCodeInfo>", "k", "ScanCodeInfo.ScanType=barcode;ScanCodeInfo.ScanResult=2" },
        { "pic_sysphoto", "<EventKey>k</EventKey><SendPicsInfo><Count>1</Count><PicList><item><PicMd5Sum>a</PicMd5Sum></item></PicList></SendPicsInfo>", "k", "SendPicsInfo.Count=1;SendPicsInfo.PicList.item.0.PicMd5Sum=a" },
        { "pic_photo_or_album", "<EventKey>k</EventKey><SendPicsInfo><Count>3</Count><PicList><item><PicMd5Sum>a</PicMd5Sum></item><item><PicMd5Sum>b</PicMd5Sum></item></PicList></SendPicsInfo>", "k", "SendPicsInfo.Count=3;SendPicsInfo.PicList.item.0.PicMd5Sum=a;SendPicsInfo.PicList.item.1.PicMd5Sum=b" },
        { "pic_weixin", "<EventKey>k</EventKey><SendPicsInfo><Count>1</Count><PicList><item><PicMd5Sum>a</PicMd5Sum></item></PicList><PicList><item><PicMd5Sum>b</PicMd5Sum></item></PicList></SendPicsInfo>", "k", "SendPicsInfo.Count=1;SendPicsInfo.PicList.item.0.PicMd5Sum=a;SendPicsInfo.PicList.1.item.0.PicMd5Sum=b" },
        { "location_select", "<EventKey>k</EventKey><SendLocationInfo><Location_X>23</Location_X><Location_Y>113</Location_Y><Scale>15</Scale><Label>广州</Label><Poiname></Poiname></SendLocationInfo>", "k", "SendLocationInfo.Location_X=23;SendLocationInfo.Location_Y=113;SendLocationInfo.Scale=15;SendLocationInfo.Label=广州;SendLocationInfo.Poiname=" },
        { "MASSSENDJOBFINISH", "<MsgID>1000001625</MsgID><Status>send success</Status><TotalCount>10</TotalCount><FilterCount>9</FilterCount><SentCount>8</SentCount><ErrorCount>1</ErrorCount><ArticleUrlResult><Count>1</Count><ResultList><item><ArticleIdx>1</ArticleIdx><ArticleUrl>u</ArticleUrl></item></ResultList></ArticleUrlResult>", "", "MsgID=1000001625;Status=send success;TotalCount=10;FilterCount=9;SentCount=8;ErrorCount=1;ArticleUrlResult.Count=1;ArticleUrlResult.ResultList.item.0.ArticleIdx=1;ArticleUrlResult.ResultList.item.0.ArticleUrl=u" },
        { "TEMPLATESENDJOBFINISH", "<MsgID>200163836</MsgID><Status>failed:user block</Status>", "", "MsgID=200163836;Status=failed:user block" },
        { "templatesendjobfinish", "<MsgID>200163837</MsgID><Status><![CDATA[ success ]]></Status>", "", "MsgID=200163837;Status=success" },
        { "FREEPUBLISHJOBFINISH", "<PublishEventInfo>\n<publish_id> <![CDATA[2247]]> </publish_id><publish_status>0</publish_status><article_id>\n<![CDATA[a1]]>\n</article_id><article_detail><count>1</count><item><idx>1</idx><article_url>u</article_url></item></article_detail><fail_idx>1</fail_idx><fail_idx>2</fail_idx></PublishEventInfo>", "", "PublishEventInfo.publish_id=2247;PublishEventInfo.publish_status=0;PublishEventInfo.article_id=a1;PublishEventInfo.article_detail.count=1;PublishEventInfo.article_detail.item.0.idx=1;PublishEventInfo.article_detail.item.0.article_url=u;PublishEventInfo.fail_idx=1;PublishEventInfo.fail_idx.1=2" },
        { "kf_create_session", "<KfAccount>a@gh</KfAccount>", "", "KfAccount=a@gh" },
        { "kf_close_session", "<KfAccount>a@gh</KfAccount><CloseType>KF</CloseType>", "", "KfAccount=a@gh;CloseType=KF" },
        { "kf_switch_session", "<FromKfAccount>a@gh</FromKfAccount><ToKfAccount>b@gh</ToKfAccount>", "", "FromKfAccount=a@gh;ToKfAccount=b@gh" },
        { "subscribe_msg_popup_event", "<SubscribeMsgPopupEvent><List><TemplateId>t1</TemplateId><SubscribeStatusString>accept</SubscribeStatusString><PopupScene>2</PopupScene></List><List><TemplateId>t2</TemplateId><SubscribeStatusString>reject</SubscribeStatusString><PopupScene>2</PopupScene></List></SubscribeMsgPopupEvent>", "", "SubscribeMsgPopupEvent.List.0.TemplateId=t1;SubscribeMsgPopupEvent.List.0.SubscribeStatusString=accept;SubscribeMsgPopupEvent.List.0.PopupScene=2;SubscribeMsgPopupEvent.List.1.TemplateId=t2;SubscribeMsgPopupEvent.List.1.SubscribeStatusString=reject;SubscribeMsgPopupEvent.List.1.PopupScene=2" },
        { "subscribe_msg_change_event", "<SubscribeMsgChangeEvent><List><TemplateId>t1</TemplateId><SubscribeStatusString>reject</SubscribeStatusString></List></SubscribeMsgChangeEvent>", "", "SubscribeMsgChangeEvent.List.0.TemplateId=t1;SubscribeMsgChangeEvent.List.0.SubscribeStatusString=reject" },
        { "subscribe_msg_sent_event", "<SubscribeMsgSentEvent><List><TemplateId>t1</TemplateId><MsgID>1700</MsgID><ErrorCode>0</ErrorCode><ErrorStatus>success</ErrorStatus></List></SubscribeMsgSentEvent>", "", "SubscribeMsgSentEvent.List.0.TemplateId=t1;SubscribeMsgSentEvent.List.0.MsgID=1700;SubscribeMsgSentEvent.List.0.ErrorCode=0;SubscribeMsgSentEvent.List.0.ErrorStatus=success" },
        { "qualification_verify_success", "<ExpiredTime>1442401156</ExpiredTime>", "", "ExpiredTime=1442401156" },
        { "naming_verify_fail", "<FailTime>1442401122</FailTime><FailReason>by time</FailReason>", "", "FailTime=1442401122;FailReason=by time" },
        { "annual_renew", "<ExpiredTime>1</ExpiredTime>", "", "ExpiredTime=1" },
        { "verify_expired", "<ExpiredTime>1</ExpiredTime>", "", "ExpiredTime=1" },
        { "user_enter_tempsession", "<SessionFrom>s</SessionFrom>", "", "SessionFrom=s" },
        { "ENTER", "<EventKey></EventKey>", "", "" },
        { "card_pass_check", "<CardId>c</CardId>", "", "CardId=c" },
        { "poi_check_notify", "<UniqId>u</UniqId><PoiId>p</PoiId><Result>success</Result>", "", "UniqId=u;PoiId=p;Result=success" },
        { "ShakearoundUserShake", "<ChosenBeacon><Uuid>u</Uuid></ChosenBeacon>", "", "ChosenBeacon.Uuid=u" },
        { "WifiConnected", "<ConnectTime>0</ConnectTime>", "", "ConnectTime=0" },
        { "merchant_order", "<OrderId>o</OrderId>", "", "OrderId=o" },
        { "user_authorize_invoice", "<SuccOrderId>o</SuccOrderId>", "", "SuccOrderId=o" },
        { "never_heard_of", "<A><B>1</B><B>2</B></A>", "", "A.B=1;A.B.1=2" },
    };

    [Theory, MemberData(nameof(Events))]
    public void Event_of_every_kind_is_read(string name, string further, string key, string fields)
    {
        var told = Assert.IsType<EventContent>(Parse(Event(name, further))!.Content);
        Assert.Equal(name.ToLowerInvariant(), told.Name);
        Assert.Equal(key, told.Key ?? "");
        Assert.Equal(fields, string.Join(';', told.Fields?.Select(f => $"{f.Key}={f.Value}") ?? []));
    }

    [Theory]
    [InlineData("user_info_modified")]
    [InlineData("user_authorization_revoke")]
    [InlineData("USER_AUTHORIZATION_CANCELLATION")]
    public void What_the_platform_says_of_a_persons_data_is_about_the_person_it_names(string name)
    {
        var message = Parse(Event(name, "<OpenID>oPERSON_1</OpenID><AppID>wx1</AppID><RevokeInfo>1,2</RevokeInfo>"))!;
        Assert.Equal("oPERSON_1", message.ExternalId);
        Assert.Equal("1,2", Assert.IsType<EventContent>(message.Content).Fields!["RevokeInfo"]);
    }

    [Fact]
    public void What_is_kept_beside_a_message_is_stored_and_read_again()
    {
        var content = Parse(Message("<MsgType>text</MsgType><Content>你好😀</Content>" + Newer))!.Content;
        var again = Infrastructure.Conversations.MessageRow.ReadContent(Infrastructure.Conversations.MessageRow.From(new Core.Conversations.ThreadMessage
        {
            Id = Guid.Empty,
            ThreadId = Guid.Empty,
            Seq = 1,
            Direction = Core.Conversations.MessageDirection.Inbound,
            Sender = Core.Conversations.MessageSender.Customer,
            Content = content,
            At = Now,
        }).Content);
        Assert.Equal("你好😀", Assert.IsType<TextContent>(again).Text);
        Assert.Equal(content.Extra!.ToArray(), again.Extra!.ToArray());
    }

    private static string Said(MessageContent content) => content switch
    {
        TextContent t => "Text:" + t.Text + (t.MenuItemId is null ? "" : "#" + t.MenuItemId),
        PictureContent p => $"Picture:{p.Media.ProviderId}" + (p.Media.ProviderUrl is null ? "" : "@" + p.Media.ProviderUrl),
        VoiceContent v => $"Voice:{v.Media.ProviderId}/{v.Format}/{v.Recognition}",
        VideoContent v => $"Video:{v.Media.ProviderId}/{v.ThumbnailId}/{v.IsShort}",
        LocationContent l => FormattableString.Invariant($"Place:{l.Latitude},{l.Longitude},{l.Scale},{l.Label}"),
        LinkContent l => $"Link:{l.Title}|{l.Description}|{l.Url}",
        MiniProgramContent m => $"Mini:{m.Title}|{m.AppId}|{m.PagePath}|{m.ThumbnailUrl}",
        UnknownContent u => "Unknown:" + u.Type,
        _ => content.ToString(),
    };
}
