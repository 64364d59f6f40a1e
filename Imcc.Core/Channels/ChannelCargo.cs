using System.Text;
using Imcc.Core.Channels.WeChat;

namespace Imcc.Core.Channels;

/// <summary>What a channel carries of what an agent can attach.</summary>
public static class ChannelCargo
{
    // WeChat's customer-service interface: pictures, amr and mp3, mp4; no other file.
    private static readonly string[] WeChat =
        ["image/png", "image/jpeg", "image/gif", "image/bmp", "audio/amr", "audio/mpeg", "audio/mp3", "video/mp4"];

    /// <returns>The content types that a channel carries; null: any.</returns>
    public static IReadOnlyList<string>? TypesOf(ChannelKind channel) => channel == ChannelKind.WeChat ? WeChat : null;

    public static bool Carries(ChannelKind channel, string contentType) =>
        TypesOf(channel)?.Contains(contentType.Split(';')[0].Trim(), StringComparer.OrdinalIgnoreCase) ?? true;

    /// <summary>What one text may hold with the line that it quotes, in UTF-8; null: the desk's own limit is the lower one.</summary>
    public static int? TextBytesOf(ChannelKind channel) => channel == ChannelKind.WeChat ? WeChatReply.MaxTextBytes : null;

    /// <summary>Whether the text arrives whole, quote and all: a channel cuts what is longer.</summary>
    public static bool Carries(ChannelKind channel, TextContent text) =>
        TextBytesOf(channel) is not { } most || Encoding.UTF8.GetByteCount(MessageQuote.Plain(text)) <= most;

    /// <summary>Short enough for every channel.</summary>
    public static bool IsCarriedByAll(TextContent text) => Enum.GetValues<ChannelKind>().All(k => Carries(k, text));

    /// <summary>The file as the kind of message that the channel carries it as.</summary>
    public static MessageContent ContentOf(MediaRef file)
    {
        var type = (file.ContentType ?? "").ToUpperInvariant();
        return type switch
        {
            _ when type.StartsWith("IMAGE/", StringComparison.Ordinal) && !type.Contains("SVG", StringComparison.Ordinal) => new PictureContent(file),
            "AUDIO/AMR" or "AUDIO/MPEG" or "AUDIO/MP3" => new VoiceContent(file, type == "AUDIO/AMR" ? "amr" : "mp3"),
            "VIDEO/MP4" => new VideoContent(file),
            _ => new FileContent(file),
        };
    }
}
