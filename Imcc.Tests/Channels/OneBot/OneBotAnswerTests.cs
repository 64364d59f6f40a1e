using System.Text.Json.Nodes;
using Imcc.Core.Channels;
using Imcc.Core.Channels.OneBot;

namespace Imcc.Tests.Channels.OneBot;

/// <summary>Calls as the protocol writes them, and answers as implementations give them.</summary>
public sealed class OneBotAnswerTests
{
    [Theory]
    [InlineData("""{"status":"ok","retcode":0,"data":{"message_id":-12},"echo":"e"}""", OneBotReaction.Sent)]
    [InlineData("""{"status":"async","retcode":1,"data":null}""", OneBotReaction.Sent)]
    [InlineData("""{"status":"failed","retcode":200,"data":null,"message":"消息发送失败","wording":"消息发送失败","echo":""}""", OneBotReaction.OnceMore)]
    [InlineData("""{"status":"failed","retcode":1200,"wording":"EventChecker Failed: NTEvent","echo":null}""", OneBotReaction.OnceMoreMaybeSent)]
    [InlineData("""{"status":"failed","retcode":1200,"wording":"Timeout: sendMsg"}""", OneBotReaction.OnceMoreMaybeSent)]
    [InlineData("""{"status":"ok","retcode":200}""", OneBotReaction.OnceMore)]
    [InlineData("""{"status":"failed","retcode":0}""", OneBotReaction.Refused)]
    [InlineData("""{"status":"failed","retcode":100,"msg":"not friend"}""", OneBotReaction.Unreachable)]
    [InlineData("""{"status":"failed","retcode":104}""", OneBotReaction.Unreachable)]
    [InlineData("""{"status":"failed","retcode":1400,"message":"group_id"}""", OneBotReaction.Fault)]
    [InlineData("""{"status":"failed","retcode":400}""", OneBotReaction.Fault)]
    [InlineData("""{"status":"failed","retcode":1404}""", OneBotReaction.Unsupported)]
    [InlineData("""{"status":"failed","retcode":1403,"message":"token验证失败"}""", OneBotReaction.Misconfigured)]
    [InlineData("""{"status":"failed","retcode":35}""", OneBotReaction.Refused)]
    [InlineData("""{"status":"failed"}""", OneBotReaction.Refused)]
    public void Each_answer_has_its_reaction(string json, OneBotReaction reaction) => Assert.Equal(reaction, OneBotReactions.Of(OneBotAnswer.TryRead(json)!));

    [Theory]
    [InlineData("Invalid JSON")]
    [InlineData("[]")]
    [InlineData("""{"message":"token verify failed!"}""")]
    public void What_is_no_answer_is_none(string body) => Assert.Null(OneBotAnswer.TryRead(body));

    [Fact]
    public void An_id_may_be_a_number_or_a_text()
    {
        Assert.Equal("-12", OneBotAnswer.TryRead("""{"status":"ok","retcode":0,"data":{"message_id":-12}}""")!["message_id"]);
        Assert.Equal("12", OneBotAnswer.TryRead("""{"status":"ok","retcode":0,"data":{"message_id":"12"}}""")!["message_id"]);
        Assert.Null(OneBotAnswer.TryRead("""{"status":"ok","retcode":0,"data":null}""")!["message_id"]);
    }

    [Fact]
    public void Answers_in_a_private_chat_name_nobody() => Same(
        """{"user_id":20002000,"message":[{"type":"text","data":{"text":"您好 [CQ:at,qq=all]&😀"}}]}""", "send_private_msg", "20002000", new TextContent("您好 [CQ:at,qq=all]&😀"));

    [Fact]
    public void Answers_in_a_group_name_whom_they_are_for_and_what_they_answer() => Same(
        """{"group_id":70001,"message":[{"type":"reply","data":{"id":"-5"}},{"type":"at","data":{"qq":"20002000"}},{"type":"text","data":{"text":" "}},{"type":"text","data":{"text":"五点"}}]}""",
        "send_group_msg", GroupThread.Of("70001"), new TextContent("五点", Quote: new(Guid.Empty, "张三", "几点", true)), new Speaker("20002000"), "-5");

    [Fact]
    public void A_quote_that_the_channel_does_not_know_stands_before_the_words() => Same(
        """{"user_id":20002000,"message":[{"type":"text","data":{"text":"「张三：几点」\n五点"}}]}""", "send_private_msg", "20002000", new TextContent("五点", Quote: new(Guid.Empty, "张三", "几点", true)));

    [Fact]
    public void Cards_go_out_as_words() => Same(
        """{"user_id":20002000,"message":[{"type":"text","data":{"text":"公告\nhttps://e.example"}}]}""", "send_private_msg", "20002000", new LinkContent("公告", null, "https://e.example"));

    [Fact]
    public void Files_go_out_inline()
    {
        var (action, parameters) = OneBotMessage.Send("20002000", OneBotMessage.Write(new FileContent(new("f")), "base64://AA==", "账单.pdf", null)!.Value);
        Assert.Equal("send_private_msg", action);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"user_id":20002000,"message":[{"type":"file","data":{"file":"base64://AA==","name":"账单.pdf"}}]}"""), parameters));
        Assert.Null(OneBotMessage.Write(new MiniProgramContent("a", "b", "c"), null, null));
    }

    private static void Same(string expected, string action, string to, MessageContent content, Speaker? speaker = null, string? quoted = null)
    {
        var (given, parameters) = OneBotMessage.Send(to, OneBotMessage.Write(content, speaker, quoted)!.Value);
        Assert.Equal(action, given);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), parameters), parameters.ToJsonString());
        Assert.DoesNotContain("\\u", Imcc.Infrastructure.Channels.OneBot.OneBotJson.Write(parameters), StringComparison.Ordinal);
    }
}
