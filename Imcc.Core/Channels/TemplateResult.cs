using System.Globalization;
using Imcc.Core.Channels.WeChat;
using Imcc.Core.Delivery;

namespace Imcc.Core.Channels;

/// <summary>What the channel tells about a template, or about a notice that the customer subscribed to, some time after it took it.</summary>
/// <param name="MessageId">The channel's own id of what was sent.</param>
/// <param name="Error">For the agent; null: it arrived.</param>
public sealed record TemplateResult(string MessageId, string? Error)
{
    private const string SentNotices = "SubscribeMsgSentEvent.List.";

    /// <returns>Empty: the content is no such news. One event may tell of several notices.</returns>
    public static IReadOnlyList<TemplateResult> Of(MessageContent content) => content switch
    {
        EventContent { Name: "templatesendjobfinish", Fields: { } fields } when Field(fields, "MsgID") is { Length: > 0 } id => [OfTemplate(id, Field(fields, "Status"))],
        EventContent { Name: "subscribe_msg_sent_event", Fields: { } fields } => OfNotices(fields),
        _ => [],
    };

    private static TemplateResult OfTemplate(string id, string told)
    {
        // Its blanks vary: "failed:user block", "failed: system failed".
        var status = told.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
        return new(id, status switch
        {
            "success" => null,
            "failed:userblock" => "客户拒收模板消息",
            "failed:systemfailed" => "微信系统原因，模板消息未送达",
            _ => "模板消息未送达：" + Short(status),
        });
    }

    private static List<TemplateResult> OfNotices(IReadOnlyDictionary<string, string> fields)
    {
        var results = new List<TemplateResult>();
        for (var i = 0; Field(fields, Place(i, "MsgID")) is { Length: > 0 } id; i++)
        {
            var code = Field(fields, Place(i, "ErrorCode"));
            results.Add(new(id, code is "" or "0" ? null
                : int.TryParse(code, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && WeChatErrors.Judge(number) is { Kind: not RefusalKind.Other } known ? known.Reason
                : $"订阅通知未送达：{Short(Field(fields, Place(i, "ErrorStatus")))} ({Short(code)})"));
        }

        return results;
    }

    private static string Place(int at, string name) => SentNotices + at.ToString(CultureInfo.InvariantCulture) + "." + name;

    private static string Short(string told) => told.Length <= 60 ? told : told[..60];

    private static string Field(IReadOnlyDictionary<string, string> fields, string name) =>
        fields.FirstOrDefault(f => string.Equals(f.Key, name, StringComparison.OrdinalIgnoreCase)).Value?.Trim() ?? "";
}
