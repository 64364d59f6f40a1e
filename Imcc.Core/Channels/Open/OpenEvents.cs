using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Imcc.Core.Conversations;

namespace Imcc.Core.Channels.Open;

/// <summary>What an open channel's webhook is told, as JSON: <c>type</c> says what it is.</summary>
public static class OpenEvents
{
    public const string Message = "message";
    public const string Recall = "recall";
    public const string Typing = "typing";
    public const string Verification = "verification";

    /// <param name="answers">The other system's id of the customer's words that it answers; null: none are known.</param>
    /// <param name="speaker">Who of a group said those.</param>
    /// <param name="link">A file's address, good until then.</param>
    public static byte[] ForMessage(
        ChannelAccount account, string externalId, ThreadMessage message, string? answers, Speaker? speaker, Func<string, (string Url, DateTimeOffset Until)> link, DateTimeOffset now)
    {
        var body = Opening(Message, account, externalId, now);
        body["message"] = MessageOf(message, link);
        if (answers is not null)
            body["inReplyTo"] = InReplyTo(answers, speaker);
        return Bytes(body);
    }

    public static byte[] ForRecall(ChannelAccount account, string externalId, ThreadMessage message, DateTimeOffset now)
    {
        var body = Opening(Recall, account, externalId, now);
        body["message"] = new JsonObject { ["id"] = message.Id.ToString(), ["recalledAt"] = message.RecalledAt };
        return Bytes(body);
    }

    public static byte[] ForTyping(ChannelAccount account, string externalId, bool isTyping, DateTimeOffset now)
    {
        var body = Opening(Typing, account, externalId, now);
        body["isTyping"] = isTyping;
        return Bytes(body);
    }

    public static byte[] ForVerification(ChannelAccount account, string challenge, DateTimeOffset now) =>
        Bytes(new JsonObject { ["type"] = Verification, ["timestamp"] = now, ["account"] = account.Key, ["challenge"] = challenge });

    private static JsonObject Opening(string type, ChannelAccount account, string externalId, DateTimeOffset now)
    {
        var body = new JsonObject { ["type"] = type, ["timestamp"] = now, ["account"] = account.Key };
        body[OpenAddress.IsGroup(externalId) ? "group" : "to"] = new JsonObject { ["id"] = OpenAddress.GroupOf(externalId) ?? externalId };
        return body;
    }

    private static JsonObject InReplyTo(string id, Speaker? speaker)
    {
        var named = new JsonObject { ["id"] = id };
        if (speaker is not null)
            named["from"] = new JsonObject { ["id"] = speaker.Id, ["name"] = speaker.Name };
        return named;
    }

    private static JsonObject MessageOf(ThreadMessage message, Func<string, (string Url, DateTimeOffset Until)> link)
    {
        var said = new JsonObject
        {
            ["id"] = message.Id.ToString(),
            ["conversationId"] = message.ConversationId?.ToString(),
            ["sentAt"] = message.At,
            ["by"] = message.Sender is MessageSender.Agent or MessageSender.Lead ? "agent" : "system",
        };
        switch (message.Content)
        {
            case TextContent text:
                (said["type"], said["text"]) = ("text", text.Text);
                if (text.Quote is { } quote)
                    said["quote"] = new JsonObject { ["messageId"] = quote.MessageId.ToString(), ["who"] = quote.Who, ["line"] = quote.Line };
                break;
            case PictureContent picture:
                Carry(said, "picture", picture.Media, link);
                break;
            case VoiceContent voice:
                Carry(said, "voice", voice.Media, link);
                break;
            case VideoContent video:
                Carry(said, "video", video.Media, link);
                break;
            case FileContent file:
                Carry(said, "file", file.Media, link);
                break;
            case LocationContent place:
                said["type"] = "location";
                said["location"] = new JsonObject { ["latitude"] = place.Latitude, ["longitude"] = place.Longitude, ["label"] = place.Label };
                break;
            case LinkContent page:
                said["type"] = "link";
                said["link"] = new JsonObject { ["title"] = page.Title, ["url"] = page.Url, ["description"] = page.Description };
                break;
            case SurveyContent survey:
                (said["type"], said["text"]) = ("survey", survey.AsText);
                said["question"] = survey.Question;
                said["choices"] = new JsonArray([.. survey.Options.Select(o => (JsonNode)new JsonObject { ["id"] = o.Id, ["label"] = o.Label, ["number"] = o.Number })]);
                break;
            case ChoiceContent choice:
                // Its words with it: whoever knows nothing to tap shows them.
                (said["type"], said["text"]) = ("choice", choice.AsText);
                said["question"] = choice.Head;
                said["choices"] = new JsonArray([.. choice.Items.Select((c, i) => (JsonNode)new JsonObject { ["id"] = c.Id, ["label"] = c.Label, ["number"] = i + 1 })]);
                break;
            default:
                // What has no form of its own here is told as one line, and as we keep it.
                (said["type"], said["text"]) = ("other", message.Content.Preview);
                said["content"] = JsonSerializer.SerializeToNode(message.Content, OpenWire.Json);
                break;
        }

        return said;
    }

    private static void Carry(JsonObject said, string type, MediaRef media, Func<string, (string Url, DateTimeOffset Until)> link)
    {
        said["type"] = type;
        var file = new JsonObject { ["name"] = media.Name, ["contentType"] = media.ContentType, ["size"] = media.Size };
        if (media.FileId is { } id)
        {
            var (url, until) = link(id);
            (file["url"], file["urlExpiresAt"]) = (url, until);
        }

        said["media"] = file;
    }

    private static byte[] Bytes(JsonObject body) => Encoding.UTF8.GetBytes(JsonText.Plain(body.ToJsonString(OpenWire.Json)));
}
