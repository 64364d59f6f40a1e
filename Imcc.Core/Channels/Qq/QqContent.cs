using System.Text.Json;
using System.Text.RegularExpressions;

namespace Imcc.Core.Channels.Qq;

/// <summary>What a QQ message says, as our own contents: its words, then each of its files. A kind that is new here is kept as it came.</summary>
internal static partial class QqContent
{
    private const int MaxParts = 20;

    /// <param name="isCall">Said to us by our name, so that even no word means something.</param>
    public static IReadOnlyList<MessageContent> Read(JsonElement message, bool isCall)
    {
        var parts = new List<MessageContent>();
        var words = Words(message, isCall);
        var attachments = message.Items("attachments").Take(MaxParts).ToList();
        if (words.Length > 0)
            parts.Add(new TextContent(words, Quote: Quote(message)));
        parts.AddRange(attachments.Select(File));
        // A card comes with a line of words for those who cannot show it.
        if (message.Inner("ark_data").ValueKind is JsonValueKind.Object or JsonValueKind.String)
            parts.Add(new UnknownContent("ark", message.GetRawText()));
        if (parts.Count > 0)
            return parts;
        // Only our name was called: the bubble must show that somebody called.
        return [isCall ? new TextContent("@") : new UnknownContent("qq" + message.Word("message_type"), message.ValueKind == JsonValueKind.Undefined ? "" : message.GetRawText())];
    }

    /// <summary>Whether we are meant. Where QQ does not say which bot it is, there is hardly another one.</summary>
    public static bool IsUs(JsonElement mention) =>
        mention.IsTrue("is_you") || (mention.IsTrue("bot") && mention.Inner("is_you").ValueKind == JsonValueKind.Undefined);

    private static string Words(JsonElement message, bool isCall)
    {
        var text = message.Text("content") ?? "";
        // Our own name in front of what is said to us says nothing, even where nobody is listed as mentioned; the others are called by theirs.
        if (isCall && !message.Items("mentions").Any())
            text = Called().Replace(text, "");
        foreach (var mention in message.Items("mentions"))
        {
            foreach (var id in new[] { mention.Word("member_openid"), mention.Word("id") })
            {
                if (id is null || (!IsUs(mention) && mention.Word("username") is null))
                    continue;
                var name = IsUs(mention) ? "" : "@" + mention.Word("username");
                text = text.Replace("<@" + id + ">", name, StringComparison.Ordinal).Replace("<@!" + id + ">", name, StringComparison.Ordinal);
            }
        }

        return Face().Replace(text, static m => FaceWord(m.Groups["ext"].Value)).Trim();
    }

    /// <summary>A face is a tag whose base64 holds its word: <c>{"text":"[微笑]"}</c>.</summary>
    private static string FaceWord(string ext)
    {
        try
        {
            using var json = JsonDocument.Parse(Convert.FromBase64String(ext));
            return json.RootElement.Word("text") is { } word ? word.StartsWith('[') ? word : "[" + word + "]" : "[表情]";
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return "[表情]";
        }
    }

    private static MessageQuote? Quote(JsonElement message)
    {
        if (message.Items("msg_elements").Select(e => (JsonElement?)e).FirstOrDefault() is not { } quoted)
            return null;
        var line = Face().Replace(quoted.Text("content") ?? "", static m => FaceWord(m.Groups["ext"].Value)).ReplaceLineEndings(" ").Trim();
        if (line.Length == 0)
            line = quoted.Items("attachments").Select(a => File(a).Preview).FirstOrDefault() ?? "";
        if (line.Length == 0)
            return null;
        // QQ names what is quoted by an index of its own, so the line is all that is known of it.
        return new MessageQuote(Guid.Empty, quoted.Inner("author").Word("username") ?? "", line.Length <= 80 ? line : line[..(char.IsHighSurrogate(line[78]) ? 78 : 79)] + "…", false);
    }

    private static MessageContent File(JsonElement attachment)
    {
        var type = attachment.Word("content_type") ?? "";
        var address = Address(attachment.Word("url"));
        if (address is null)
            return new UnknownContent(type.Length is > 0 and <= 64 ? type : "attachment", attachment.GetRawText());
        var media = new MediaRef(ProviderUrl: address, Name: Name(attachment.Word("filename")), ContentType: type.Contains('/', StringComparison.Ordinal) && type.Length <= 100 ? type : null, Size: attachment.Number("size"));
        return type switch
        {
            _ when type.StartsWith("image/", StringComparison.OrdinalIgnoreCase) => new PictureContent(media),
            _ when type.StartsWith("video/", StringComparison.OrdinalIgnoreCase) => new VideoContent(media),
            // The original is SILK, which no browser plays; QQ keeps a WAV beside it.
            _ when type == "voice" || type.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) => Voice(attachment, media),
            _ => new FileContent(media),
        };
    }

    private static VoiceContent Voice(JsonElement attachment, MediaRef media)
    {
        var wave = Address(attachment.Word("voice_wav_url"));
        return wave is null
            ? new VoiceContent(media, "silk", attachment.Word("asr_refer_text"))
            : new VoiceContent(media with { ProviderUrl = wave, ContentType = "audio/wav", Name = "voice.wav", Size = null }, "wav", attachment.Word("asr_refer_text"));
    }

    private static string? Name(string? name) => name is { Length: > 200 } ? name[^200..] : name;

    /// <summary>Some come without their scheme.</summary>
    private static string? Address(string? url)
    {
        if (url is null)
            return null;
        var whole = url.Contains("://", StringComparison.Ordinal) ? url : "https://" + url.TrimStart('/');
        return whole.Length <= 2000 && Uri.TryCreate(whole, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Host.Length > 0 ? whole : null;
    }

    [GeneratedRegex("^\\s*<@!?[0-9A-Za-z_-]{1,64}>")]
    private static partial Regex Called();

    [GeneratedRegex("<faceType=[^<>]{0,40},faceId=\"[^\"<>]{0,40}\",ext=\"(?<ext>[A-Za-z0-9+/=]{0,4000})\">")]
    private static partial Regex Face();
}
