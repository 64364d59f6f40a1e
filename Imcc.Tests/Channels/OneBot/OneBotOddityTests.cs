using System.Text.Json.Nodes;
using Imcc.Core.Channels;
using Imcc.Core.Channels.OneBot;
using Imcc.Infrastructure.Channels.OneBot;

namespace Imcc.Tests.Channels.OneBot;

/// <summary>What implementations send beside the protocol's book, of which none may end a connection or cost a message.</summary>
public sealed class OneBotOddityTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_name_cut_in_the_middle_of_an_emoji_costs_half_a_character()
    {
        var said = Said("""{"time":1767225600,"self_id":1,"post_type":"message","message_type":"private","message_id":1,"user_id":2,"message":[{"type":"text","data":{"text":"在吗\ud83d"}}],"sender":{"nickname":"小明\ud83d"}}""");
        Assert.Equal(new TextContent("在吗\ufffd"), Assert.Single(said.Contents));
        Assert.Equal("小明\ufffd", said.Name);
    }

    [Fact]
    public void What_no_database_takes_is_left_out()
    {
        var said = Said("""{"time":1767225600,"self_id":1,"post_type":"message","message_type":"private","message_id":1,"user_id":2,"message":"\u0000在\u0008吗"}""");
        Assert.Equal(new TextContent("在吗"), Assert.Single(said.Contents));
    }

    [Fact]
    public void However_deep_forwarded_messages_are_nested_they_are_kept()
    {
        const int depth = 30;
        var inner = string.Concat(Enumerable.Repeat("""[{"type":"forward","data":{"content":""", depth)) + "[]" + string.Concat(Enumerable.Repeat("}}]", depth));
        var said = Said($$"""{"time":1767225600,"self_id":1,"post_type":"message","message_type":"private","message_id":1,"user_id":2,"message":{{inner}}}""");
        Assert.Equal("forward", Assert.IsType<UnknownContent>(Assert.Single(said.Contents)).Type);
    }

    [Theory]
    [InlineData("""{"status":"ok","retcode":"0","data":{"message_id":"5"},"echo":"e"}""", OneBotReaction.Sent)]
    [InlineData("""{"status":"failed","retcode":"1404","echo":"e"}""", OneBotReaction.Unsupported)]
    [InlineData("""{"status":"failed","retcode":null,"echo":{}}""", OneBotReaction.Refused)]
    [InlineData("""{"status":"failed","retcode":[1],"message":5,"echo":"e"}""", OneBotReaction.Refused)]
    [InlineData("""{"status":"failed","retcode":1200,"wording":"\ud83d Timeout","echo":"e"}""", OneBotReaction.OnceMoreMaybeSent)]
    public void Answers_are_understood_whatever_their_numbers_are_written_as(string raw, OneBotReaction reaction) =>
        Assert.Equal(reaction, OneBotReactions.Of(Assert.IsType<OneBotEvent.Answered>(OneBotEvents.Read(raw, Now)).Answer));

    [Fact]
    public void A_file_sent_to_us_is_a_file_though_it_has_no_id()
    {
        var said = Said("""{"time":1767225600,"self_id":1,"post_type":"notice","notice_type":"offline_file","user_id":2,"file":{"name":"表.xlsx","size":"12","url":"https://f.qq.com/x"}}""");
        Assert.Equal(("2", true), (said.ExternalId, said.IsNamed));
        Assert.Equal(new FileContent(new(null, "https://f.qq.com/x", "https://f.qq.com/x", "表.xlsx", null, 12)), Assert.Single(said.Contents));
    }

    [Fact]
    public void What_an_event_tells_is_kept_to_its_innermost()
    {
        var said = Said("""{"time":1767225600,"self_id":1,"post_type":"notice","notice_type":"client_status","user_id":2,"client":{"app_id":9,"device_name":"手机"},"online":true,"tags":["a","b"]}""");
        var fields = Assert.IsType<EventContent>(Assert.Single(said.Contents)).Fields!;
        Assert.Equal(("9", "手机", "true", "b"), (fields["client.app_id"], fields["client.device_name"], fields["online"], fields["tags.1"]));
    }

    [Theory]
    [InlineData("group_decrease", "kick_me")]
    [InlineData("group_ban", "ban")]
    public void That_our_own_account_is_silenced_or_removed_is_told_in_the_group(string kind, string sub)
    {
        var said = Said($$"""{"time":1767225600,"self_id":1,"post_type":"notice","notice_type":"{{kind}}","sub_type":"{{sub}}","group_id":3,"user_id":1,"operator_id":2}""");
        Assert.Equal(("group:3", kind + "." + sub, false), (said.ExternalId, Assert.IsType<EventContent>(Assert.Single(said.Contents)).Name, said.IsNamed));
    }

    [Theory]
    [InlineData("""{"file":"http://p.qpic.cn/a.png"}""", "http://p.qpic.cn/a.png")]
    [InlineData("""{"file":"a.png"}""", null)]
    [InlineData("""{"file":"a.png","url":"http://p.qpic.cn/b.png"}""", "http://p.qpic.cn/b.png")]
    public void A_picture_is_fetched_from_where_it_says(string data, string? address) =>
        Assert.Equal(address, Assert.IsType<PictureContent>(Assert.Single(Said($$"""{"self_id":1,"post_type":"message","message_type":"private","message_id":1,"user_id":2,"message":[{"type":"image","data":{{data}}}]}""").Contents)).Media.ProviderUrl);

    [Fact]
    public void Somebody_who_is_no_friend_is_answered_by_way_of_the_group()
    {
        var said = Said("""{"time":1767225600,"self_id":1,"post_type":"message","message_type":"private","sub_type":"group","message_id":1,"user_id":"2","message":"你好","sender":{"nickname":"n","group_id":70001}}""");
        Assert.Equal("2", said.ExternalId);
        Assert.Equal("70001", Assert.Single(said.Contents).Extra![OneBotMessage.ByGroup]);
        var (action, parameters) = OneBotMessage.Send("2", OneBotMessage.Write(new TextContent("您好"), null, null)!.Value, "70001");
        Assert.Equal("send_private_msg", action);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"user_id":2,"group_id":70001,"message":[{"type":"text","data":{"text":"您好"}}]}"""), parameters), parameters.ToJsonString());
        Assert.Null(Assert.Single(Said("""{"self_id":1,"post_type":"message","message_type":"private","sub_type":"friend","message_id":1,"user_id":2,"message":"你好"}""").Contents).Extra);
    }

    [Fact]
    public void What_can_be_tapped_elsewhere_goes_out_as_words()
    {
        Assert.Equal(OneBotSegment.Text("请选择\n1 存款\n2 贷款\n回复数字"), Assert.Single(OneBotMessage.Write(new ChoiceContent("请选择", [new("1", "存款"), new("2", "贷款")], "回复数字"), null, null)!.Value));
        Assert.Equal(OneBotSegment.Text("等候音乐\nhttps://m.example/a.mp3"), Assert.Single(OneBotMessage.Write(new MusicContent("等候音乐", null, "https://m.example/a.mp3"), null, null)!.Value));
    }

    [Fact]
    public void Every_character_goes_out_as_it_is() =>
        Assert.Equal("{\"t\":\"好😀\u3000<&\"}", OneBotJson.Write(new JsonObject { ["t"] = "好😀\u3000<&" }));

    private static OneBotEvent.Said Said(string raw) => Assert.IsType<OneBotEvent.Said>(OneBotEvents.Read(raw, Now));
}
