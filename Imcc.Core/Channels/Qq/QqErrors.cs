using System.Globalization;

namespace Imcc.Core.Channels.Qq;

/// <summary>What to do about an error of QQ's server.</summary>
public enum QqReaction
{
    /// <summary>It is none.</summary>
    None = 0,
    /// <summary>Get another token and try once more.</summary>
    RefreshToken = 1,
    /// <summary>Once more at once, and no more.</summary>
    RetryOnce = 2,
    /// <summary>Busy: again later with the same number, three times at most.</summary>
    Retry = 3,
    /// <summary>Too fast: nothing goes out for a while.</summary>
    BackOff = 4,
    /// <summary>The file is gone at QQ's side: upload it once more.</summary>
    UploadAgain = 5,
    /// <summary>The customer's message can no longer be answered: without naming it, or not at all.</summary>
    WindowClosed = 6,
    /// <summary>It has arrived already.</summary>
    Duplicate = 7,
    /// <summary>It waits for QQ's own people; an event tells what they decided.</summary>
    InReview = 8,
    /// <summary>Who was written to has gone, or refuses us.</summary>
    Unreachable = 9,
    /// <summary>We may not speak there for a while.</summary>
    Muted = 10,
    /// <summary>The content is not allowed.</summary>
    Content = 11,
    /// <summary>Nothing of this bot goes through until an administrator has put it right.</summary>
    Misconfigured = 12,
    /// <summary>Our request was wrong.</summary>
    Fault = 13,
    /// <summary>A part of an upload is not there yet: tell it once more.</summary>
    PartLater = 14,
    /// <summary>As much as may be uploaded in a day has been.</summary>
    QuotaSpent = 15,
    /// <summary>Too late to take it back.</summary>
    TooLate = 16,
}

/// <param name="Reason">For the agent's screen, with the code.</param>
public readonly record struct QqVerdict(QqReaction Reaction, string Reason);

/// <summary>QQ's error codes, each with what it means for us. The words beside a code change and are never looked at.</summary>
public static class QqErrors
{
    public static QqVerdict Judge(int code) => code switch
    {
        0 => new(QqReaction.None, ""),
        11241 or 11243 or 11244 or 401 => Of(QqReaction.RefreshToken, code, "访问令牌失效"),
        11242 or 11252 or 11263 or 11281 => Of(QqReaction.RetryOnce, code, "QQ 系统繁忙"),

        11251 or 11261 or 11275 => Of(QqReaction.Misconfigured, code, "渠道配置有误：机器人参数不正确"),
        11253 or 11254 or 11262 or 11265 => Of(QqReaction.Misconfigured, code, "该机器人没有此接口的权限"),
        11273 => Of(QqReaction.Misconfigured, code, "该机器人已被封禁"),
        11255 => Of(QqReaction.Misconfigured, code, "该机器人仅限沙箱或私域使用"),
        100007 or 10004 => Of(QqReaction.Misconfigured, code, "渠道配置有误：机器人不存在或已被封禁"),
        100016 => Of(QqReaction.Misconfigured, code, "渠道配置有误：AppID 或密钥不正确"),
        40054016 => Of(QqReaction.Misconfigured, code, "机器人已下线"),

        22009 or 20028 or 40034100 or 429 or 1100100 or 1100308 or 100001 => Of(QqReaction.BackOff, code, "发送过于频繁"),
        304082 or 304083 or 40034004 or 304080 => Of(QqReaction.UploadAgain, code, "媒体文件已失效"),
        304003 or 40054010 => Of(QqReaction.Content, code, "消息中的网址未在 QQ 机器人后台登记"),
        40034005 or 304103 or 304027 or 40034026 or 40034128 => Of(QqReaction.WindowClosed, code, "已超出回复时限或次数，需等客户再次发言"),
        40034024 or 40034025 or 40034027 => Of(QqReaction.Fault, code, "消息编号与会话不符"),
        40054005 => Of(QqReaction.Duplicate, code, "消息已发送"),
        40034101 or 40054003 or 40054004 or 40054013 or 40034105 => Of(QqReaction.Unreachable, code, "客户不是好友、已退群或拒收消息"),
        40054002 => Of(QqReaction.Muted, code, "机器人在群内被禁言"),
        40034006 or 304025 or (>= 1100101 and <= 1100103) => Of(QqReaction.Content, code, "内容违规"),
        40054007 or 40054018 => Of(QqReaction.Content, code, "内容过长"),
        50055001 or 50055002 or 50055006 or 500 or 502 or 503 or 504 or 306003 or 306005 or 50065001 => Of(QqReaction.Retry, code, "QQ 系统繁忙"),
        304023 or 304024 => Of(QqReaction.InReview, code, "消息正在等待平台审核"),

        40093001 => Of(QqReaction.PartLater, code, "分片尚未就绪"),
        40093002 => Of(QqReaction.QuotaSpent, code, "今日上传流量已用完"),
        850018 or 850019 or 850026 or 850027 or 850031 => Of(QqReaction.Retry, code, "文件上传失败"),
        40064004 => Of(QqReaction.TooLate, code, "已超过可撤回时间"),
        40062003 => Of(QqReaction.Misconfigured, code, "机器人没有撤回权限"),

        22006 or 50006 or 50035 or 50037 or 50041 or (>= 50054 and <= 50059) or 304061 or 305007 or 340069 or (>= 40034008 and <= 40034011) or 40034029
            or (>= 40034106 and <= 40034109) or 40034124 or 40034127 => Of(QqReaction.Fault, code, "请求参数有误"),
        _ => Of(QqReaction.Fault, code, "QQ 拒绝了此消息"),
    };

    private static QqVerdict Of(QqReaction reaction, int code, string reason) =>
        new(reaction, string.Create(CultureInfo.InvariantCulture, $"{reason} ({code})"));
}
