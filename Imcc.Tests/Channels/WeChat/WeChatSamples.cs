using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Imcc.Core.Channels;
using Imcc.Core.Channels.WeChat;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;

namespace Imcc.Tests.Channels.WeChat;

/// <summary>An account and the requests that WeChat would send it.</summary>
internal static class WeChatSamples
{
    public const string Token = "CallCenterT0ken";
    public const string AesKey = "Q2FsbENlbnRlckRlbW9BZXNLZXkwMTIzNDU2Nzg5QUI";
    public const string OtherAesKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    public const string AppId = "wxdemo00112233aabb";
    public const string Official = "gh_demo0001";
    public const string OpenId = "oDEMO_visitor_0001";

    public static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1767225601);

    public static readonly WeChatSettings Settings = new() { AppId = AppId, AppSecret = "s3cret", Token = Token, EncodingAesKey = AesKey };

    public static readonly WeChatSettings PlainSettings = Settings with { EncodingAesKey = "" };

    public static ChannelAccount Account(WeChatSettings? settings = null, string key = "demo") => new()
    {
        Id = new Guid("0196a000-0000-7000-8000-000000000001"),
        Key = key,
        Kind = ChannelKind.WeChat,
        Name = "演示公众号",
        OrgUnitId = new Guid("0196a000-0000-7000-8000-000000000002"),
        SkillGroupId = new Guid("0196a000-0000-7000-8000-000000000003"),
        WeChat = settings ?? Settings,
    };

    public static OutboundMessage Outbound(ChannelAccount account, string openId, MessageContent content) => new(account, openId, new ThreadMessage
    {
        Id = Guid.CreateVersion7(Now),
        ThreadId = Guid.CreateVersion7(Now),
        Seq = 1,
        Direction = MessageDirection.Outbound,
        Sender = MessageSender.Agent,
        Content = content,
        At = Now,
    }, []);

    public static string Message(string body, long? id = 24000000000000001, string from = OpenId) =>
        $"<xml><ToUserName><![CDATA[{Official}]]></ToUserName><FromUserName><![CDATA[{from}]]></FromUserName><CreateTime>1767225600</CreateTime>{body}"
        + (id is null ? "" : string.Create(CultureInfo.InvariantCulture, $"<MsgId>{id}</MsgId>")) + "</xml>";

    public static string Text(string text, long? id = 24000000000000001, string from = OpenId) =>
        Message($"<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{text}]]></Content>", id, from);

    public static string Event(string name, string further = "") =>
        Message($"<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[{name}]]></Event>{further}", null);

    public static InboundMessage? Parse(string xml) => WeChatCallback.Parse(Account(), Guid.CreateVersion7(Now), Now, xml);

    public static WeChatRequest Plain(string xml, string token = Token)
    {
        const string nonce = "719283746";
        return new(new WeChatQuery(WeChatSignature.Sign(token, Timestamp, nonce), Timestamp, nonce), xml);
    }

    public static WeChatRequest Encrypted(string xml, WeChatSettings? settings = null, bool compatible = false, string? appId = null)
    {
        settings ??= Settings;
        const string nonce = "719283746";
        var encrypted = WeChatKey.TryDecode(settings.EncodingAesKey)!.Encrypt(xml, appId ?? settings.AppId, RandomNumberGenerator.GetBytes(16));
        var body = $"<xml><ToUserName><![CDATA[{Official}]]></ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>";
        if (compatible)
            body = xml.Replace("</xml>", $"<Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>", StringComparison.Ordinal);
        return new(new WeChatQuery(
            WeChatSignature.Sign(settings.Token, Timestamp, nonce), Timestamp, nonce,
            WeChatSignature.Sign(settings.Token, Timestamp, nonce, encrypted), "aes"), body);
    }

    private static string Timestamp => Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}

internal sealed record WeChatRequest(WeChatQuery Query, string Body)
{
    public WeChatOpened OpenWith(WeChatSettings settings) => WeChatCallback.Open(settings, Query, new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(Body)));

    public string QueryString => $"?signature={Query.Signature}&timestamp={Query.Timestamp}&nonce={Query.Nonce}&openid={WeChatSamples.OpenId}"
        + (Query.EncryptType.Length > 0 ? "&encrypt_type=" + Query.EncryptType : "")
        + (Query.MsgSignature.Length > 0 ? "&msg_signature=" + Query.MsgSignature : "");
}
