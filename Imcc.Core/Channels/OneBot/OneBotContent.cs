using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Imcc.Core.Channels.OneBot;

/// <summary>
/// What the segments of one message say. Words that stand together are one text, each file, place or card is a message of its own, in the order in which
/// they were written: an agent reads them one below the other, as the customer does.
/// </summary>
public static class OneBotContent
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="self">Our own number: being named by it is no word.</param>
    public static ImmutableArray<MessageContent> Read(ImmutableArray<OneBotSegment> segments, string self)
    {
        var contents = ImmutableArray.CreateBuilder<MessageContent>();
        var words = new StringBuilder();
        foreach (var segment in segments)
        {
            if (segment.Type is "reply" or "anonymous" || (segment.Type == "at" && segment["qq"] == self))
                continue;
            if (Words(segment) is { } said)
            {
                words.Append(said);
                continue;
            }

            Speak();
            contents.Add(Card(segment));
        }

        Speak();
        return contents.ToImmutable();

        void Speak()
        {
            var text = words.ToString().Trim();
            if (text.Length > 0)
                contents.Add(new TextContent(text));
            words.Clear();
        }
    }

    /// <returns>What is said within a line of text; null: it stands for itself.</returns>
    private static string? Words(OneBotSegment segment) => segment.Type switch
    {
        "text" => segment["text"] ?? "",
        "at" when segment["qq"] == "all" => "@全体成员 ",
        "at" => "@" + (segment["name"]?.TrimStart('@') ?? segment["qq"]) + " ",
        "face" => "[表情" + (segment["id"] is { } id ? " " + id : "") + "]",
        "rps" => "[猜拳" + (segment["result"] is { } hand ? " " + hand : "") + "]",
        "dice" => "[骰子" + (segment["result"] is { } dots ? " " + dots : "") + "]",
        "shake" => "[窗口抖动]",
        "poke" => "[戳一戳" + (segment["name"] is { } name ? " " + name : "") + "]",
        "markdown" => segment["content"] ?? "",
        "mface" when segment["url"] is null => segment["summary"] ?? "[表情]",
        _ => null,
    };

    private static MessageContent Card(OneBotSegment s) => s.Type switch
    {
        "image" or "mface" => new PictureContent(Media(s)),
        "record" => new VoiceContent(Media(s), FormatOf(s["file"])),
        "video" => new VideoContent(Media(s)),
        "file" or "onlinefile" => new FileContent(Media(s)),
        "location" when Number(s["lat"]) is { } latitude && Number(s["lon"]) is { } longitude =>
            new LocationContent(latitude, longitude, null, string.Join(' ', new[] { s["title"], s["content"] }.Where(t => t is not null))),
        "share" when s["url"] is { } url => new LinkContent(s["title"] ?? url, s["content"], url),
        "music" when s["url"] is { } url => new LinkContent(s["title"] ?? "音乐", s["content"], url),
        _ => new UnknownContent(s.Type, JsonText.Plain(JsonSerializer.Serialize(new { type = s.Type, data = s.Data }, Json))),
    };

    private static MediaRef Media(OneBotSegment s)
    {
        // A file's id finds it again where its name alone does not.
        var id = s["file_id"] ?? s["file"] ?? s["emoji_id"] ?? s["url"];
        var name = s["name"] ?? s["fileName"] ?? (s["file"] is { } file && !file.Contains("://", StringComparison.Ordinal) ? file : null);
        return new(null, id, s["url"] ?? (s["file"] is { } address && address.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? address : null), name, null, long.TryParse(s["file_size"], NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null);
    }

    private static string? FormatOf(string? file)
    {
        var dot = file?.LastIndexOf('.') ?? -1;
        return dot >= 0 && file!.Length - dot is > 1 and <= 6 ? file[(dot + 1)..].ToLowerInvariant() : null;
    }

    private static double? Number(string? value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
