using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Imcc.Core.Channels.WeChat;

/// <summary>
/// Opens what WeChat posts (plain, compatible or encrypted) and reads the message in it. The hot path of intake: no DOM, one pass
/// for the envelope and one for the message.
/// </summary>
public static class WeChatCallback
{
    private static readonly WeChatOpened.Forged Forged = new();
    private static readonly WeChatOpened.Unreadable Unreadable = new();
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Whether the console's check of the URL, or a plain request, was signed with our token.</summary>
    public static bool IsSigned(WeChatSettings settings, in WeChatQuery query) =>
        // An account without a token would take the signature of anybody.
        settings.Token.Length > 0
        && WeChatSignature.Matches(query.Signature, settings.Token, query.Timestamp, query.Nonce);

    public static WeChatOpened Open(WeChatSettings settings, in WeChatQuery query, in System.Buffers.ReadOnlySequence<byte> body)
    {
        if (settings.Token.Length == 0 || (query.Signature.Length == 0 && query.MsgSignature.Length == 0))
            return Forged;
        string text;
        try
        {
            text = StrictUtf8.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            return Unreadable;
        }

        // UTF-16, or no text at all.
        return text.Contains('\0', StringComparison.Ordinal) ? Unreadable : Open(settings, query, text);
    }

    public static WeChatOpened Open(WeChatSettings settings, in WeChatQuery query, string body)
    {
        var hasKey = settings.EncodingAesKey.Length > 0;
        var mustBeEncrypted = hasKey && query.EncryptType.Equals("aes", StringComparison.OrdinalIgnoreCase);
        // Nobody unsigned gets as far as the XML parser, unless the signature covers something inside.
        var isSigned = IsSigned(settings, query);
        if (!isSigned && query.MsgSignature.Length == 0)
            return Forged;
        var envelope = WeChatXml.Read(body);
        if (envelope is null)
            return isSigned || mustBeEncrypted ? Unreadable : Forged;

        var encrypted = envelope["Encrypt"]?.Trim();
        if (hasKey && (mustBeEncrypted || encrypted is not null))
            return OpenEncrypted(settings, query, encrypted);
        if (!isSigned)
            return Forged;
        return new WeChatOpened.Genuine(XmlText.Clean(body), envelope, null);
    }

    /// <summary>Reads a message out of its stored XML once more, as after a crash.</summary>
    /// <returns>Null when it names no sender or account.</returns>
    public static InboundMessage? Parse(ChannelAccount account, Guid id, DateTimeOffset receivedAt, string raw) =>
        WeChatXml.Read(raw) is { } xml ? Parse(account, id, receivedAt, raw, xml, null) : null;

    public static InboundMessage? Parse(
        ChannelAccount account, Guid id, DateTimeOffset receivedAt, WeChatOpened.Genuine opened, DateTimeOffset? answerableUntil) =>
        Parse(account, id, receivedAt, opened.Raw, opened.Fields, answerableUntil);

    private static WeChatOpened OpenEncrypted(WeChatSettings settings, in WeChatQuery query, string? encrypted)
    {
        if (string.IsNullOrEmpty(encrypted))
            return Unreadable;
        if (!WeChatSignature.Matches(query.MsgSignature, settings.Token, query.Timestamp, query.Nonce, encrypted))
            return Forged;
        return OpenWith(settings.EncodingAesKey, settings.AppId, encrypted)
            ?? OpenWith(settings.PreviousAesKey, settings.AppId, encrypted)
            ?? (WeChatOpened)Unreadable;
    }

    private static WeChatOpened.Genuine? OpenWith(string encodingAesKey, string appId, string encrypted)
    {
        if (WeChatKey.TryDecode(encodingAesKey) is not { } key || key.Decrypt(encrypted, appId) is not { } raw)
            return null;
        raw = XmlText.Clean(raw);
        return WeChatXml.Read(raw) is { } fields ? new WeChatOpened.Genuine(raw, fields, key) : null;
    }

    private static InboundMessage? Parse(
        ChannelAccount account, Guid id, DateTimeOffset receivedAt, string raw, WeChatXml xml, DateTimeOffset? answerableUntil)
    {
        var to = xml["ToUserName"]?.Trim();
        var from = xml["FromUserName"]?.Trim();
        var content = WeChatContent.Read(xml, raw);
        var change = content as EventContent;
        // About somebody, but sent by the platform: the person is in another element.
        if (change is { Name: "user_info_modified" or "user_authorization_revoke" or "user_authorization_cancellation" })
            from = Present(xml["OpenID"]) ?? from;
        if (string.IsNullOrEmpty(to) || string.IsNullOrEmpty(from) || from.Length > 128)
            return null;

        var created = xml["CreateTime"]?.Trim() ?? "";
        var messageId = Present(xml["MsgId"]) is { Length: <= 64 } given ? given : null;
        return new InboundMessage
        {
            Id = id,
            AccountId = account.Id,
            ExternalId = from,
            DedupeKey = change is not null ? EventKey(to, from, created, change, messageId ?? Present(xml["SubscribeMsgSentEvent.List.0.MsgID"]))
                : messageId is not null ? Bounded(to + ":" + messageId)
                : Bounded(string.Concat(to + ":" + from + ":", created + ":", Digest(raw))),
            ChannelMessageId = messageId,
            SentAt = Time(created) ?? receivedAt,
            ReceivedAt = receivedAt,
            Content = content,
            AnswerableUntil = answerableUntil,
        };
    }

    /// <summary>Two different events of one person can fall into one second: name, key and job id tell them apart.</summary>
    private static string EventKey(string to, string from, string created, EventContent change, string? jobId) =>
        Bounded(string.Join(':', [to, from, created, change.Name, change.Key, jobId]));

    private static string Bounded(string key) =>
        key.Length <= 256 ? key : string.Concat(key.AsSpan(0, char.IsHighSurrogate(key[189]) ? 189 : 190), "#", Digest(key));

    private static string Digest(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return Convert.ToHexStringLower(hash);
    }

    private static string? Present(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static DateTimeOffset? Time(string seconds) =>
        long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var unix) && unix is > 0 and < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(unix)
            : null;
}
