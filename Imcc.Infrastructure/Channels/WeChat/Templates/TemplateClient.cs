using System.Text.Json;
using Imcc.Core.Channels;
using Imcc.Core.Channels.WeChat;

namespace Imcc.Infrastructure.Channels.WeChat.Templates;

/// <summary>The templates at WeChat's side.</summary>
internal sealed class TemplateClient(WeChatApi api)
{
    /// <returns>Template messages and, where the account has them, notices that customers subscribe to.</returns>
    public async Task<(IReadOnlyList<MessageTemplate>? Templates, string? Error)> ListAsync(WeChatSettings settings, CancellationToken cancellationToken)
    {
        var own = await api.AskAsync(settings, "/cgi-bin/template/get_all_private_template", null, cancellationToken);
        if (!own.IsDone)
            return (null, own.Error);
        // Few accounts have these; those that have none answer that they may not ask.
        var subscribed = await api.AskAsync(settings, "/wxaapi/newtmpl/gettemplate", null, cancellationToken);
        return ([.. WeChatAnswer.Items(own.Json, "template_list").Select(Template), .. subscribed.IsDone ? WeChatAnswer.Items(subscribed.Json, "data").Select(Subscription) : []], null);
    }

    public async Task<string?> DeleteAsync(WeChatSettings settings, string templateId, CancellationToken cancellationToken) =>
        (await api.AskAsync(settings, "/cgi-bin/template/del_private_template", WeChatJson.Object(("template_id", templateId)), cancellationToken)).Error;

    private static MessageTemplate Template(JsonElement json) => new(
        WeChatAnswer.Text(json, "template_id"), WeChatAnswer.Text(json, "title"), WeChatAnswer.Text(json, "content"), WeChatAnswer.Text(json, "example"),
        string.Join(" / ", new[] { WeChatAnswer.Text(json, "primary_industry"), WeChatAnswer.Text(json, "deputy_industry") }.Where(i => i.Length > 0)), IsSubscription: false);

    private static MessageTemplate Subscription(JsonElement json) => new(
        WeChatAnswer.Text(json, "priTmplId"), WeChatAnswer.Text(json, "title"), WeChatAnswer.Text(json, "content"), WeChatAnswer.Text(json, "example"), "", IsSubscription: true);
}
