using System.Globalization;

namespace Imcc.Core.Channels.WeChat;

/// <summary>What a WeChat message or event says, as our own content. A kind that is new here is kept as it came.</summary>
internal static class WeChatContent
{
    private static readonly HashSet<string> Envelope = new(StringComparer.OrdinalIgnoreCase)
    {
        "ToUserName", "FromUserName", "CreateTime", "MsgType", "Event", "EventKey", "Encrypt",
    };

    /// <summary>What each kind has a place for; everything else is kept beside it.</summary>
    private static readonly Dictionary<string, HashSet<string>> Placed = new(StringComparer.Ordinal)
    {
        ["text"] = Names("Content", "bizmsgmenuid"),
        ["image"] = Names("MediaId", "PicUrl"),
        ["voice"] = Names("MediaId", "Format", "Recognition"),
        ["video"] = Names("MediaId", "ThumbMediaId"),
        ["shortvideo"] = Names("MediaId", "ThumbMediaId"),
        ["location"] = Names("Location_X", "Location_Y", "Scale", "Label"),
        ["file"] = Names("Title", "FileTotalLen"),
        ["link"] = Names("Title", "Description", "Url"),
        ["miniprogrampage"] = Names("Title", "AppId", "PagePath", "ThumbUrl"),
    };

    public static MessageContent Read(WeChatXml xml, string raw)
    {
        var type = xml["MsgType"]?.Trim().ToLowerInvariant() ?? "";
        var content = Kind(xml, type, raw);
        return content is not (EventContent or UnknownContent) && Placed.TryGetValue(type, out var placed) && Beside(xml, placed) is { } extra
            ? content with { Extra = extra }
            : content;
    }

    private static MessageContent Kind(WeChatXml xml, string type, string raw) => type switch
    {
        "text" => new TextContent(xml["Content"] ?? "", Present(xml["bizmsgmenuid"])),
        "image" => new PictureContent(new MediaRef(ProviderId: Present(xml["MediaId"]), ProviderUrl: Present(xml["PicUrl"]))),
        "voice" => new VoiceContent(
            new MediaRef(ProviderId: Present(xml["MediaId"]) ?? Present(xml["MediaId16K"])), Present(xml["Format"]), Present(xml["Recognition"])),
        "video" or "shortvideo" => new VideoContent(
            new MediaRef(ProviderId: Present(xml["MediaId"])), Present(xml["ThumbMediaId"]), IsShort: type == "shortvideo"),
        "location" => (MessageContent?)Location(xml) ?? Unknown(type, raw),
        // WeChat gives its name and size and no way to fetch it: the agent knows at least what the customer meant to send.
        "file" when Present(xml["Title"]) is { } name => new FileContent(new MediaRef(
            Name: name.Length <= 200 ? name : name[^200..], Size: Number(xml["FileTotalLen"]) is >= 0 and < 1e15 and var size ? (long)size : null)),
        "link" => new LinkContent(xml["Title"]?.Trim() ?? "", Present(xml["Description"]), xml["Url"]?.Trim() ?? ""),
        "miniprogrampage" => new MiniProgramContent(
            xml["Title"]?.Trim() ?? "", xml["AppId"]?.Trim() ?? "", xml["PagePath"]?.Trim() ?? "", Present(xml["ThumbUrl"])),
        // Of a thing that the customer owns, but an event all the same.
        "event" or "device_event" => (MessageContent?)Event(xml) ?? Unknown(type, raw),
        _ => Unknown(type, raw),
    };

    private static LocationContent? Location(WeChatXml xml) =>
        Degrees(xml["Location_X"], 90) is { } latitude && Degrees(xml["Location_Y"], 180) is { } longitude
            ? new LocationContent(latitude, longitude, Number(xml["Scale"]), Present(xml["Label"]))
            : null;

    private static HashSet<string> Names(params string[] names) => new(names, StringComparer.OrdinalIgnoreCase);

    private static Dictionary<string, string>? Beside(WeChatXml xml, HashSet<string> placed)
    {
        Dictionary<string, string>? extra = null;
        foreach (var field in xml.Fields)
        {
            if (!Envelope.Contains(field.Key) && !placed.Contains(field.Key) && !field.Key.Equals("MsgId", StringComparison.OrdinalIgnoreCase) && !string.IsNullOrWhiteSpace(field.Value))
                (extra ??= new(StringComparer.Ordinal)).TryAdd(field.Key, field.Value.Trim());
        }

        return extra;
    }

    private static EventContent? Event(WeChatXml xml)
    {
        if (Present(xml["Event"]) is not { } name)
            return null;
        Dictionary<string, string>? further = null;
        foreach (var field in xml.Fields)
        {
            if (!Envelope.Contains(field.Key))
                (further ??= new(StringComparer.Ordinal)).TryAdd(field.Key, field.Value.Trim());
        }

        return new EventContent(name.ToLowerInvariant(), Present(xml["EventKey"]), further);
    }

    private static UnknownContent Unknown(string type, string raw) =>
        new(type.Length == 0 ? "unknown" : type.Length <= 64 ? type : type[..64], raw);

    private static string? Present(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static double? Degrees(string? value, double limit) =>
        Number(value) is { } degrees && Math.Abs(degrees) <= limit ? degrees : null;

    private static double? Number(string? value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
