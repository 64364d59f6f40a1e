using System.Globalization;
using Imcc.Core.Delivery;

namespace Imcc.Core.Channels.WeChat;

/// <summary>What to do about an error of WeChat's server.</summary>
public enum WeChatReaction
{
    /// <summary>It is none.</summary>
    None = 0,
    /// <summary>Get another token and try once more.</summary>
    RefreshToken = 1,
    /// <summary>Busy: try again with growing pauses.</summary>
    Retry = 2,
    /// <summary>A limit per minute: nothing goes out for a minute.</summary>
    WaitAMinute = 3,
    /// <summary>The media has expired: upload it once more.</summary>
    UploadAgain = 4,
    /// <summary>It will never go through; the reason is for the agent.</summary>
    Refuse = 5,
    /// <summary>Nothing of this account will go through until an administrator has put it right.</summary>
    Misconfigured = 6,
    /// <summary>Of no consequence.</summary>
    Ignore = 7,
    /// <summary>The quota of the day: nothing goes out by this interface until midnight in Beijing.</summary>
    WaitForMidnight = 8,
}

/// <param name="Reason">For the agent's screen, with the code.</param>
/// <param name="Kind">What can be done about it, once it is given up.</param>
public readonly record struct WeChatVerdict(WeChatReaction Reaction, string Reason, RefusalKind Kind = RefusalKind.Other);

/// <summary>WeChat's error codes, each with what it means for us. HTTP says 200 to all of them.</summary>
public static class WeChatErrors
{
    /// <summary>Between China's midnight, when WeChat's quotas begin anew, and UTC's.</summary>
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    public static WeChatVerdict Judge(int code) => code switch
    {
        0 => new(WeChatReaction.None, ""),
        -1 or 61450 or 268487001 or 268487002 => Of(WeChatReaction.Retry, code, "微信系统繁忙"),
        40001 or 40014 or 42001 => Of(WeChatReaction.RefreshToken, code, "访问令牌失效", RefusalKind.Misconfigured),
        45011 => Of(WeChatReaction.WaitAMinute, code, "调用过于频繁"),
        45009 => Of(WeChatReaction.WaitForMidnight, code, "今日接口调用次数已用完", RefusalKind.QuotaSpent),
        40007 => Of(WeChatReaction.UploadAgain, code, "媒体文件已失效", RefusalKind.Media),
        45072 or 45080 or 45081 => Of(WeChatReaction.Ignore, code, "输入状态未更新"),

        40013 or 40002 or 41002 => Of(WeChatReaction.Misconfigured, code, "渠道配置有误：AppID 不正确", RefusalKind.Misconfigured),
        40125 or 41004 => Of(WeChatReaction.Misconfigured, code, "渠道配置有误：AppSecret 不正确", RefusalKind.Misconfigured),
        40164 => Of(WeChatReaction.Misconfigured, code, "渠道配置有误：服务器 IP 不在白名单中", RefusalKind.Misconfigured),
        40243 => Of(WeChatReaction.Misconfigured, code, "渠道配置有误：AppSecret 已被冻结", RefusalKind.Misconfigured),
        48001 => Of(WeChatReaction.Misconfigured, code, "该公众号没有此接口的权限", RefusalKind.Misconfigured),
        48004 or 50002 or 50004 or 50007 => Of(WeChatReaction.Misconfigured, code, "该公众号的接口已被封禁或账号受限", RefusalKind.Misconfigured),
        >= 89503 and <= 89507 => Of(WeChatReaction.Misconfigured, code, "此调用需要公众号管理员在手机上确认", RefusalKind.Misconfigured),

        45015 => Of(WeChatReaction.Refuse, code, "已超出回复时限，需等客户再次发言", RefusalKind.WindowClosed),
        45047 => Of(WeChatReaction.Refuse, code, "回复条数已达上限，需等客户再次发言", RefusalKind.BudgetSpent),
        43004 or 50005 => Of(WeChatReaction.Refuse, code, "客户未关注或已取消关注", RefusalKind.Unreachable),
        43019 => Of(WeChatReaction.Refuse, code, "客户在黑名单中", RefusalKind.Unreachable),
        48002 => Of(WeChatReaction.Refuse, code, "客户拒收消息", RefusalKind.Unreachable),
        70000 => Of(WeChatReaction.Refuse, code, "客户处于未成年人模式", RefusalKind.Unreachable),
        40003 or 49003 => Of(WeChatReaction.Refuse, code, "OpenID 不属于该公众号", RefusalKind.Unreachable),
        40031 or 40032 or 40130 or 40152 => Of(WeChatReaction.Refuse, code, "群发对象有误", RefusalKind.Content),
        45028 => Of(WeChatReaction.Refuse, code, "群发次数已用完", RefusalKind.QuotaSpent),
        45065 => Of(WeChatReaction.Refuse, code, "此消息已经群发过", RefusalKind.Content),
        45066 => Of(WeChatReaction.WaitAMinute, code, "群发请求过于频繁"),
        45067 => Of(WeChatReaction.Refuse, code, "群发编号过长", RefusalKind.Fault),
        45083 or 45084 => Of(WeChatReaction.Refuse, code, "群发速度设置有误", RefusalKind.Fault),
        45002 or 45003 or 45004 => Of(WeChatReaction.Refuse, code, "内容过长", RefusalKind.Content),
        45001 or 45005 or 45006 or 45007 or 45008 or 40006 => Of(WeChatReaction.Refuse, code, "文件或条目超出微信限制", RefusalKind.Content),
        40004 or 40005 => Of(WeChatReaction.Refuse, code, "微信不支持此文件类型", RefusalKind.Media),
        40008 or 40033 or 40035 or 41001 or 41006 or 43002 or 43003 or 44002 or 47001 or 87009 => Of(WeChatReaction.Refuse, code, "请求有误，请联系技术支持", RefusalKind.Fault),
        _ => Of(WeChatReaction.Refuse, code, "微信拒绝了此消息"),
    };

    /// <summary>How long a spent quota of the day lasts: until 00:00 in Beijing.</summary>
    public static TimeSpan UntilMidnight(DateTimeOffset now)
    {
        var there = now.ToOffset(Beijing);
        return there.Date.AddDays(1) - there.DateTime;
    }

    private static WeChatVerdict Of(WeChatReaction reaction, int code, string reason, RefusalKind kind = RefusalKind.Other) =>
        new(reaction, string.Create(CultureInfo.InvariantCulture, $"{reason} ({code})"), kind);
}
