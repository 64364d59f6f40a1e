using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Imcc.Core.Channels.WeChat;

namespace Imcc.Bench.Intake;

/// <summary>Whole HTTP requests as WeChat sends them, encrypted beforehand so that encrypting is not measured.</summary>
internal sealed class Callbacks(string accountKey, string appId, string token, string encodingAesKey, int port)
{
    private static readonly string[] Words =
        ["你好，我想问一下信用卡的还款日是哪天？", "境外消费的手续费怎么算", "密码忘了怎么办", "我的快递到哪里了，订单号是 20261122", "谢谢", "在吗？", "请问周末营业吗", "怎么修改预留手机号码😀"];

    private readonly WeChatKey _key = WeChatKey.TryDecode(encodingAesKey)!;
    private long _id = 24_000_000_000_000_000;

    public byte[] Text(string openId, string? words = null)
    {
        var id = Interlocked.Increment(ref _id);
        var text = words ?? Words[id % Words.Length];
        var now = DateTimeOffset.FromUnixTimeSeconds(1_795_000_000).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var xml = $"<xml><ToUserName><![CDATA[gh_bench000001]]></ToUserName><FromUserName><![CDATA[{openId}]]></FromUserName><CreateTime>{now}</CreateTime>" +
            $"<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{text}]]></Content><MsgId>{id}</MsgId></xml>";
        var encrypted = _key.Encrypt(xml, appId, RandomNumberGenerator.GetBytes(16));
        var nonce = id.ToString(CultureInfo.InvariantCulture);
        var body = Encoding.UTF8.GetBytes($"<xml><ToUserName><![CDATA[gh_bench000001]]></ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>");
        var head = Encoding.ASCII.GetBytes(
            $"POST /webhooks/wechat/{accountKey}?signature={WeChatSignature.Sign(token, now, nonce)}&timestamp={now}&nonce={nonce}&openid={openId}&encrypt_type=aes" +
            $"&msg_signature={WeChatSignature.Sign(token, now, nonce, encrypted)} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: text/xml\r\nContent-Length: {body.Length}\r\n\r\n");
        return [.. head, .. body];
    }
}
