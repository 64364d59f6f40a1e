using System.Text;
using Imcc.Core.Channels;
using Imcc.Core.Channels.WeChat;
using static Imcc.Tests.Channels.WeChat.WeChatSamples;

namespace Imcc.Tests.Channels.WeChat;

public sealed class WeChatReplyTests
{
    [Fact]
    public void Answer_goes_back_to_its_sender()
    {
        var xml = Read(new TextContent("您好"));
        Assert.Equal(OpenId, xml["ToUserName"]);
        Assert.Equal(Official, xml["FromUserName"]);
        Assert.Equal("1767225601", xml["CreateTime"]);
        Assert.Equal("text", xml["MsgType"]);
        Assert.Equal("您好", xml["Content"]);
    }

    [Theory]
    [InlineData("]]>")]
    [InlineData("a]]>b]]>]]]]>>")]
    [InlineData("<a href=\"https://example.com/?a=1&b=2\">订单</a>")]
    [InlineData("👍👨‍👩‍👧\n第二行")]
    [InlineData("]]")]
    public void Text_arrives_as_it_was_written(string text) => Assert.Equal(text, Read(new TextContent(text))["Content"]);

    [Fact]
    public void Characters_that_xml_cannot_hold_are_left_out() => Assert.Equal("abcd", Read(new TextContent("a\0b\u0008c\uD83Dd"))["Content"]);

    [Theory]
    [InlineData("中")]
    [InlineData("👍")]
    [InlineData("a")]
    [InlineData("é")]
    public void Long_text_is_cut_between_characters_and_says_so(string character)
    {
        var text = string.Concat(Enumerable.Repeat(character, 3000));
        var reply = WeChatReply.Build(new TextContent(text), OpenId, Official, Now)!;
        Assert.True(reply.IsCut);
        var content = WeChatXml.Read(reply.Xml)!["Content"]!;
        Assert.InRange(Encoding.UTF8.GetByteCount(content), 2040, 2048);
        Assert.EndsWith("…", content, StringComparison.Ordinal);
        Assert.StartsWith(content[..^1], text, StringComparison.Ordinal);
        Assert.False(char.IsHighSurrogate(content[^2]));
    }

    [Fact]
    public void Text_that_just_fits_is_whole()
    {
        var text = new string('中', 682) + "ab";
        var reply = WeChatReply.Build(new TextContent(text), OpenId, Official, Now)!;
        Assert.False(reply.IsCut);
        Assert.Equal(text, WeChatXml.Read(reply.Xml)!["Content"]);
        Assert.True(WeChatReply.Build(new TextContent(text + "c"), OpenId, Official, Now)!.IsCut);
    }

    [Fact]
    public void Media_that_wechat_holds_and_links_ride_too()
    {
        Assert.Equal("m1", Read(new PictureContent(new MediaRef(ProviderId: "m1")))["Image.MediaId"]);
        Assert.Equal("m1", Read(new VoiceContent(new MediaRef(ProviderId: "m1")))["Voice.MediaId"]);
        Assert.Equal("m1", Read(new VideoContent(new MediaRef(ProviderId: "m1")))["Video.MediaId"]);
        var news = Read(new LinkContent("标题", "描述", "https://example.com"));
        Assert.Equal("1", news["ArticleCount"]);
        Assert.Equal("https://example.com", news["Articles.item.0.Url"]);
    }

    [Fact]
    public void What_no_response_can_carry_is_left_to_the_interface()
    {
        Assert.Null(WeChatReply.Build(new PictureContent(new MediaRef(FileId: "f1")), OpenId, Official, Now));
        Assert.Null(WeChatReply.Build(new FileContent(new MediaRef(FileId: "f1")), OpenId, Official, Now));
        Assert.Null(WeChatReply.Build(new TextContent(""), OpenId, Official, Now));
    }

    private static WeChatXml Read(MessageContent answer) => WeChatXml.Read(WeChatReply.Build(answer, OpenId, Official, Now)!.Xml)!;
}
