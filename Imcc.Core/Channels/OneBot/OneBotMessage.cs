using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Imcc.Core.Channels.OneBot;

/// <summary>A message of ours as an action of the protocol. Always as segments: nothing in them has to be escaped.</summary>
public static class OneBotMessage
{
    /// <summary>Beside the words of somebody who is no friend: the group by which they write (临时会话), and by which alone they can be answered.</summary>
    public const string ByGroup = "group_id";

    /// <param name="to">In a group whom it is for: they are named first.</param>
    /// <param name="quoted">The channel's id of the message that it answers; null: none that the channel knows.</param>
    /// <returns>Null: the channel does not carry such a message.</returns>
    public static ImmutableArray<OneBotSegment>? Write(MessageContent content, Speaker? to, string? quoted)
    {
        var said = content switch
        {
            TextContent { Text.Length: > 0 } text => OneBotSegment.Text(quoted is null ? MessageQuote.Plain(text) : text.Text),
            LinkContent link => OneBotSegment.Text(string.Join('\n', new[] { link.Title, link.Description, link.Url }.Where(l => !string.IsNullOrWhiteSpace(l)))),
            SurveyContent survey => OneBotSegment.Text(survey.AsText),
            ChoiceContent choice => OneBotSegment.Text(choice.AsText),
            MusicContent music => OneBotSegment.Text(string.Join('\n', new[] { music.Title, music.Description, music.Url }.Where(l => !string.IsNullOrWhiteSpace(l)))),
            _ => null,
        };
        return said is null ? null : [.. Opening(to, quoted), said];
    }

    /// <param name="file"><c>base64://…</c></param>
    public static ImmutableArray<OneBotSegment>? Write(MessageContent content, string file, string name, Speaker? to) => content switch
    {
        // In a group a picture names whom it is for, too; what stands for itself cannot.
        PictureContent => [.. Opening(to, null), OneBotSegment.Of("image", ("file", file))],
        VoiceContent => [OneBotSegment.Of("record", ("file", file))],
        VideoContent => [OneBotSegment.Of("video", ("file", file))],
        FileContent => [OneBotSegment.Of("file", ("file", file), ("name", name))],
        _ => null,
    };

    /// <summary>The action and its parameters.</summary>
    /// <param name="by">The group by which a person is written to who is no friend; null: directly.</param>
    public static (string Action, JsonObject Params) Send(string externalId, ImmutableArray<OneBotSegment> segments, string? by = null)
    {
        var message = new JsonArray([.. segments.Select(s => (JsonNode)new JsonObject
        {
            ["type"] = s.Type,
            ["data"] = new JsonObject(s.Data.Select(d => KeyValuePair.Create(d.Key, (JsonNode?)JsonValue.Create(d.Value)))),
        })]);
        if (GroupThread.IdOf(externalId) is { } group)
            return ("send_group_msg", new JsonObject { ["group_id"] = Id(group), ["message"] = message });
        var parameters = new JsonObject { ["user_id"] = Id(externalId) };
        if (by is not null)
            parameters[ByGroup] = Id(by);
        parameters["message"] = message;
        return ("send_private_msg", parameters);
    }

    /// <summary>The protocol's ids are numbers; a clone's that are none go out as they came.</summary>
    public static JsonNode Id(string id) => long.TryParse(id, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number)
        ? JsonValue.Create(number)
        : JsonValue.Create(id);

    private static IEnumerable<OneBotSegment> Opening(Speaker? to, string? quoted)
    {
        if (quoted is not null)
            yield return OneBotSegment.Of("reply", ("id", quoted));
        if (to is null)
            yield break;
        yield return OneBotSegment.Of("at", ("qq", to.Id));
        yield return OneBotSegment.Text(" ");
    }
}
