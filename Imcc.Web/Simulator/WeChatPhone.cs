using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Imcc.Core.Channels;
using Imcc.Core.Channels.WeChat;

namespace Imcc.Web.Simulator;

/// <summary>
/// A follower's telephone together with WeChat's side of the webhook: it writes the XML, signs and encrypts it, posts it over HTTP,
/// tries again as WeChat does, and reads the answer that comes back in the response.
/// </summary>
internal sealed class WeChatPhone(IHttpClientFactory clients, WeChatStandIn standIn, OwnAddress own)
{
    public const string ClientName = "simulator";

    /// <summary>WeChat's own number of attempts, and its patience with each.</summary>
    private const int Attempts = 3;

    private const string OutOfOrder = "该公众号提供的服务出现故障，请稍后再试";

    public async Task<PhoneResult> DoAsync(ChannelAccount account, PhoneAct act, CancellationToken cancellationToken)
    {
        if (account.WeChat is not { } settings)
            return new PhoneResult(0, 0, "渠道账号没有微信设置");
        if (settings.EncodingAesKey.Length == 0 && act.Mode != "plain")
            act = act with { Mode = "plain" };
        var follower = standIn.Enrol(settings.AppId, act.Follower, "");
        // Whoever scans and does not follow, follows by it.
        if (act.Kind == "scan" && !follower.IsFollowing)
            act = act with { Kind = "follow" };
        if (Compose(act, OriginalId(settings)) is not { } message)
            return new PhoneResult(0, 0, "未知的操作");

        Show(follower, act);
        var started = Stopwatch.GetTimestamp();
        var times = Math.Clamp(act.Times, 1, Attempts);
        var deliveries = await Task.WhenAll(Enumerable.Range(0, times).Select(_ => DeliverAsync(account, settings, act, message, cancellationToken)));
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;

        var first = deliveries[0];
        // The follower reads one answer, however many attempts were answered.
        var answer = deliveries.FirstOrDefault(d => d.Answer is not null)?.Answer;
        if (act.Kind != "unfollow" && answer is not null)
            standIn.Show(follower, answer);
        else if (act.Kind is not ("unfollow" or "follow") && deliveries.All(d => d.IsBroken))
            standIn.Show(follower, new StandInEntry(standIn.Now, "note", "text", OutOfOrder));
        var note = first.Note + (times > 1 ? "；" + times.ToString(CultureInfo.InvariantCulture) + " 次投递：" + string.Join(" / ", deliveries.Select(d => d.Status)) : "");
        return new PhoneResult(first.Status, took, note);
    }

    /// <summary>WeChat tells the account about something that no follower did (a job's end): posted like any callback, and again when it is not answered.</summary>
    public async Task TellAsync(ChannelAccount account, string openId, string elements, CancellationToken cancellationToken)
    {
        if (account.WeChat is not { } settings)
            return;
        var mode = settings.EncodingAesKey.Length > 0 ? "encrypted" : "plain";
        var message = Tag("ToUserName", OriginalId(settings)) + Tag("FromUserName", openId) + "<CreateTime>" + Seconds() + "</CreateTime>" + elements;
        await DeliverAsync(account, settings, new PhoneAct(account.Key, openId, "event", Mode: mode), message, cancellationToken);
    }

    /// <summary>The account's <c>gh_</c> id, which we are never told: made from the AppId.</summary>
    private static string OriginalId(WeChatSettings settings) =>
        "gh_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(settings.AppId)))[..12];

