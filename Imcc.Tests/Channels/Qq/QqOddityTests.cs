using System.Text;
using Imcc.Core.Channels;
using Imcc.Core.Channels.Qq;
using Imcc.Infrastructure.Channels.Qq;
using static Imcc.Tests.Channels.Qq.QqSamples;

namespace Imcc.Tests.Channels.Qq;

/// <summary>What QQ's pages do not show and its servers and their stand-ins send all the same: none of it may be refused for ever, or cost what was said.</summary>
public sealed class QqOddityTests
{
    [Theory]
    [InlineData("""{"op":0,"id":"e-1","t":"C2C_MESSAGE_CREATE"}""")]
    [InlineData("""{"op":0,"id":"e-1","t":"C2C_MESSAGE_CREATE","d":null}""")]
    [InlineData("""{"op":0,"id":"e-1","t":"FRIEND_ADD","d":"x"}""")]
    [InlineData("""{"op":"0","id":7,"t":"GUILD_CREATE","d":[]}""")]
    public void An_event_without_what_belongs_to_it_is_kept(string body)
    {
        var (message, raw) = Assert.Single(Read(body));
        Assert.Equal(message.Content, QqCallback.Parse(Account(), message.Id, message.ReceivedAt, raw)!.Content, Contents);
    }

    [Fact]
    public void Bytes_that_are_no_text_cost_themselves_only()
    {
        byte[] body = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(PersonSays("在#吗"))];
        body[Array.IndexOf(body, (byte)'#')] = 0xFF;
        var said = QqCallback.Read(Account(), QqEnvelope.Read(body)!, Encoding.UTF8.GetString(body), Now);
        Assert.Equal(new TextContent("在\ufffd吗"), Assert.Single(said).Message.Content);
        Assert.Equal(new TextContent("在\ufffd吗"), QqCallback.Parse(Account(), said[0].Message.Id, Now, said[0].Raw)!.Content);
    }

    [Fact]
    public void However_deep_it_is_nested_it_is_read()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"msg_elements\":[", 60)) + string.Concat(Enumerable.Repeat("]}", 60));
        Assert.Equal(new TextContent("转发"), One(PersonSays("转发", further: ",\"x\":" + deep)).Content);
    }

    [Theory]
    [InlineData("<@!99> 查余额", """[{"id":"99","username":"机器人","bot":true}]""", "查余额")]
    [InlineData("<@!99> 查余额", "[]", "查余额")]
    [InlineData("<@!99> 替<@!12>查", """[{"id":"99","bot":true},{"id":"12","username":"小李","bot":false}]""", "替@小李查")]
    [InlineData("<@12> 看看", """[{"id":"12","username":"小李"}]""", "@小李 看看")]
    public void In_a_guild_our_name_says_nothing_and_others_have_theirs(string content, string mentions, string text) => Assert.Equal(
        new TextContent(text),
        One(Event("AT_MESSAGE_CREATE", $$"""{"id":"m","channel_id":"C1","guild_id":"G","author":{"id":"A1","username":"甲"},"content":"{{content}}","mentions":{{mentions}}}""")).Content);

    [Fact]
    public void A_card_stands_beside_its_words()
    {
        var parts = Read(PersonSays("[分享]网点地图", further: ""","message_type":3,"ark_data":{"app":"map"}"""));
        Assert.Equal(["[分享]网点地图", "[ark]"], parts.Select(p => p.Message.Content.Preview));
    }

    [Fact]
    public void What_can_be_tapped_elsewhere_goes_out_as_words()
    {
        Assert.Equal("""{"msg_type":0,"content":"请选择\n1 存款😀\n2 贷款"}""", QqBody.Of(new ChoiceContent("请选择", [new("1", "存款😀"), new("2", "贷款")]), hasMarkdown: true));
        Assert.Equal("""{"content":"请选择\n1 存款","msg_id":"m"}""", QqBody.OfGuild(new ChoiceContent("请选择", [new("1", "存款")]), new QqName("m", false, 1)));
        Assert.Equal("""{"msg_type":0,"content":"等候\nhttps://m.example/a.mp3"}""", QqBody.Of(new MusicContent("等候", null, "https://m.example/a.mp3"), hasMarkdown: false));
    }

    private static bool Contents(MessageContent? one, MessageContent? other) => one?.GetType() == other?.GetType() && one?.Preview == other?.Preview;
}
