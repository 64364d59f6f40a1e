using Imcc.Core.Channels;

namespace Imcc.Core.Contacts;

/// <summary>What to call somebody whose channel tells no name: short, stable, and not the whole id.</summary>
public static class ContactNames
{
    public static string For(ChannelKind kind, string externalId)
    {
        var tail = externalId.Length <= 4 ? externalId : externalId[^4..];
        return kind switch
        {
            ChannelKind.WeChat or ChannelKind.MiniProgram or ChannelKind.WeCom => "微信用户 " + tail,
            ChannelKind.Qq => "QQ用户 " + tail,
            ChannelKind.Weibo => "微博用户 " + tail,
            ChannelKind.WebChat => "访客 " + tail,
            _ => "客户 " + tail,
        };
    }
}
