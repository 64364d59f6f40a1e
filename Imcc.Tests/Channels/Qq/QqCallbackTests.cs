using Imcc.Core.Channels;
using Imcc.Core.Channels.Qq;
using static Imcc.Tests.Channels.Qq.QqSamples;

namespace Imcc.Tests.Channels.Qq;

/// <summary>What QQ tells, as our own messages.</summary>
public sealed class QqCallbackTests
{
    [Fact]
    public void A_person_writes()
    {
        var message = One(PersonSays("查一下物流😀"));
        Assert.Equal(new TextContent("查一下物流😀"), message.Content);
        Assert.Equal((Person, "m-1", "m:m-1"), (message.ExternalId, message.ChannelMessageId, message.DedupeKey));
        Assert.Equal(Now, message.SentAt);
        Assert.Null(message.Speaker);
        Assert.True(message.IsAddressed);
    }

    [Fact]
    public void In_a_group_somebody_speaks_to_us_by_our_name()
    {
        var message = One(GroupSays("GROUP_AT_MESSAGE_CREATE", " 今天利率多少"));
        Assert.Equal(("group:" + Group, "今天利率多少"), (message.ExternalId, ((TextContent)message.Content).Text));
        Assert.Equal(new Speaker("MEMBER1", "小红"), message.Speaker);
        Assert.True(message.IsAddressed);
        Assert.Null(message.CustomerName);
        Assert.Equal(new TextContent("@"), One(GroupSays("GROUP_AT_MESSAGE_CREATE", " ")).Content);
    }

    [Fact]
    public void What_a_group_says_to_itself_is_not_for_us_and_one_message_told_twice_is_one()
    {
        var among = One(GroupSays("GROUP_MESSAGE_CREATE", "中午吃什么"));
        Assert.False(among.IsAddressed);
        var told = One(GroupSays("GROUP_MESSAGE_CREATE", "<@BOT1> 利率", """,{"id":"BOT1","member_openid":"BOT1","is_you":true,"bot":true}"""));
        Assert.True(told.IsAddressed);
        Assert.Equal(new TextContent("利率"), told.Content);
        Assert.Equal(One(GroupSays("GROUP_AT_MESSAGE_CREATE", " 利率")).DedupeKey, told.DedupeKey);
        Assert.True(One(GroupSays("GROUP_MESSAGE_CREATE", "利率", """,{"id":"BOT1","bot":true}""")).IsAddressed);
        Assert.False(One(GroupSays("GROUP_MESSAGE_CREATE", "利率", """,{"id":"BOT2","bot":true,"is_you":false}""")).IsAddressed);
    }

    [Fact]
    public void Words_and_files_of_one_message_follow_each_other_and_are_read_again_alike()
    {
        var parts = Read(PersonSays("看看", "m-9", """
            ,"attachments":[
            {"content_type":"image/jpeg","filename":"1.jpg","width":10,"height":20,"size":1234,"url":"multimedia.nt.qq.com.cn/download?a=1&b=2"},
            {"content_type":"voice","filename":"a.silk","url":"https://x.qq.com/a.silk","voice_wav_url":"https://x.qq.com/a.wav","asr_refer_text":"你好"},
            {"content_type":"video/mp4","filename":"v.mp4","url":"https://x.qq.com/v"},
            {"content_type":"file","filename":"合同.pdf","size":"99","url":"https://x.qq.com/f"},
            {"content_type":"hologram/x"}]
            """));
        Assert.Equal(["m:m-9", "m:m-9#1", "m:m-9#2", "m:m-9#3", "m:m-9#4", "m:m-9#5"], parts.Select(p => p.Message.DedupeKey));
        Assert.All(parts, p => Assert.Equal("m-9", p.Message.ChannelMessageId));
        Assert.Equal(new TextContent("看看"), parts[0].Message.Content);
        Assert.Equal(new MediaRef(ProviderUrl: "https://multimedia.nt.qq.com.cn/download?a=1&b=2", Name: "1.jpg", ContentType: "image/jpeg", Size: 1234), ((PictureContent)parts[1].Message.Content).Media);
        var voice = (VoiceContent)parts[2].Message.Content;
        Assert.Equal(("wav", "你好", "https://x.qq.com/a.wav"), (voice.Format, voice.Recognition, voice.Media.ProviderUrl));
        Assert.IsType<VideoContent>(parts[3].Message.Content);
        Assert.Equal(("合同.pdf", 99L), (((FileContent)parts[4].Message.Content).Media.Name, ((FileContent)parts[4].Message.Content).Media.Size));
        Assert.Equal("hologram/x", ((UnknownContent)parts[5].Message.Content).Type);
        Assert.All(parts.Skip(1).Take(4), p => Assert.True(p.Message.Content.IsToBeFetched()));
        // As after a crash: from the ledger's form alone.
        Assert.All(parts, p => Assert.Equal(p.Message, QqCallback.Parse(Account(), p.Message.Id, p.Message.ReceivedAt, p.Raw)));
    }

    [Fact]
    public void Faces_have_their_words_and_a_quote_its_line()
    {
        var face = Convert.ToBase64String("{\"text\":\"呲牙\"}"u8.ToArray());
        var message = One(PersonSays($"好的<faceType=1,faceId=\\\"13\\\",ext=\\\"{face}\\\">", further: ""","message_type":103,"msg_elements":[{"msg_idx":"REFIDX_1","content":"您的卡已挂失"}]"""));
        var text = (TextContent)message.Content;
        Assert.Equal(("好的[呲牙]", "您的卡已挂失"), (text.Text, text.Quote!.Line));
    }

