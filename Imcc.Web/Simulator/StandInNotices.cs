using System.Globalization;
using System.Text.Json;

namespace Imcc.Web.Simulator;

/// <summary>Template messages and subscription notifications at the stand-in: the follower's telephone shows a card, and the result is posted a moment later.</summary>
internal static class StandInNotices
{
    public const string TemplatePath = "/cgi-bin/message/template/send";
    public const string SubscriptionPath = "/cgi-bin/message/subscribe/bizsend";

    /// <summary>Faults of this path are the result's, not the call's: 1 is a follower who blocks, another code a failure of WeChat's, a dropped one is never posted.</summary>
    public const string ReportFault = "report:template";

    public static Task<string?> TemplateAsync(HttpContext context, WeChatStandIn standIn) => SendAsync(context, standIn, TemplatePath, "template");

    public static Task<string?> SubscriptionAsync(HttpContext context, WeChatStandIn standIn) => SendAsync(context, standIn, SubscriptionPath, "subscription");

    private static async Task<string?> SendAsync(HttpContext context, WeChatStandIn standIn, string path, string kind)
    {
        if (WeChatStandInApi.Denied(context, standIn, path, out var appId) is { } denied)
            return denied;
        var (code, json) = await WeChatStandInApi.ReadAsync(context);
        if (json is not { } body)
            return WeChatStandInApi.Error(code, "invalid request body");
        var (template, isSubscription) = (WeChatStandInApi.Text(body, "template_id"), kind == "subscription");
        if (template.Length == 0)
            return WeChatStandInApi.Error(40037, "invalid template_id");
        if (Lines(body) is not { } lines)
            return WeChatStandInApi.Error(47003, "argument invalid! data");
        // A template that nobody made here is shown field by field.
        var (refusal, text) = standIn.Templates.Of(appId).Any(t => t.Id == template) ? standIn.Templates.Fill(appId, template, body, isSubscription) : (0, string.Join('\n', lines));
        if (refusal != 0)
            return WeChatStandInApi.Error(refusal, "invalid template");
        var openId = WeChatStandInApi.Text(body, "touser");
        var url = WeChatStandInApi.Text(body, isSubscription ? "page" : "url");
        var entry = new StandInEntry(standIn.Now, "account", kind, text, Via: "api", Url: url.Length > 0 ? url : null) { Tail = template };
        var (refused, isNew) = standIn.Notify(appId, openId, entry, WeChatStandInApi.Text(body, "client_msg_id"));
        if (refused != 0)
            return WeChatStandInApi.Error(refused, "");
        var id = standIn.NextMessageId();
        if (isNew && standIn.TellsResults && standIn.TakeFault(ReportFault, appId) is not { Drop: true } and var fault)
        {
            var result = fault?.Code ?? (standIn.Find(appId, openId)?.RefusesTemplates == true ? 1 : 0);
            standIn.Report(new(appId, openId, isSubscription ? Subscribed(id, template, result) : Finished(id, result)));
        }

        return string.Create(CultureInfo.InvariantCulture, $"{{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":{id}}}");
    }

    /// <returns>Null: not as WeChat takes it.</returns>
    private static List<string>? Lines(JsonElement body)
    {
        if (!body.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object)
            return null;
        var lines = new List<string>();
        foreach (var field in data.EnumerateObject())
        {
            if (field.Value.ValueKind != JsonValueKind.Object || !field.Value.TryGetProperty("value", out var value) || value.ValueKind != JsonValueKind.String)
                return null;
            lines.Add(field.Name + "\t" + value.GetString());
        }

        return lines.Count > 0 ? lines : null;
    }

    private static string Finished(string id, int fault) =>
        WeChatPhone.Tag("MsgType", "event") + WeChatPhone.Tag("Event", "TEMPLATESENDJOBFINISH") + "<MsgID>" + id + "</MsgID>"
        + WeChatPhone.Tag("Status", fault switch { 0 => "success", 1 => "failed:user block", _ => "failed: system failed" });

    private static string Subscribed(string id, string template, int fault) =>
        WeChatPhone.Tag("MsgType", "event") + WeChatPhone.Tag("Event", "subscribe_msg_sent_event") + "<SubscribeMsgSentEvent><List>"
        + WeChatPhone.Tag("TemplateId", template) + WeChatPhone.Tag("MsgID", id) + WeChatPhone.Tag("ErrorCode", fault == 0 ? "0" : "43101")
        + WeChatPhone.Tag("ErrorStatus", fault == 0 ? "success" : "user refuse to accept the msg") + "</List></SubscribeMsgSentEvent>";
}
