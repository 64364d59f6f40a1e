using System.Text;
using Imcc.Core.Channels;
using Imcc.Core.Delivery;
using Imcc.Core.Notices;

namespace Imcc.Infrastructure.Channels.WeChat;

/// <summary>Template messages and subscription notifications of WeChat's service accounts.</summary>
internal sealed class WeChatNoticeSender(WeChatApi api) : INoticeSender
{
    public const string TemplatePath = "/cgi-bin/message/template/send";
    public const string SubscriptionPath = "/cgi-bin/message/subscribe/bizsend";

    public bool Takes(ChannelKind channel, NoticeKind kind) => channel == ChannelKind.WeChat && kind is NoticeKind.Template or NoticeKind.Subscription;

    public string ApiOf(ChannelKind channel, NoticeKind kind) => kind == NoticeKind.Template ? TemplatePath : SubscriptionPath;

    public bool IsReportedLater(NoticeKind kind) => true;

    public async Task<SendOutcome> SendAsync(ChannelAccount account, string externalId, Guid notice, NoticeContent content, CancellationToken cancellationToken)
    {
        if (account.WeChat is not { } settings)
            return new SendOutcome.Refused("渠道账号没有微信设置", RefusalKind.Misconfigured);
        var call = await api.PostAsync(settings, ApiOf(account.Kind, content.Kind), Body(externalId, notice, content), cancellationToken);
        var outcome = WeChatSender.Outcome(call);
        return outcome is SendOutcome.Sent && call is WeChatCall.Done { Response: WeChatResponse.Answered answer }
            ? new SendOutcome.Sent(answer.Text("msgid") ?? answer.Text("msg_id"))
            : outcome;
    }

    /// <summary>Every character raw: WeChat takes no escapes.</summary>
    internal static string Body(string openId, Guid notice, NoticeContent content)
    {
        var isTemplate = content.Kind == NoticeKind.Template;
        var json = new StringBuilder("{\"touser\":").AppendJson(openId).Append(",\"template_id\":").AppendJson(content.TemplateId);
        if (content.Url.Length > 0)
            json.Append(isTemplate ? ",\"url\":" : ",\"page\":").AppendJson(content.Url);
        if (content.MiniProgramAppId.Length > 0)
            json.Append(",\"miniprogram\":").Append(WeChatJson.Object(("appid", content.MiniProgramAppId), ("pagepath", content.MiniProgramPath)));
        // By it WeChat knows a repeated attempt again, for some minutes.
        if (isTemplate)
            json.Append(",\"client_msg_id\":").AppendJson(notice.ToString("N"));
        json.Append(",\"data\":{");
        for (var i = 0; i < content.Data.Count; i++)
        {
            var field = content.Data[i];
            json.Append(i == 0 ? "" : ",").AppendJson(field.Name).Append(':')
                .Append(field.Color.Length > 0 ? WeChatJson.Object(("value", field.Value), ("color", field.Color)) : WeChatJson.Object(("value", field.Value)));
        }

        return json.Append("}}").ToString();
    }
}
