using System.Text.Json;
using System.Text.Json.Nodes;
using Imcc.Core.Channels;

namespace Imcc.Infrastructure.Answering.Robots;

/// <summary>
/// Our own format. Asked: <c>{"text","history":[],"account","channel","conversation"}</c>. Answered: <c>{"answer":"…"}</c> or
/// <c>{"messages":[{"text":"…"},{"link":{"title","description","url"}}]}</c>, with <c>"confidence"</c> from 0 to 1 where it knows; nothing of it: no answer.
/// </summary>
internal sealed class HttpRobotWire : IRobotWire
{
    public RobotKind Kind => RobotKind.Http;

    public Uri AddressOf(RobotSettings robot) => new(robot.Url);

    public JsonObject Write(RobotSettings robot, RobotQuestion question) => new()
    {
        ["text"] = question.Text,
        ["history"] = new JsonArray([.. question.History.Select(h => (JsonNode)h)]),
        ["account"] = question.Account,
        ["channel"] = question.Channel,
        ["conversation"] = question.Conversation.ToString(),
    };

    public RobotWords Read(JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object)
            throw new JsonException("The answer is no object.");
        var confidence = answer.TryGetProperty("confidence", out var sure) && sure.ValueKind != JsonValueKind.Null ? Number(sure) : 1;
        var contents = new List<MessageContent>();
        if (answer.TryGetProperty("answer", out var text) && text.ValueKind != JsonValueKind.Null)
            contents.Add(new TextContent(Text(text)));
        if (answer.TryGetProperty("messages", out var messages) && messages.ValueKind != JsonValueKind.Null)
            contents.AddRange(Each(messages).Select(Message));
        return new([.. contents.Where(c => c is not TextContent { Text.Length: 0 }).Take(RobotWords.MostMessages)], confidence);
    }

    private static MessageContent Message(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
            throw new JsonException("A message is no object.");
        if (message.TryGetProperty("text", out var text))
            return new TextContent(Text(text));
        if (!message.TryGetProperty("link", out var link) || link.ValueKind != JsonValueKind.Object || !link.TryGetProperty("title", out var title) || !link.TryGetProperty("url", out var url))
            throw new JsonException("A message is neither text nor link.");
        return Uri.TryCreate(Text(url), UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
            ? new LinkContent(Text(title), link.TryGetProperty("description", out var description) ? Text(description) : null, Text(url))
            : throw new JsonException("A link leads nowhere.");
    }

    private static JsonElement.ArrayEnumerator Each(JsonElement messages) =>
        messages.ValueKind == JsonValueKind.Array ? messages.EnumerateArray() : throw new JsonException("The messages are no list.");

    private static double Number(JsonElement number) =>
        number.ValueKind == JsonValueKind.Number && number.GetDouble() is >= 0 and <= 1 and var value ? value : throw new JsonException("The confidence is no number from 0 to 1.");

    private static string Text(JsonElement text) => text.ValueKind != JsonValueKind.String ? throw new JsonException("A text is none.")
        : text.GetString()!.Trim() is { Length: <= RobotWords.LongestText } said ? said : throw new JsonException("A text is too long.");
}
