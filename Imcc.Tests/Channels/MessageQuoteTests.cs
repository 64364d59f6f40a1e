using System.Text;
using Imcc.Core.Channels;
using Imcc.Core.Channels.WeChat;
using Imcc.Infrastructure.Conversations;

namespace Imcc.Tests.Channels;

public sealed class MessageQuoteTests
{
    private static readonly MessageQuote Quote = new(new(1, 0, 0, new byte[8]), "林女士", "什么时候发货？", true);

    [Fact]
    public void A_channel_without_quotes_gets_the_line_before_the_text() =>
        Assert.Equal("「林女士：什么时候发货？」\n明天", MessageQuote.Plain(new TextContent("明天", Quote: Quote), WeChatReply.MaxTextBytes));

    [Fact]
    public void A_quote_never_costs_the_answer_its_end()
    {
        var longest = new string('长', WeChatReply.MaxTextBytes / 3);
        Assert.Equal(longest, MessageQuote.Plain(new TextContent(longest, Quote: Quote), WeChatReply.MaxTextBytes));
        Assert.True(Encoding.UTF8.GetByteCount(MessageQuote.Plain(new TextContent(longest[..600], Quote: Quote), WeChatReply.MaxTextBytes)) <= WeChatReply.MaxTextBytes);
    }

    [Theory]
    [InlineData(2048, 'a', false, true)]
    [InlineData(2049, 'a', false, false)]
    [InlineData(682, '长', false, true)]
    [InlineData(683, '长', false, false)]
    [InlineData(670, '长', true, false)]
    [InlineData(660, '长', true, true)]
    public void WeChat_carries_what_arrives_whole_with_its_quote(int length, char letter, bool quotes, bool carries)
    {
        var text = new TextContent(new string(letter, length), Quote: quotes ? Quote : null);
        Assert.Equal(carries, ChannelCargo.Carries(ChannelKind.WeChat, text));
        Assert.True(ChannelCargo.Carries(ChannelKind.WebChat, text));
        WeChatReply.Cut(MessageQuote.Plain(text), out var isCut);
        Assert.Equal(carries, !isCut);
    }

    [Fact]
    public void Texts_that_were_stored_before_there_were_quotes_are_read_and_written_as_ever()
    {
        Assert.Equal(new TextContent("你好"), MessageRow.ReadContent("""{"kind":"text","Text":"你好"}"""));
        Assert.Equal("""{"kind":"text","Text":"你好"}""", MessageRow.Write(new TextContent("你好")));
        var quoting = new TextContent("明天", Quote: Quote);
        Assert.Equal(quoting, MessageRow.ReadContent(MessageRow.Write(quoting)));
    }

    [Theory]
    [InlineData(ChannelKind.WeChat, "image/png", true)]
    [InlineData(ChannelKind.WeChat, "audio/mpeg", true)]
    [InlineData(ChannelKind.WeChat, "video/mp4", true)]
    [InlineData(ChannelKind.WeChat, "application/pdf", false)]
    [InlineData(ChannelKind.WeChat, "image/webp", false)]
    [InlineData(ChannelKind.WebChat, "application/pdf", true)]
    public void A_channel_carries_what_it_carries(ChannelKind channel, string contentType, bool carries) => Assert.Equal(carries, ChannelCargo.Carries(channel, contentType));

    [Theory]
    [InlineData("image/png", typeof(PictureContent))]
    [InlineData("image/svg+xml", typeof(FileContent))]
    [InlineData("audio/amr", typeof(VoiceContent))]
    [InlineData("video/mp4", typeof(VideoContent))]
    [InlineData("application/pdf", typeof(FileContent))]
    [InlineData(null, typeof(FileContent))]
    public void A_file_goes_as_the_kind_that_it_is(string? contentType, Type kind) => Assert.IsType(kind, ChannelCargo.ContentOf(new MediaRef(FileId: "1", ContentType: contentType)));
}
