using Imcc.Core.Channels;
using Imcc.Core.Delivery;

namespace Imcc.Infrastructure.Delivery;

/// <summary>How fast channels are called where nothing is configured.</summary>
internal static class UsualRates
{
    /// <summary>
    /// WeChat publishes a quota of the day (500,000 of customer-service messages) and none of the second: fast enough for the largest campaign, while 45011 and AIMD
    /// find the rest. QQ and what runs on a person's account are watched for robots: there slow is safe.
    /// </summary>
    public static SendRate Of(ChannelKind kind) => kind switch
    {
        ChannelKind.WeChat or ChannelKind.MiniProgram or ChannelKind.WeCom => new(600, 300, 64),
        ChannelKind.Qq => new(20, 20, 16),
        ChannelKind.OneBot => new(2, 5, 2),
        ChannelKind.Weibo => new(20, 20, 16),
        ChannelKind.Email => new(10, 20, 8),
        _ => new(200, 200, 32),
    };
}