    private string? Compose(PhoneAct act, string accountId)
    {
        var body = act.Kind switch
        {
            "text" => Tag("MsgType", "text") + Tag("Content", act.Text) + (act.MenuId is { Length: > 0 } item ? Tag("bizmsgmenuid", item) : ""),
            "image" => Tag("MsgType", "image") + Tag("PicUrl", "https://mmbiz.qpic.cn/simulator/" + act.MediaId) + Tag("MediaId", act.MediaId ?? ""),
            "location" => Tag("MsgType", "location") + Number("Location_X", act.Latitude) + Number("Location_Y", act.Longitude) + "<Scale>16</Scale>" + Tag("Label", act.Text),
            "click" => Tag("MsgType", "event") + Tag("Event", "CLICK") + Tag("EventKey", act.Text),
            "view" => Tag("MsgType", "event") + Tag("Event", "VIEW") + Tag("EventKey", act.Text) + "<MenuId>400000001</MenuId>",
            "scancode_push" or "scancode_waitmsg" => Tag("MsgType", "event") + Tag("Event", act.Kind) + Tag("EventKey", act.Text)
                + "<ScanCodeInfo>" + Tag("ScanType", "qrcode") + Tag("ScanResult", "https://example.com/q/1") + "</ScanCodeInfo>",
            "location_select" => Tag("MsgType", "event") + Tag("Event", act.Kind) + Tag("EventKey", act.Text)
                + "<SendLocationInfo>" + Tag("Location_X", "39.996") + Tag("Location_Y", "116.481") + Tag("Scale", "16") + Tag("Label", "北京市朝阳区") + Tag("Poiname", "") + "</SendLocationInfo>",
            "pic_sysphoto" or "pic_photo_or_album" or "pic_weixin" => Tag("MsgType", "event") + Tag("Event", act.Kind) + Tag("EventKey", act.Text)
                + "<SendPicsInfo><Count>1</Count><PicList><item>" + Tag("PicMd5Sum", "5a75aaca956d97be686719218f275c6b") + "</item></PicList></SendPicsInfo>",
            "view_miniprogram" => Tag("MsgType", "event") + Tag("Event", act.Kind) + Tag("EventKey", act.Text) + "<MenuId>400000001</MenuId>",
            "scan" => Tag("MsgType", "event") + Tag("Event", "SCAN") + Tag("EventKey", act.Text) + Tag("Ticket", "gQSimulatedTicket"),
            "follow" => Tag("MsgType", "event") + Tag("Event", "subscribe") + Tag("EventKey", act.Text.Length > 0 ? "qrscene_" + act.Text : ""),
            "unfollow" => Tag("MsgType", "event") + Tag("Event", "unsubscribe") + Tag("EventKey", ""),
            _ => null,
        };
        if (body is null)
            return null;
        var id = act.Kind is "text" or "image" or "location" ? "<MsgId>" + standIn.NextMessageId() + "</MsgId>" : "";
        return Tag("ToUserName", accountId) + Tag("FromUserName", act.Follower) + "<CreateTime>" + Seconds() + "</CreateTime>" + body + id;
    }

    private void Show(StandInFollower follower, PhoneAct act)
    {
        var now = standIn.Now;
        switch (act.Kind)
        {
            case "text":
                standIn.Show(follower, new StandInEntry(now, "me", "text", act.Text));
                standIn.Did(follower, StandInTrigger.Message);
                break;
            case "image":
                standIn.Show(follower, new StandInEntry(now, "me", "image", "", act.MediaId));
                standIn.Did(follower, StandInTrigger.Message);
                break;
            case "location":
                standIn.Show(follower, new StandInEntry(now, "me", "location", act.Text));
                standIn.Did(follower, StandInTrigger.Message);
                break;
            case "click" or "scancode_push" or "scancode_waitmsg":
                standIn.Show(follower, new StandInEntry(now, "note", "click", act.Text));
                standIn.Did(follower, StandInTrigger.Click);
                break;
            case "view" or "view_miniprogram" or "location_select" or "pic_sysphoto" or "pic_photo_or_album" or "pic_weixin":
                standIn.Show(follower, new StandInEntry(now, "note", "click", act.Text));
                break;
            case "scan":
                standIn.Show(follower, new StandInEntry(now, "note", "scan", act.Text));
                standIn.Did(follower, StandInTrigger.Scan);
                break;
            case "follow":
                standIn.Users.Came(follower.AppId, follower.OpenId, act.Text);
                standIn.Show(follower, new StandInEntry(now, "note", "follow", ""));
                standIn.Did(follower, StandInTrigger.Follow);
                break;
            case "unfollow":
                standIn.Show(follower, new StandInEntry(now, "note", "unfollow", ""));
                standIn.Unfollowed(follower);
                break;
        }
    }

