using System.Globalization;
using System.Text;

namespace Imcc.Core.Channels.WeChat;

/// <summary>The answer that rides in the response to the customer's own message.</summary>
public static class WeChatReply
{
    /// <summary>What one text may hold, in UTF-8.</summary>
    public const int MaxTextBytes = 2048;

    /// <summary>What says "taken, nothing to answer". It is never encrypted.</summary>
    public const string Nothing = "success";

    /// <returns>Null when WeChat cannot carry such a content in a response: it must go out by the customer-service interface.</returns>
    public static WeChatReplyXml? Build(MessageContent answer, string openId, string accountId, DateTimeOffset now)
    {
        var xml = new StringBuilder(512).Append("<xml>");
        Element(xml, "ToUserName", openId);
        Element(xml, "FromUserName", accountId);
        xml.Append(CultureInfo.InvariantCulture, $"<CreateTime>{now.ToUnixTimeSeconds()}</CreateTime>");
        var isCut = false;
        switch (answer)
        {
            case TextContent text when !string.IsNullOrEmpty(text.Text):
                Element(xml, "MsgType", "text");
                Element(xml, "Content", Cut(text.Text, out isCut));
                break;
            case PictureContent { Media.ProviderId: { } mediaId }:
                Media(xml, "image", "Image", mediaId);
                break;
            case VoiceContent { Media.ProviderId: { } mediaId }:
                Media(xml, "voice", "Voice", mediaId);
                break;
            case VideoContent { Media.ProviderId: { } mediaId } video:
                Element(xml, "MsgType", "video");
                xml.Append("<Video>");
                Element(xml, "MediaId", mediaId);
                Optional(xml, "Title", video.Title);
                Optional(xml, "Description", video.Description);
                xml.Append("</Video>");
                break;
            // Its picture must be at WeChat's side already: there is no time to bring it there.
            case MusicContent { Cover.ProviderId: { } coverId } music:
                Element(xml, "MsgType", "music");
                xml.Append("<Music>");
                Optional(xml, "Title", music.Title);
                Optional(xml, "Description", music.Description);
                Element(xml, "MusicUrl", music.Url);
                Element(xml, "HQMusicUrl", music.HighQualityUrl ?? music.Url);
                Element(xml, "ThumbMediaId", coverId);
                xml.Append("</Music>");
                break;
            case LinkContent link:
                Element(xml, "MsgType", "news");
                xml.Append("<ArticleCount>1</ArticleCount><Articles><item>");
                Element(xml, "Title", link.Title);
                Element(xml, "Description", link.Description ?? "");
                Element(xml, "PicUrl", link.PictureUrl ?? "");
                Element(xml, "Url", link.Url);
                xml.Append("</item></Articles>");
                break;
            case ChannelServiceContent service:
                Element(xml, "MsgType", "transfer_customer_service");
                if (service.Account is { Length: > 0 } account)
                {
                    xml.Append("<TransInfo>");
                    Element(xml, "KfAccount", account);
                    xml.Append("</TransInfo>");
                }

                break;
            default:
                return null;
        }

        return new WeChatReplyXml(xml.Append("</xml>").ToString(), isCut);
    }

    /// <summary>Puts an answer into the envelope that an encrypted request is owed.</summary>
    /// <param name="random16">16 bytes that nobody can foresee.</param>
    public static string Seal(string xml, WeChatSettings settings, WeChatKey key, DateTimeOffset now, string nonce, ReadOnlySpan<byte> random16)
    {
        var encrypted = key.Encrypt(xml, settings.AppId, random16);
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = WeChatSignature.Sign(settings.Token, timestamp, nonce, encrypted);
        return $"<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt><MsgSignature><![CDATA[{signature}]]></MsgSignature>"
            + $"<TimeStamp>{timestamp}</TimeStamp><Nonce><![CDATA[{nonce}]]></Nonce></xml>";
    }

    /// <summary>The longest beginning that WeChat takes, never half a character; with an ellipsis where something is missing.</summary>
    public static string Cut(string text, out bool isCut)
    {
        isCut = text.Length > MaxTextBytes / 3 && Encoding.UTF8.GetByteCount(text) > MaxTextBytes;
        if (!isCut)
            return text;
        const string ellipsis = "…";
        var room = MaxTextBytes - Encoding.UTF8.GetByteCount(ellipsis);
        var end = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if ((room -= rune.Utf8SequenceLength) < 0)
                break;
            end += rune.Utf16SequenceLength;
        }

        return text[..end] + ellipsis;
    }

    private static void Media(StringBuilder xml, string type, string element, string mediaId)
    {
        Element(xml, "MsgType", type);
        xml.Append('<').Append(element).Append('>');
        Element(xml, "MediaId", mediaId);
        xml.Append("</").Append(element).Append('>');
    }

    private static void Optional(StringBuilder xml, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            Element(xml, name, value);
    }

    private static void Element(StringBuilder xml, string name, string value) =>
        xml.Append('<').Append(name).Append("><![CDATA[")
            .Append(XmlText.Clean(value).Replace("]]>", "]]]]><![CDATA[>", StringComparison.Ordinal))
            .Append("]]></").Append(name).Append('>');
}

/// <param name="IsCut">The text was longer than WeChat takes and lost its end.</param>
public sealed record WeChatReplyXml(string Xml, bool IsCut);
