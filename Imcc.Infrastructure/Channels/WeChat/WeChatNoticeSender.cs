using Imcc.Core.Channels;
using Imcc.Core.Delivery;
using Imcc.Core.Notices;

namespace Imcc.Infrastructure.Channels.WeChat;

/// <summary>Template messages and subscription notifications of WeChat's service accounts.</summary>
internal sealed class WeChatNoticeSender(WeChatApi api, WeChatSender sender) : INoticeSender
{
    public bool Takes(ChannelKind channel, NoticeKind kind) => channel == ChannelKind.WeChat && kind is NoticeKind.Template or NoticeKind.Subscription;

    public string ApiOf(ChannelKind channel, NoticeKind kind) => kind == NoticeKind.Template ? WeChatTemplates.TemplatePath : WeChatTemplates.SubscriptionPath;

    public bool IsReportedLater(NoticeKind kind) => true;

    public async Task<SendOutcome> SendAsync(ChannelAccount account, string externalId, Guid notice, NoticeContent content, CancellationToken cancellationToken)
    {
        if (account.WeChat is not { } settings)
            return new SendOutcome.Refused("渠道账号没有微信设置", RefusalKind.Misconfigured);
        var call = await api.PostAsync(settings, ApiOf(account.Kind, content.Kind), Body(externalId, notice, content), cancellationToken);
        var outcome = sender.Outcome(call);
        return outcome is SendOutcome.Sent && call is WeChatCall.Done { Response: WeChatResponse.Answered answer }
            ? new SendOutcome.Sent(answer.Text("msgid") ?? answer.Text("msg_id"))
            : outcome;
    }

    internal static string Body(string openId, Guid notice, NoticeContent content) => WeChatTemplates.Body(
        openId,
        new TemplateContent(
            content.TemplateId,
            "",
            [.. content.Data.Select(d => new TemplateField(d.Name, d.Value, Color: Present(d.Color)))],
            Url: Present(content.Url),
            MiniProgramId: Present(content.MiniProgramAppId),
            MiniProgramPath: Present(content.MiniProgramPath),
            IsSubscription: content.Kind == NoticeKind.Subscription),
        // By it WeChat knows a repeated attempt again, for some minutes.
        notice.ToString("N"));

    private static string? Present(string text) => text.Length > 0 ? text : null;
}
