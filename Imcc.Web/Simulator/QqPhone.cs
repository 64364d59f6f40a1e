using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Imcc.Core.Channels;
using Imcc.Core.Channels.Qq;
using Imcc.Infrastructure.Channels.Qq;

namespace Imcc.Web.Simulator;

/// <summary>People's telephones together with QQ's side of the webhook: it writes the events, signs them, posts them over HTTP, and delivers again what was not taken.</summary>
internal sealed class QqPhone(IHttpClientFactory clients, QqStandIn standIn, OwnAddress own)
{
    private const int Attempts = 3;
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<PhoneResult> DoAsync(ChannelAccount account, QqAct act, CancellationToken cancellationToken)
    {
        if (QqSettings.Of(account) is not { } settings)
            return new PhoneResult(0, 0, "渠道账号没有 QQ 设置");
        var chat = standIn.Enrol(settings.AppId, act.Chat);
        if (act.Raw is not { } body)
        {
            if (Compose(settings, chat, act) is not { } composed)
                return new PhoneResult(0, 0, "未知的操作");
            body = composed.ToJsonString(Json);
            Do(chat, act, composed);
        }

        var started = Stopwatch.GetTimestamp();
        var delivered = await Task.WhenAll(Enumerable.Range(0, Math.Clamp(act.Times, 1, Attempts)).Select(_ => DeliverAsync(account, settings, body, cancellationToken)));
        return new PhoneResult(delivered[0].Status, Stopwatch.GetElapsedTime(started).TotalMilliseconds, string.Join(" / ", delivered.Select(d => d.Note)));
    }

    /// <summary>QQ's verdict about a message that waited for it.</summary>
    public async Task<PhoneResult> DecideAsync(ChannelAccount account, QqReview review, bool isPassed, CancellationToken cancellationToken)
    {
        var settings = QqSettings.Of(account)!;
        var data = new JsonObject { ["audit_id"] = review.Id, ["audit_time"] = Time(), ["create_time"] = Time() };
        if (isPassed)
            data["message_id"] = review.Entry.Id;
        var started = Stopwatch.GetTimestamp();
        var (status, note) = await DeliverAsync(account, settings, Envelope(isPassed ? "MESSAGE_AUDIT_PASS" : "MESSAGE_AUDIT_REJECT", "audit:" + review.Id, data).ToJsonString(Json), cancellationToken);
        return new PhoneResult(status, Stopwatch.GetElapsedTime(started).TotalMilliseconds, note);
    }

