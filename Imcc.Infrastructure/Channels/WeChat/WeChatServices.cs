using Imcc.Core.Channels;
using Imcc.Core.Delivery;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Imcc.Infrastructure.Channels.WeChat;

public static class WeChatServices
{
    /// <summary>The client of WeChat's API: sender, typing, media. Needs <see cref="IMediaFiles"/> of somebody.</summary>
    public static IServiceCollection AddWeChat(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpClient(WeChatHttp.ClientName)
            .ConfigureHttpClient(client => client.Timeout = System.Threading.Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                // The token is in the address: it goes nowhere else.
                AllowAutoRedirect = false,
                ConnectTimeout = TimeSpan.FromSeconds(3),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                UseCookies = false,
            })
            // The framework would log the addresses, and with them the tokens.
            .RemoveAllLoggers();
        services.TryAddSingleton<WeChatHttp>();
        services.TryAddSingleton<WeChatTokens>();
        services.TryAddSingleton<WeChatApi>();
        services.TryAddSingleton<WeChatUsers>();
        services.TryAddSingleton<WeChatTags>();
        services.TryAddSingleton<WeChatQrCodes>();
        services.AddSingleton<IChannelMedia, WeChatMedia>();
        services.AddSingleton<Core.Notices.INoticeSender, WeChatNoticeSender>();
        services.TryAddSingleton<WeChatSender>();
        services.AddSingleton<IChannelSender>(provider => provider.GetRequiredService<WeChatSender>());
        services.AddSingleton<IChannelTyping>(provider => provider.GetRequiredService<WeChatSender>());
        return services.AddOfficialAccounts();
    }
}