    [Theory]
    [InlineData("""{"id":"m","author":{"user_openid":"P"},"content":"","message_type":3,"ark_data":{"app":"x"}}""", "ark")]
    [InlineData("""{"id":"m","author":{"user_openid":"P"},"content":"","message_type":102}""", "qq102")]
    [InlineData("""{"id":"m","author":{"user_openid":"P"}}""", "qq")]
    public void What_nobody_knows_yet_is_kept_as_it_came(string data, string type)
    {
        var unknown = Assert.IsType<UnknownContent>(One(Event("C2C_MESSAGE_CREATE", data)).Content);
        Assert.Equal((type, data), (unknown.Type, unknown.Raw));
    }

    [Theory]
    [InlineData("FRIEND_ADD", """{"openid":"P1","timestamp":1767225602,"scene_param":"s7"}""", "P1", "s7")]
    [InlineData("FRIEND_DEL", """{"openid":"P1","timestamp":"1767225602"}""", "P1", null)]
    [InlineData("C2C_MSG_REJECT", """{"openid":"P1","timestamp":1767225602}""", "P1", null)]
    [InlineData("C2C_MSG_RECEIVE", """{"openid":"P1","timestamp":1767225602}""", "P1", null)]
    [InlineData("GROUP_ADD_ROBOT", """{"group_openid":"G1","op_member_openid":"M1","timestamp":1767225602}""", "group:G1", null)]
    [InlineData("GROUP_DEL_ROBOT", """{"group_openid":"G1","op_member_openid":"M1","timestamp":1767225602}""", "group:G1", null)]
    [InlineData("GROUP_MSG_REJECT", """{"group_openid":"G1","op_member_openid":"M1","timestamp":1767225602}""", "group:G1", null)]
    [InlineData("GROUP_MSG_RECEIVE", """{"group_openid":"G1","op_member_openid":"M1","timestamp":1767225602}""", "group:G1", null)]
    [InlineData("INTERACTION_CREATE", """{"id":"i1","type":11,"chat_type":2,"user_openid":"P1","timestamp":"2026-01-01T08:00:02+08:00","data":{"type":11,"resolved":{"button_id":"b","button_data":"sv:1"}}}""", "P1", "sv:1")]
    [InlineData("INTERACTION_CREATE", """{"id":"i2","type":11,"chat_type":1,"group_openid":"G1","group_member_openid":"M1","timestamp":"2026-01-01T08:00:02+08:00","data":{"resolved":{"button_id":"b"}}}""", "group:G1", "b")]
    [InlineData("SOMETHING_NEW", """{"openid":"P1","timestamp":1767225602,"deep":{"er":[1,true]}}""", "P1", null)]
    public void What_happened_is_an_event_of_whoever_it_is_about(string type, string data, string externalId, string? key)
    {
        var message = One(Event(type, data, "e-77"));
        var content = Assert.IsType<EventContent>(message.Content);
        Assert.Equal((externalId, type.ToLowerInvariant(), key), (message.ExternalId, content.Name, content.Key));
        Assert.Equal(("e-77", "e:e-77", Now), (message.ChannelMessageId, message.DedupeKey, message.SentAt));
        Assert.Equal(externalId.StartsWith("group:", StringComparison.Ordinal) ? "M1" : null, message.Speaker?.Id);
        if (type == "SOMETHING_NEW")
            Assert.Equal(("1", "true"), (content.Fields!["deep.er.0"], content.Fields["deep.er.1"]));
    }

    [Theory]
    [InlineData("AT_MESSAGE_CREATE", """{"id":"m","channel_id":"C1","guild_id":"G","author":{"id":"A1","username":"甲","bot":false},"content":"<@!99> 你好","mentions":[{"id":"99","is_you":true}]}""", "channel:C1", "A1")]
    [InlineData("DIRECT_MESSAGE_CREATE", """{"id":"m","channel_id":"C1","guild_id":"G2","author":{"id":"A1","username":"甲"},"content":"你好"}""", "dms:G2", null)]
    public void A_guild_s_messages_are_heard_too(string type, string data, string externalId, string? speaker)
    {
        var message = One(Event(type, data));
        Assert.Equal((externalId, speaker, "你好"), (message.ExternalId, message.Speaker?.Id, ((TextContent)message.Content).Text));
    }

    [Fact]
    public void Half_characters_long_ids_and_strange_values_break_nothing()
    {
        Assert.Equal(new TextContent("半个\ufffd字"), One(PersonSays("半个\\ud83d字")).Content);
        var longId = new string('x', 400);
        var message = One(Event("C2C_MESSAGE_CREATE", $$"""{"id":"{{longId}}","author":{"user_openid":"{{longId}}"},"content":"a","timestamp":true,"attachments":7,"mentions":{} }"""));
        Assert.True(message.ExternalId.Length <= 128 && message.DedupeKey.Length <= 256 && message.ChannelMessageId!.Length <= 128);
        Assert.Equal(Now, message.SentAt);
        Assert.Equal(QqCallback.Platform, One(Event("WHO_KNOWS", "7")).ExternalId);
        Assert.NotEqual(One("""{"op":0,"t":"A","d":{}}""").DedupeKey, One("""{"op":0,"t":"B","d":{}}""").DedupeKey);
    }

    private static string GroupSays(string type, string content, string mention = "") => Event(type,
        $$"""{"id":"g-1","group_openid":"{{Group}}","author":{"id":"MEMBER1","member_openid":"MEMBER1","username":"小红"},"content":"{{content}}","timestamp":"2026-01-01T08:00:02+08:00","mentions":[{"id":"OTHER","member_openid":"OTHER"}{{mention}}]}""");
}
