using System.Text;
using Imcc.Core.Channels;

namespace Imcc.Infrastructure.Channels.WeChat;

/// <summary>The request bodies of template messages and of notices that a customer subscribed to, whoever sends them.</summary>
internal static class WeChatTemplates
{
    public const string TemplatePath = "/cgi-bin/message/template/send";
    public const string SubscriptionPath = "/cgi-bin/message/subscribe/bizsend";

    /// <summary>The most characters of a <c>client_msg_id</c> that are surely taken.</summary>
    public const int MaxClientMessageId = 32;

    public static string PathOf(TemplateContent template) => template.IsSubscription ? SubscriptionPath : TemplatePath;

    /// <param name="clientMessageId">Ours, at most <see cref="MaxClientMessageId"/> characters: of two requests with the same one WeChat sends the first only, for some minutes.
    /// Null: none. Subscribed notices have no such thing.</param>
    public static string Body(string openId, TemplateContent template, string? clientMessageId)
    {
        var json = new StringBuilder("{\"touser\":").AppendJson(openId).Append(",\"template_id\":").AppendJson(template.TemplateId);
        if (template.Url is { Length: > 0 } url)
            json.Append(template.IsSubscription ? ",\"page\":" : ",\"url\":").AppendJson(url);
        if (template.MiniProgramId is { Length: > 0 } app)
        {
            json.Append(",\"miniprogram\":{\"appid\":").AppendJson(app);
            if (template.MiniProgramPath is { Length: > 0 } path)
                json.Append(",\"pagepath\":").AppendJson(path);
            json.Append('}');
        }

        if (!template.IsSubscription && clientMessageId is { Length: > 0 })
            json.Append(",\"client_msg_id\":").AppendJson(clientMessageId);
        json.Append(",\"data\":{");
        for (var i = 0; i < template.Fields.Count; i++)
        {
            var field = template.Fields[i];
            json.Append(i == 0 ? "" : ",").AppendJson(field.Key).Append(":{\"value\":").AppendJson(field.Value);
            if (!template.IsSubscription && field.Color is { Length: > 0 } color)
                json.Append(",\"color\":").AppendJson(color);
            json.Append('}');
        }

        return json.Append("}}").ToString();
    }
}