    /// <summary>The console's check of the address.</summary>
    public async Task<PhoneResult> CheckAsync(ChannelAccount account, CancellationToken cancellationToken)
    {
        var settings = QqSettings.Of(account)!;
        const string token = "Arq0D5A61EgUu4OxUvOp";
        var at = Seconds();
        var started = Stopwatch.GetTimestamp();
        using var client = clients.CreateClient(WeChatPhone.ClientName);
        using var response = await client.PostAsync(Address(account), new StringContent($"{{\"op\":13,\"d\":{{\"plain_token\":\"{token}\",\"event_ts\":\"{at}\"}}}}", Encoding.UTF8, "application/json"), cancellationToken);
        var answer = await response.Content.ReadAsStringAsync(cancellationToken);
        var isRight = answer.Contains(new QqKey(settings.Secret).Sign(at, Encoding.ASCII.GetBytes(token)), StringComparison.Ordinal);
        return new PhoneResult((int)response.StatusCode, Stopwatch.GetElapsedTime(started).TotalMilliseconds, string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)response.StatusCode}，{(isRight ? "签名正确" : "未通过")}"));
    }

    private JsonObject? Compose(QqSettings settings, QqChat chat, QqAct act)
    {
        var id = standIn.NextId();
        var member = QqStandIn.OpenIdOf(settings.AppId + chat.Address, act.Member);
        var group = chat.IsGroup ? chat.Address["group:".Length..] : "";
        switch (act.Kind)
        {
            case "text" or "chat" or "file":
                var message = new JsonObject
                {
                    ["id"] = id,
                    ["author"] = chat.IsGroup
                        ? new JsonObject { ["id"] = member, ["member_openid"] = member, ["username"] = act.Member, ["member_role"] = "member", ["bot"] = false }
                        : new JsonObject { ["id"] = act.Chat, ["user_openid"] = act.Chat },
                    // What is said to a bot in a group begins with the blank behind its name.
                    ["content"] = chat.IsGroup && act.Kind != "chat" ? " " + act.Text : act.Text,
                    ["timestamp"] = Time(),
                    ["message_type"] = 0,
                    ["message_scene"] = new JsonObject { ["source"] = "default", ["ext"] = new JsonArray("msg_idx=REFIDX_" + id) },
                };
                if (chat.IsGroup)
                    message["group_openid"] = group;
                if (act.MediaId is { } media && standIn.Files.Find(media) is { } file)
                    message["attachments"] = new JsonArray(Attachment(file));
                return Envelope(!chat.IsGroup ? "C2C_MESSAGE_CREATE" : act.Kind == "chat" ? "GROUP_MESSAGE_CREATE" : "GROUP_AT_MESSAGE_CREATE", "event:" + id, message);
            case "add" or "remove":
                return Happening(chat, act.Kind == "add" ? (chat.IsGroup ? "GROUP_ADD_ROBOT" : "FRIEND_ADD") : chat.IsGroup ? "GROUP_DEL_ROBOT" : "FRIEND_DEL", id, group, member);
            case "reject" or "receive":
                return Happening(chat, (chat.IsGroup ? "GROUP_MSG_" : "C2C_MSG_") + act.Kind.ToUpperInvariant(), id, group, member);
            case "tap":
                var tap = new JsonObject
                {
                    ["id"] = "tap:" + id,
                    ["type"] = 11,
                    ["chat_type"] = chat.IsGroup ? 1 : 2,
                    ["timestamp"] = Time(),
                    ["data"] = new JsonObject { ["type"] = 11, ["resolved"] = new JsonObject { ["button_id"] = "b1", ["button_data"] = act.Text } },
                };
                if (chat.IsGroup)
                    (tap["group_openid"], tap["group_member_openid"]) = (group, member);
                else
                    tap["user_openid"] = act.Chat;
                return Envelope("INTERACTION_CREATE", "event:" + id, tap);
            default:
                return null;
        }
    }

    private static JsonObject Attachment(QqFile file)
    {
        var address = QqStandIn.ApiBase + "/media/" + file.Id;
        return new JsonObject { ["content_type"] = file.ContentType, ["filename"] = file.Name, ["size"] = file.Content.Length, ["url"] = address };
    }

    private JsonObject Happening(QqChat chat, string type, string id, string group, string member) => Envelope(type, "event:" + id, chat.IsGroup
        ? new JsonObject { ["group_openid"] = group, ["op_member_openid"] = member, ["timestamp"] = standIn.Now.ToUnixTimeSeconds() }
        : new JsonObject { ["openid"] = chat.Address, ["timestamp"] = standIn.Now.ToUnixTimeSeconds() });

    private static JsonObject Envelope(string type, string id, JsonObject data) => new() { ["id"] = id, ["op"] = 0, ["s"] = 1, ["t"] = type, ["d"] = data };

    private void Do(QqChat chat, QqAct act, JsonObject composed)
    {
        var now = standIn.Now;
        var who = chat.IsGroup ? act.Member : null;
        var data = composed["d"]!;
        switch (act.Kind)
        {
            case "text" or "chat" or "file":
                standIn.Heard(chat, (string)data["id"]!);
                standIn.Show(chat, act.MediaId is { } media && standIn.Files.Find(media) is { } file
                    ? new QqEntry(now, "me", file.Kind == 1 ? "image" : "file", file.Name) { MediaId = media, Who = who, Id = (string)data["id"]! }
                    : new QqEntry(now, "me", act.Kind == "chat" ? "chat" : "text", act.Text) { Who = who, Id = (string)data["id"]! });
                return;
            case "add":
                standIn.Change(chat, c => (c.IsThere, c.IsQuiet) = (true, false));
                break;
            case "remove":
                standIn.Change(chat, c => c.IsThere = false);
                break;
            case "reject" or "receive":
                standIn.Change(chat, c => c.IsQuiet = act.Kind == "reject");
                break;
        }

        standIn.Heard(chat, (string)composed["id"]!);
        standIn.Show(chat, new QqEntry(now, "note", act.Kind, act.Text) { Who = who });
    }

    private async Task<(int Status, string Note)> DeliverAsync(ChannelAccount account, QqSettings settings, string body, CancellationToken cancellationToken)
    {
        var note = "";
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var timestamp = Seconds();
            using var request = new HttpRequestMessage(HttpMethod.Post, Address(account)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.TryAddWithoutValidation("User-Agent", "QQBot-Callback");
            request.Headers.TryAddWithoutValidation("X-Bot-Appid", settings.AppId);
            request.Headers.TryAddWithoutValidation("X-Signature-Timestamp", timestamp);
            request.Headers.TryAddWithoutValidation("X-Signature-Ed25519", new QqKey(settings.Secret).Sign(timestamp, Encoding.UTF8.GetBytes(body)));
            try
            {
                using var client = clients.CreateClient(WeChatPhone.ClientName);
                using var response = await client.SendAsync(request, cancellationToken);
                var answer = await response.Content.ReadAsStringAsync(cancellationToken);
                note = string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)response.StatusCode} {answer}");
                if ((int)response.StatusCode < 500 && !answer.Contains("\"d\":1", StringComparison.Ordinal))
                    return ((int)response.StatusCode, note);
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

        return (0, note);
    }

    private Uri Address(ChannelAccount account) => new(own.Get(), "webhooks/qq/" + Uri.EscapeDataString(account.Key));

    private string Seconds() => standIn.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private string Time() => standIn.Now.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}
