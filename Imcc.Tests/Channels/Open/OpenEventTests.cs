using System.Text.Json.Nodes;
using Imcc.Core.Channels;
using Imcc.Core.Channels.Open;
using Imcc.Core.Conversations;

namespace Imcc.Tests.Channels.Open;

/// <summary>What the other system is told, beyond what the journeys show.</summary>
public sealed class OpenEventTests
{
    [Fact]
    public void A_question_comes_with_its_answers_and_in_words()
    {
        var now = new DateTimeOffset(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);
        var message = new ThreadMessage
        {
            Id = Guid.Empty, ThreadId = Guid.Empty, Seq = 1, Direction = MessageDirection.Outbound, Sender = MessageSender.Automatic, At = now,
            Content = new ChoiceContent("请选择😀", [new("a", "存款"), new("b", "贷款")], "或直接输入"),
        };
        var account = new ChannelAccount { Id = Guid.Empty, Key = "op", Kind = ChannelKind.Open, Name = "", OrgUnitId = Guid.Empty, SkillGroupId = Guid.Empty };
        var json = System.Text.Encoding.UTF8.GetString(OpenEvents.ForMessage(account, "u-1", message, null, null, _ => default, now));
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"type":"choice","text":"请选择😀\n1 存款\n2 贷款\n或直接输入","question":"请选择😀","choices":[{"id":"a","label":"存款","number":1},{"id":"b","label":"贷款","number":2}]}"""),
            new JsonObject(JsonNode.Parse(json)!["message"]!.AsObject().Where(m => m.Key is "type" or "text" or "question" or "choices").Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())))), json);
        Assert.Contains("请选择😀", json, StringComparison.Ordinal);
    }
}
