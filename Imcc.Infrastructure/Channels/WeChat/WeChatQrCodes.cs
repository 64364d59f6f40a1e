using System.Globalization;
using System.Text;
using Imcc.Core.Channels.WeChat;
using Imcc.Core.Contacts;

namespace Imcc.Infrastructure.Channels.WeChat;

/// <summary>The interface that makes QR codes. The same permanent scene asked for twice is one code.</summary>
internal sealed class WeChatQrCodes(WeChatApi api)
{
    /// <param name="seconds">How long a temporary code lives, 60 to 2,592,000.</param>
    /// <returns>LivesFor: seconds that WeChat grants; null: for ever.</returns>
    public async Task<(WeChatVerdict Verdict, string Ticket, string Url, int? LivesFor)> CreateAsync(
        WeChatSettings settings, QrCodeKind kind, string scene, int seconds, CancellationToken cancellationToken)
    {
        var verdict = (await api.PostAsync(settings, "/cgi-bin/qrcode/create", Json(kind, scene, seconds), cancellationToken)).Judge(out var answer);
        if (verdict.Reaction != WeChatReaction.None)
            return (verdict, "", "", null);
        var (ticket, url) = (answer!.Json.Told("ticket"), answer.Json.Told("url"));
        return ticket.Length is 0 or > 512 || url.Length is 0 or > 512
            ? (new(WeChatReaction.Retry, "微信没有返回二维码"), "", "", null)
            : (verdict, ticket, url, kind.IsPermanent() ? null : (int)(answer.Json.Whole("expire_seconds") ?? seconds));
    }

    /// <summary>The request as WeChat documents it for each of the four kinds.</summary>
    public static string Json(QrCodeKind kind, string scene, int seconds)
    {
        var json = new StringBuilder("{");
        if (!kind.IsPermanent())
            json.Append(CultureInfo.InvariantCulture, $"\"expire_seconds\":{seconds},");
        json.Append("\"action_name\":\"").Append(QrCodeRules.ActionOf(kind)).Append("\",\"action_info\":{\"scene\":{");
        if (kind.IsNumber())
            json.Append("\"scene_id\":").Append(uint.Parse(scene, NumberStyles.None, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture));
        else
            json.Append("\"scene_str\":").AppendJson(scene);
        return json.Append("}}}").ToString();
    }
}
