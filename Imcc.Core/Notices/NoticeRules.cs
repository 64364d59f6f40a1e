using System.Text;
using Imcc.Core.Channels;
using Imcc.Core.Delivery;

namespace Imcc.Core.Notices;

/// <summary>What a notice must be like to be taken. Checked before it is stored, so that whatever is stored can be sent.</summary>
public static class NoticeRules
{
    /// <summary>Notices in one request.</summary>
    public const int MostTogether = 1000;

    public const int LongestKey = 128;
    public const int LongestRecipient = 128;
    public const int LongestCallback = 500;
    public const int LongestBatch = 100;

    /// <summary>Fields of a template, and the characters of one field.</summary>
    public const int MostFields = 30;
    public const int LongestValue = 500;

    /// <summary>The longest text, in bytes of UTF-8: what WeChat takes.</summary>
    public const int LongestText = 2048;

    /// <summary>The code of a notice whose end is over before it is taken.</summary>
    public const string Expired = "expired";

    /// <summary>How long a notice waits that names no end itself: a day later it is of no use.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>The furthest end that may be named.</summary>
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(7);

    /// <param name="kind">The account's channel; null: there is no such account.</param>
    /// <param name="takes">Whether somebody sends this kind of notice on that channel.</param>
    /// <param name="mayCall">Whether results may be told to an address.</param>
    /// <returns>Every problem there is.</returns>
    public static IReadOnlyList<NoticeProblem> Problems(NoticeOrder order, ChannelKind? kind, Func<ChannelKind, NoticeKind, bool> takes, Func<string, bool> mayCall, DateTimeOffset now)
    {
        var problems = new List<NoticeProblem>();
        void Check(bool good, string code, string message)
        {
            if (!good)
                problems.Add(new(code, message));
        }

        Check(order.Account.Length > 0, "account_missing", "缺少渠道账号。account is missing.");
        Check(order.Account.Length == 0 || kind is not null, "account_unknown", "没有这个渠道账号，或已停用。There is no such account, or it is off.");
        Check(kind is not { } channel || takes(channel, order.Content.Kind), "kind_not_supported", "该渠道不支持这种通知。The channel cannot carry this kind of notice.");
        Check(!string.IsNullOrWhiteSpace(order.Recipient), "recipient_missing", "缺少接收人 externalId。recipient.externalId is missing.");
        Check(order.Recipient.Length <= LongestRecipient && !order.Recipient.Any(char.IsControl), "recipient_invalid", $"接收人最长 {LongestRecipient} 字，不含控制字符。A recipient has at most {LongestRecipient} characters, no control characters.");
        Check(order.Key is null or { Length: > 0 and <= LongestKey } && order.Key?.Any(char.IsControl) != true, "key_invalid", $"idempotencyKey 为 1 到 {LongestKey} 字。idempotencyKey has 1 to {LongestKey} characters.");
        Check(order.ExpiresAt is not { } end || end > now, Expired, "expiresAt 已过。expiresAt is over.");
        Check(order.ExpiresAt is not { } far || far <= now + LongestLifetime, "expires_too_late", $"expiresAt 不能晚于 {LongestLifetime.TotalDays:0} 天后。expiresAt is at most {LongestLifetime.TotalDays:0} days away.");
        Check(order.Priority is SendPriority.Notice or SendPriority.Bulk, "priority_invalid", "priority 为 normal 或 bulk。priority is normal or bulk.");
        Check(order.CallbackUrl is not { } url || (url.Length <= LongestCallback && mayCall(url)), "callback_invalid", "callbackUrl 须为 https 公网地址，或管理员允许的主机。callbackUrl must be a public https address, or one of the hosts that an administrator allows.");
        problems.AddRange(Problems(order.Content));
        return problems;
    }

    private static IEnumerable<NoticeProblem> Problems(NoticeContent content)
    {
        if (content.Kind == NoticeKind.Text)
        {
            if (string.IsNullOrWhiteSpace(content.Text))
                yield return new("content_missing", "缺少 text 或 template。text or template is missing.");
            else if (Encoding.UTF8.GetByteCount(content.Text) > LongestText)
                yield return new("text_too_long", $"文本最长 {LongestText} 字节。A text has at most {LongestText} bytes of UTF-8.");
            yield break;
        }

        if (content.TemplateId.Length is 0 or > 100 || content.TemplateId.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
            yield return new("template_invalid", "缺少 templateId 或格式不对。templateId is missing or malformed.");
        if (content.Data.Count is 0 or > MostFields)
            yield return new("data_invalid", $"data 须有 1 到 {MostFields} 项。data has 1 to {MostFields} fields.");
        if (content.Data.Any(d => d.Name.Length is 0 or > 50 || d.Value.Length > LongestValue || d.Color.Length > 20))
            yield return new("data_invalid", $"data 的键为 1 到 50 字，值最长 {LongestValue} 字。A field's key has 1 to 50 characters, its value at most {LongestValue}.");
        if (content.Url.Length > 1024 || content.MiniProgramPath.Length > 1024 || content.MiniProgramAppId.Length > 50)
            yield return new("url_invalid", "跳转地址过长。The address that it leads to is too long.");
        if (content.Kind == NoticeKind.Template && content.Url.Length > 0 && !(Uri.TryCreate(content.Url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            yield return new("url_invalid", "url 须为 http 或 https 地址。url must be an http or https address.");
        if (content.MiniProgramAppId.Length == 0 && content.MiniProgramPath.Length > 0)
            yield return new("miniprogram_invalid", "miniProgram 缺少 appId。miniProgram needs an appId.");
    }
}
