using Imcc.Core.Channels.WebChat;
using Imcc.Core.Channels;

namespace Imcc.Tests.WebChat;

public sealed class WebChatWireTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 8, 0, 0, 123, TimeSpan.Zero);

    public static TheoryData<MessageContent> Contents => new()
    {
        new TextContent("你好 😀 \"quoted\" <b>\n\\ \u2028"),
        new PictureContent(new MediaRef(FileId: "f", Name: "图.png", ContentType: "image/png", Size: 70)),
        new FileContent(new MediaRef(FileId: "f", Name: "a.pdf", ContentType: "application/pdf", Size: 7_000_000_000)),
        new VoiceContent(new MediaRef(FileId: "f"), "mp3"),
        new VideoContent(new MediaRef(FileId: "f")),
        new EventContent("leave"),
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public void What_was_written_to_the_ledger_reads_as_the_same_message(MessageContent content)
    {
        foreach (var name in new[] { null, "王小明" })
        {
            var message = new InboundMessage
            {
                Id = Guid.CreateVersion7(Now),
                AccountId = Guid.CreateVersion7(Now),
                ExternalId = "0123456789abcdef0123456789abcdef",
                DedupeKey = WebChatWire.DedupeKey("0123456789abcdef0123456789abcdef", "c-1"),
                ChannelMessageId = "c-1",
                SentAt = Now.AddSeconds(-3),
                ReceivedAt = Now,
                Content = content,
                CustomerName = name,
            };
            Assert.Equal(message, WebChatWire.Parse(WebChatWire.Write(message), message.Id, message.AccountId, message.ReceivedAt));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"v":1,"visitor":"a","clientId":"b"}""")]
    [InlineData("""{"v":2,"visitor":"a","clientId":"b","sentAt":"2026-05-01T08:00:00Z","content":{"kind":"text","text":"x"}}""")]
    [InlineData("""{"v":1,"visitor":"a","clientId":"b","sentAt":"2026-05-01T08:00:00Z","content":{"kind":"nonsense"}}""")]
    [InlineData("<xml/>")]
    public void What_is_no_message_of_ours_is_named_so(string raw) =>
        Assert.Throws<FormatException>(() => WebChatWire.Parse(raw, Guid.CreateVersion7(Now), Guid.CreateVersion7(Now), Now));

    [Fact]
    public void Two_visitors_may_use_the_same_client_id() =>
        Assert.NotEqual(WebChatWire.DedupeKey("a", "1"), WebChatWire.DedupeKey("b", "1"));
}
