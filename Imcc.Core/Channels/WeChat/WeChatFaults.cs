using System.Globalization;

namespace Imcc.Core.Channels.WeChat;

/// <summary>What WeChat's errors mean to somebody who administers an account. (<see cref="WeChatErrors"/> tells it of messages.)</summary>
public static class WeChatFaults
{
    /// <param name="words">WeChat's own, for what has no sentence here.</param>
    public static string Reason(int code, string words) => Known(code) is { } known
        ? string.Create(CultureInfo.InvariantCulture, $"{known} ({code})")
        : WeChatErrors.Judge(code) is { Reaction: not WeChatReaction.Refuse } verdict
            ? verdict.Reason
            : string.Create(CultureInfo.InvariantCulture, $"微信拒绝了此操作 ({code}) {Plain(words)}").TrimEnd();

    /// <summary>WeChat's words without the part that changes with each call.</summary>
    public static string Plain(string words)
    {
        var end = words.IndexOf(" rid:", StringComparison.Ordinal);
        var plain = (end >= 0 ? words[..end] : words).ReplaceLineEndings(" ").Trim();
        return plain.Length <= 200 ? plain : plain[..200];
    }

    /// <summary>The address that WeChat saw us call from, which its words about the white list (40164) hold; null: none.</summary>
    public static string? AddressIn(string words)
    {
        foreach (var word in words.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            if (System.Net.IPAddress.TryParse(word.Trim('.', ';'), out var address) && word.AsSpan().ContainsAny('.', ':'))
                return address.ToString();
        }

        return null;
    }

    /// <summary>The id of the call in WeChat's words; null: none.</summary>
    public static string? RidIn(string words)
    {
        var at = words.IndexOf("rid:", StringComparison.Ordinal);
        return at < 0 ? null : string.Concat(words[(at + 4)..].TrimStart().TakeWhile(c => char.IsAsciiHexDigit(c) || c == '-')) is { Length: > 0 and <= 100 } rid ? rid : null;
    }

    private static string? Known(int code) => code switch
    {
        40015 => "菜单类型不合法",
        40016 or 40017 or 40023 => "菜单按钮数量不合法",
        40018 or 40025 => "菜单名称长度超出限制",
        40019 or 40026 => "菜单 KEY 长度超出限制",
        40020 or 40027 => "菜单链接长度超出限制",
        40021 => "菜单版本不合法",
        40022 or 40024 => "子菜单不合法",
        40054 or 40055 => "菜单链接不是合法的网址",
        40007 or 40114 => "素材不存在或已失效",
        46003 => "公众号没有已发布的菜单",
        65301 => "个性化菜单不存在",
        65302 => "没有匹配到的个性化菜单",
        65303 => "请先发布默认菜单，再发布个性化菜单",
        65304 => "匹配规则为空",
        65305 => "个性化菜单数量已达上限",
        65306 or 65307 => "该公众号不支持个性化菜单",
        65308 or 65310 or 65311 or 65312 or 65313 => "匹配规则不合法",
        65309 => "个性化菜单接口未开放",
        65314 => "标签不合法",
        65316 => "个性化菜单的链接最多指向三个域名",
        65317 => "菜单编号不合法",
        40037 or 43116 => "模板不存在或已下线",
        45026 => "模板数量已达上限",
        40003 => "OpenID 不属于该公众号",
        45009 => "今日接口调用次数已用完",
        48006 => "本月清零次数已用完",
        76001 => "rid 不存在",
        76002 => "rid 为空或格式不正确",
        76003 => "不能查询其他账号的 rid",
        76004 => "rid 已过期（只能查询 7 天内的调用）",
        76021 => "接口路径不存在",
        76022 => "没有查询此接口额度的权限",
        _ => null,
    };
}
