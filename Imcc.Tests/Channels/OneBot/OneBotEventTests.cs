using System.Text;
using Imcc.Core.Channels;
using Imcc.Core.Channels.OneBot;

namespace Imcc.Tests.Channels.OneBot;

/// <summary>What implementations send, and what it means here.</summary>
public sealed class OneBotEventTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{"type":"text","data":{"text":"您好"}}""", "text", "您好")]
    [InlineData("""{"type":"face","data":{"id":14}}""", "text", "[表情 14]")]
    [InlineData("""{"type":"at","data":{"qq":"20002000","name":"@李四"}}""", "text", "@李四")]
    [InlineData("""{"type":"at","data":{"qq":"all"}}""", "text", "@全体成员")]
    [InlineData("""{"type":"rps","data":{"result":"1"}}""", "text", "[猜拳 1]")]
    [InlineData("""{"type":"dice","data":null}""", "text", "[骰子]")]
    [InlineData("""{"type":"markdown","data":{"content":"# 标题"}}""", "text", "# 标题")]
    [InlineData("""{"type":"image","data":{"file":"A.png","url":"https://multimedia.nt.qq.com.cn/x","file_size":"12"}}""", "picture", "[图片]")]
    [InlineData("""{"type":"mface","data":{"url":"https://gxh.vip.qq.com/x","emoji_id":"1","summary":"[开心]"}}""", "picture", "[图片]")]
    [InlineData("""{"type":"mface","data":{"summary":"[开心]"}}""", "text", "[开心]")]
    [InlineData("""{"type":"record","data":{"file":"a.amr"}}""", "voice", "[语音]")]
    [InlineData("""{"type":"video","data":{"file":"a.mp4"}}""", "video", "[视频]")]
    [InlineData("""{"type":"file","data":{"file":"账单.pdf","file_id":"/1","file_size":300}}""", "file", "[文件] 账单.pdf")]
    [InlineData("""{"type":"location","data":{"lat":"39.9","lon":"116.4","title":"望京","content":"SOHO"}}""", "location", "[位置] 望京 SOHO")]
    [InlineData("""{"type":"share","data":{"url":"https://e.example","title":"公告"}}""", "link", "[链接] 公告")]
    [InlineData("""{"type":"music","data":{"type":"custom","url":"https://m.example","title":"歌"}}""", "link", "[链接] 歌")]
    [InlineData("""{"type":"music","data":{"type":"163","id":"1"}}""", "unknown", "[music]")]
    [InlineData("""{"type":"json","data":{"data":"{}"}}""", "unknown", "[json]")]
    [InlineData("""{"type":"forward","data":{"id":"1"}}""", "unknown", "[forward]")]
    [InlineData("""{"type":"someday","data":{"x":1}}""", "unknown", "[someday]")]
    public void Each_segment_has_its_content(string segment, string kind, string preview)
    {
        var content = Assert.Single(Said(Private($"[{segment}]")).Contents);
        Assert.Equal((kind, preview), (KindOf(content), content.Preview));
    }

    [Fact]
    public void Words_and_files_of_one_message_keep_their_order_and_only_one_is_answered()
    {
        var said = Said(Private("""[{"type":"image","data":{"file":"a.png"}},{"type":"text","data":{"text":"这是"}},{"type":"face","data":{"id":"1"}},{"type":"video","data":{"file":"b.mp4"}},{"type":"text","data":{"text":"完"}}]"""));
        var parts = OneBotWire.Parts(Account(), said, Private("\"x\""), isAddressed: true, Now).Select(p => p.Message).ToList();
        Assert.Equal(["[图片]", "这是[表情 1]", "[视频]", "完"], parts.Select(p => p.Content.Preview));
        Assert.Equal([true, false, true, true], parts.Select(p => p.IsQuiet));
        Assert.Equal(4, parts.Select(p => p.DedupeKey).Distinct().Count());
    }

    [Fact]
    public void Both_formats_say_the_same()
    {
        var array = Said(Private("""[{"type":"text","data":{"text":"a&[b] "}},{"type":"image","data":{"file":"x,y.png"}}]"""));
        var text = Said(Private("\"a&amp;&#91;b&#93; [CQ:image,file=x&#44;y.png]\""));
        Assert.Equal(array.Contents, text.Contents);
        Assert.Equal(array.Key, text.Key);
    }

    [Theory]
    [InlineData("""[{"type":"at","data":{"qq":10001000}},{"type":"text","data":{"text":" 人工"}}]""", true, "人工")]
    [InlineData("\"[CQ:at,qq=10001000] 人工\"", true, "人工")]
    [InlineData("\"大家好\"", false, "大家好")]
    [InlineData("\"[CQ:at,qq=20009999] 你好\"", false, "@20009999  你好")]
    [InlineData("\"/客服 查账单\"", true, "查账单")]
    [InlineData("\"[CQ:at,qq=10001000]\"", true, "@")]
    public void In_a_group_it_is_ours_when_we_are_named_or_called(string message, bool isAddressed, string text)
    {
        var raw = $$$"""{"time":1767225600,"self_id":10001000,"post_type":"message","message_type":"group","sub_type":"normal","group_id":70001,"group_name":"客户群","message_id":-5,"user_id":20002000,"message":{{{message}}},"sender":{"nickname":"nick","card":"张三"}}""";
        var said = Said(raw);
        Assert.Equal(("group:70001", "客户群", new Speaker("20002000", "张三")), (said.ExternalId, said.Name, said.Speaker!));
        Assert.Equal(isAddressed, OneBotWire.IsAddressed(Account(), said));
        var (part, stored) = OneBotWire.Parts(Account(), said, raw, isAddressed, Now)[0];
        Assert.Equal(text, Assert.IsType<TextContent>(part.Content).Text);
        // After a crash the same is read from the ledger, and not decided anew.
        Assert.Equal(part, OneBotWire.Parse(Account(), part.Id, part.ReceivedAt, stored) with { AnswerableUntil = part.AnswerableUntil });
    }

    [Theory]
    [InlineData("""{"post_type":"message_sent","self_id":10001000,"user_id":10001000,"message_type":"private","message":"我们自己的"}""")]
    [InlineData("""{"post_type":"message","self_id":10001000,"user_id":10001000,"message_type":"private","message":"回声"}""")]
    [InlineData("""{"post_type":"message","self_id":10001000,"user_id":20002000,"message_type":"private","message":[]}""")]
    [InlineData("""{"post_type":"notice","self_id":10001000,"notice_type":"notify","sub_type":"poke","user_id":1,"target_id":2,"group_id":3}""")]
    [InlineData("""{"post_type":"later_invented"}""")]
    public void Our_own_words_and_what_concerns_nobody_are_nothing(string raw) => Assert.IsType<OneBotEvent.Nothing>(OneBotEvents.Read(raw, Now));

    [Theory]
    [InlineData("""{"post_type":"meta_event","meta_event_type":"heartbeat","interval":15000,"status":{"online":true,"good":true}}""", true, 15)]
    [InlineData("""{"post_type":"meta_event","meta_event_type":"heartbeat","interval":30000,"status":{"online":false}}""", false, 30)]
    [InlineData("""{"post_type":"meta_event","meta_event_type":"lifecycle","sub_type":"connect"}""", true, null)]
    [InlineData("""{"post_type":"notice","notice_type":"bot_offline","self_id":1}""", false, null)]
    public void News_of_the_account_say_whether_QQ_is_there(string raw, bool isOnline, int? seconds) =>
        Assert.Equal(new OneBotEvent.Standing(isOnline, seconds is { } s ? TimeSpan.FromSeconds(s) : null), Assert.IsType<OneBotEvent.Standing>(OneBotEvents.Read(raw, Now)) with { SelfId = "" });

    [Theory]
    [InlineData("""{"post_type":"notice","notice_type":"friend_add","self_id":1,"user_id":20002,"time":1767225600}""", "20002", "subscribe")]
    [InlineData("""{"post_type":"notice","notice_type":"friend_recall","self_id":1,"user_id":20002,"message_id":-7,"time":1767225600}""", "20002", "recall")]
    [InlineData("""{"post_type":"notice","notice_type":"group_recall","self_id":1,"group_id":3,"user_id":20002,"operator_id":20002,"message_id":9,"time":1767225600}""", "group:3", "recall")]
    [InlineData("""{"post_type":"notice","notice_type":"group_increase","sub_type":"approve","self_id":1,"group_id":3,"user_id":20002,"time":1767225600}""", "group:3", "group_increase.approve")]
    [InlineData("""{"post_type":"request","request_type":"friend","self_id":1,"user_id":20002,"comment":"我是","flag":"f","time":1767225600}""", "20002", "friend_request")]
    [InlineData("""{"post_type":"notice","notice_type":"invented","self_id":1,"user_id":20002,"time":1767225600}""", "20002", "invented")]
    public void What_happened_is_kept_by_its_name(string raw, string externalId, string name)
    {
        var said = Said(raw);
        Assert.Equal((externalId, name), (said.ExternalId, Assert.IsType<EventContent>(Assert.Single(said.Contents)).Name));
        Assert.Equal(!GroupThread.Is(externalId), said.IsNamed);
    }

    [Fact]
    public void A_file_put_into_the_group_is_a_file()
    {
        var said = Said("""{"post_type":"notice","notice_type":"group_upload","self_id":1,"group_id":3,"user_id":20002,"file":{"id":"/f","name":"表.xlsx","size":12,"busid":102},"time":1767225600}""");
        Assert.Equal(new FileContent(new(null, "/f", null, "表.xlsx", null, 12)), Assert.Single(said.Contents));
    }

    [Fact]
    public void The_same_id_at_another_time_is_another_message()
    {
        Assert.Equal(Said(Private("\"a\"")).Key, Said(Private("\"a\"")).Key);
        Assert.NotEqual(Said(Private("\"a\"")).Key, Said(Private("\"a\"", time: 1767225601)).Key);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1767225600), Said(Private("\"a\"")).SentAt);
    }

    [Theory]
    [InlineData("onebot-demo-secret", """{"time":1767225600,"self_id":10001000,"post_type":"message","message_type":"private","sub_type":"friend","message_id":-2147483000,"user_id":20002000,"message":"你好","raw_message":"你好","font":0,"sender":{"user_id":20002000,"nickname":"demo","sex":"unknown","age":0}}""", "sha1=0c6dbe0c398ad2bc987631eeed4cf362d14206e2")]
    [InlineData("kSy8LhhVd", "{}", "sha1=466aba32fb4649abe2bbc874262864ab943c4d1b")]
    public void Posts_are_signed(string secret, string body, string header)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        Assert.Equal(header, OneBotSignature.Sign(secret, bytes));
        Assert.True(OneBotSignature.Matches(header.ToUpperInvariant(), secret, bytes));
        Assert.False(OneBotSignature.Matches(header, secret + "x", bytes));
        Assert.False(OneBotSignature.Matches(OneBotSignature.Sign("", bytes), "", bytes));
    }

    [Theory]
    [InlineData("Bearer abc", null, "abc")]
    [InlineData("Bearer ", null, "")]
    [InlineData("Bearer", "q", "q")]
    [InlineData("Token abc", null, "abc")]
    [InlineData(null, "abc", "abc")]
    [InlineData(null, null, "")]
    public void The_token_is_found_where_it_is(string? authorization, string? query, string token) => Assert.Equal(token, OneBotSignature.TokenOf(authorization, query));

    private static OneBotEvent.Said Said(string raw) => Assert.IsType<OneBotEvent.Said>(OneBotEvents.Read(raw, Now));

    private static string Private(string message, long time = 1767225600) =>
        $$"""{"time":{{time}},"self_id":10001000,"post_type":"message","message_type":"private","sub_type":"friend","message_id":-2147483000,"user_id":20002000,"message":{{message}}}""";

    private static string KindOf(MessageContent content) => content.GetType().Name.Replace("Content", "", StringComparison.Ordinal).ToLowerInvariant();

    private static ChannelAccount Account() => new()
    {
        Id = new Guid("00000000-0000-0000-0000-00000000000a"),
        Key = "ob",
        Kind = ChannelKind.OneBot,
        Name = "QQ",
        OrgUnitId = Guid.Empty,
        SkillGroupId = Guid.Empty,
        Connection = ChannelConnection.None with { Values = ChannelConnection.None.Values.Add("SelfId", "10001000").Add("Prefixes", "/客服 小云") },
    };
}