    private async Task<Delivery> DeliverAsync(ChannelAccount account, WeChatSettings settings, PhoneAct act, string message, CancellationToken cancellationToken)
    {
        var note = "";
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            using var request = Request(account, settings, act, message);
            try
            {
                using var client = clients.CreateClient(ClientName);
                using var response = await client.SendAsync(request, cancellationToken);
                var body = await response.Content.ReadAsStringAsync(cancellationToken);
                note = string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)response.StatusCode}, {body.Length} 字符");
                if (response.StatusCode == HttpStatusCode.OK)
                    return Read(settings, body, note);
                if ((int)response.StatusCode < 500)
                    return new Delivery((int)response.StatusCode, null, true, note);
            }
            catch (HttpRequestException e)
            {
                note = "连接失败：" + e.HttpRequestError;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                note = "5 秒内没有回答";
            }
        }

        return new Delivery(0, null, true, note);
    }

    private HttpRequestMessage Request(ChannelAccount account, WeChatSettings settings, PhoneAct act, string message)
    {
        var timestamp = Seconds();
        var nonce = RandomNumberGenerator.GetInt32(100_000_000, 2_000_000_000).ToString(CultureInfo.InvariantCulture);
        var query = $"?signature={WeChatSignature.Sign(settings.Token, timestamp, nonce)}&timestamp={timestamp}&nonce={nonce}&openid={Uri.EscapeDataString(act.Follower)}";
        var body = "<xml>" + message + "</xml>";
        if (act.Mode != "plain" && WeChatKey.TryDecode(settings.EncodingAesKey) is { } key)
        {
            var encrypted = key.Encrypt(body, settings.AppId, RandomNumberGenerator.GetBytes(16));
            query += "&encrypt_type=aes&msg_signature=" + WeChatSignature.Sign(settings.Token, timestamp, nonce, encrypted);
            body = "<xml>" + (act.Mode == "compatible" ? message : Tag("ToUserName", OriginalId(settings))) + Tag("Encrypt", encrypted) + "</xml>";
        }

        return new HttpRequestMessage(HttpMethod.Post, new Uri(own.Get(), "webhooks/wechat/" + Uri.EscapeDataString(account.Key) + query))
        {
            Content = new StringContent(body, Encoding.UTF8, "text/xml"),
        };
    }

    private Delivery Read(WeChatSettings settings, string body, string note)
    {
        if (body is "" or WeChatReply.Nothing)
            return new Delivery(200, null, false, note + "，" + (body.Length == 0 ? "空" : body));
        var xml = WeChatXml.Read(body);
        if (xml?["Encrypt"] is { } encrypted)
        {
            // As strict as WeChat is with us.
            xml = WeChatSignature.Matches(xml["MsgSignature"] ?? "", settings.Token, xml["TimeStamp"] ?? "", xml["Nonce"] ?? "", encrypted)
                && WeChatKey.TryDecode(settings.EncodingAesKey)?.Decrypt(encrypted, settings.AppId) is { } plain
                    ? WeChatXml.Read(plain)
                    : null;
            note += "，加密被动回复";
        }
        else
        {
            note += "，被动回复";
        }

        var now = standIn.Now;
        return xml?["MsgType"] switch
        {
            "text" => Answer(new(now, "account", "text", xml["Content"] ?? "", Via: "passive")),
            "image" => Answer(new(now, "account", "image", "", xml["Image.MediaId"], "passive")),
            "news" => Answer(new(now, "account", "link", xml["Articles.item.0.Title"] + "\n" + xml["Articles.item.0.Description"], Via: "passive", Url: xml["Articles.item.0.Url"])),
            { } other => Answer(new(now, "account", other, "[" + other + "]", Via: "passive")),
            null => new Delivery(200, null, true, note + "，无法识别"),
        };

        Delivery Answer(StandInEntry entry) => new(200, entry, false, note);
    }

    private string Seconds() => standIn.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static string Number(string name, double value) => string.Create(CultureInfo.InvariantCulture, $"<{name}>{value:0.######}</{name}>");

    internal static string Tag(string name, string value) =>
        "<" + name + "><![CDATA[" + value.Replace("]]>", "]]]]><![CDATA[>", StringComparison.Ordinal) + "]]></" + name + ">";

    private sealed record Delivery(int Status, StandInEntry? Answer, bool IsBroken, string Note);
}
