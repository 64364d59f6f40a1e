using System.Globalization;

namespace Imcc.Core.Channels.WeChat;

/// <summary>The error codes of tags, black lists and QR codes, with what an administrator can do about each; others as <see cref="WeChatErrors"/> says.</summary>
public static class FollowerErrors
{
    /// <summary>Some of the followers in the call were not done; the answer names them.</summary>
    public const int Partial = 45171;

    public static WeChatVerdict Judge(int code) => code switch
    {
        40052 or 40053 => Refused(code, "微信不接受这种二维码或场景值"),
        45056 => Refused(code, "公众号的标签已达 100 个上限"),
        45057 => Refused(code, "标签下的粉丝超过 10 万，不能直接删除"),
        45058 => Refused(code, "微信保留的标签不能修改"),
        45059 => Refused(code, "客户的标签已达 20 个上限"),
        45157 => Refused(code, "公众号已有同名标签"),
        45158 => Refused(code, "标签名超过 30 个字"),
        45159 => Refused(code, "公众号没有这个标签，请先从微信更新标签"),
        Partial => Refused(code, "部分客户没有打上标签"),
        40032 => Refused(code, "一次的客户数超过微信上限"),
        49003 => Refused(code, "客户不属于该公众号"),
        _ => WeChatErrors.Judge(code),
    };

    private static WeChatVerdict Refused(int code, string reason) =>
        new(WeChatReaction.Refuse, string.Create(CultureInfo.InvariantCulture, $"{reason} ({code})"));
}
