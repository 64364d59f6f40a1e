using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Imcc.Core.Channels.WeChat;

namespace Imcc.Tests.Journeys;

/// <summary>A WeChat user as our webhook meets one: encrypted callbacks over HTTP, signed as WeChat signs them.</summary>
/// <param name="http">To share connections with others; without it the follower has its own.</param>
internal sealed class Follower(Uri url, string account, int accountIndex, string openId, HttpClient? http = null) : IDisposable
{
    private static readonly WeChatKey Key = WeChatKey.TryDecode(ImccHost.AesKey)!;
    private static long _lastId = 25_000_000_000_000_000;

    private readonly HttpClient _http = http ?? new() { Timeout = TimeSpan.FromSeconds(20) };

    public string OpenId => openId;

    private string AppId => ImccHost.AppId + accountIndex;

    /// <summary>The same person, at the address of another process.</summary>
    public Follower At(Uri other) => new(other, account, accountIndex, openId);

    public static long NextId() => Interlocked.Increment(ref _lastId);

    /// <returns>The status, and the text of the passive answer if one came.</returns>
    public Task<(int Status, string? Answer)> SayAsync(string text, long? messageId = null) =>
        PostAsync($"<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{text}]]></Content><MsgId>{messageId ?? NextId()}</MsgId>");

    public Task<(int Status, string? Answer)> EventAsync(string name, string key = "", long? at = null) =>
        PostAsync($"<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[{name}]]></Event><EventKey><![CDATA[{key}]]></EventKey>", at);

    public async Task<(int Status, string? Answer)> PostAsync(string body, long? at = null)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var xml = $"<xml><ToUserName><![CDATA[gh_journey{accountIndex}]]></ToUserName><FromUserName><![CDATA[{openId}]]></FromUserName><CreateTime>{at ?? now}</CreateTime>{body}</xml>";
        var encrypted = Key.Encrypt(xml, AppId, RandomNumberGenerator.GetBytes(16));
        var timestamp = now.ToString(CultureInfo.InvariantCulture);
        var nonce = RandomNumberGenerator.GetHexString(10);
        var address = $"/webhooks/wechat/{account}?signature={WeChatSignature.Sign(ImccHost.Token, timestamp, nonce)}&timestamp={timestamp}&nonce={nonce}&openid={openId}" +
            $"&encrypt_type=aes&msg_signature={WeChatSignature.Sign(ImccHost.Token, timestamp, nonce, encrypted)}";
        using var content = new StringContent($"<xml><ToUserName><![CDATA[gh_journey{accountIndex}]]></ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>", Encoding.UTF8, "text/xml");
        using var response = await _http.PostAsync(new Uri(url, address), content);
        return ((int)response.StatusCode, Answer(await response.Content.ReadAsStringAsync()));
    }

    public void Dispose()
    {
        if (http is null)
            _http.Dispose();
    }

    private string? Answer(string body)
    {
        if (!body.StartsWith('<'))
            return null;
        var sealedXml = XDocument.Parse(body).Root!;
        var plain = Key.Decrypt(sealedXml.Element("Encrypt")!.Value, AppId)!;
        return XDocument.Parse(plain).Root!.Element("Content")?.Value;
    }
}
